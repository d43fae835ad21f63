import stringWidth from 'string-width'

/** Columns a text takes on screen, escapes not counted. */
export const widthOfText: (text: string) => number = stringWidth

/** Filled up with blanks on the right. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)))
}

/** Filled up with blanks on the left. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - stringWidth(text))) + text
}

/** One text at each end of a line; two blanks between them at least. */
export function spread(left: string, right: string, width: number): string {
  return left + ' '.repeat(Math.max(2, width - stringWidth(left) - stringWidth(right))) + right
}

/** Columns that names are never cut below. */
export const LEAST_NAME = 5

/** The width to which texts have to be cut, the longest first, to take so many columns together. */
export function commonWidth(texts: readonly string[], room: number): number {
  const widths = texts.map(widthOfText)
  const needed = (most: number): number => widths.reduce((sum, width) => sum + Math.min(width, most), 0)
  let most = Math.max(LEAST_NAME, ...widths)
  while (most > LEAST_NAME && needed(most) > room) most--
  return most
}

/** What readers count as characters: a family of joined emoji is one. */
const graphemes = new Intl.Segmenter()

/** Plain text cut to a width, an ellipsis in place of what is missing. */
export function shorten(text: string, width: number, ellipsis = '…'): string {
  if (stringWidth(text) <= width) return text
  let kept = ''
  for (const { segment: character } of graphemes.segment(text)) {
    if (stringWidth(kept + character + ellipsis) > width) break
    kept += character
  }
  return kept + ellipsis
}
