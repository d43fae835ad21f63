/** How many lines end in a part of a text, whose line ends are \n. */
export function lineEnds(text: string, start: number, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** With every line end as \n. */
export function withPlainLineEnds(raw: string): string {
  return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
}

/** Where in a raw text the part is over that begins at `start` and has `length` characters with plain line ends. */
export function rawEnd(raw: string, start: number, length: number): number {
  let at = start
  for (let i = 0; i < length; i++) at += raw[at] === '\r' && raw[at + 1] === '\n' ? 2 : 1
  return at
}

/** A line and what ends it. */
export function splitLineEnd(line: string): [text: string, end: string] {
  const end = ['\r\n', '\n', '\r'].find((one) => line.endsWith(one)) ?? ''
  return [line.slice(0, line.length - end.length), end]
}
