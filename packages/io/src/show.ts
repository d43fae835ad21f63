const LONGEST_SHOWN = 40

/** Control characters and direction overrides: a file may not write to the terminal through an error message. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu

export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\uFFFD')
}

/** A piece of the input as it may stand in a message: in quotation marks, on one line, not too long. */
export function quote(text: string): string {
  return `“${printable(text.slice(0, LONGEST_SHOWN))}${text.length > LONGEST_SHOWN ? '…' : ''}”`
}

/** A column's name as it may stand in a sentence: bare if it is one plain word. */
export function showName(name: string): string {
  return /^[\p{L}\p{N}_.]{1,40}$/u.test(name) ? name : quote(name)
}

/** The first few names of many. */
export function showNames(names: readonly string[]): string {
  const most = 12
  return names.slice(0, most).map(showName).join(', ') + (names.length > most ? ', …' : '')
}

/** “1 row”, “3 rows”. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
