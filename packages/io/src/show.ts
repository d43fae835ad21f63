/** Characters, as readers count them. */
const LONGEST_SHOWN = 40

const graphemes = new Intl.Segmenter()

/**
 * Control characters and direction overrides: a file may not write to the terminal through an error message. Joiners and
 * tags stay, without which families and flags fall apart.
 */
const UNPRINTABLE = /(?!\u200C|\u200D|[\u{E0020}-\u{E007F}])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu

/** A stranger's text as it may be shown: on one line, without what would steer a terminal. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\uFFFD')
}

/** A piece of the input as it may stand in a message: in quotation marks, on one line, not too long. */
export function quote(text: string): string {
  // Of an endless run of combining marks, too, no more than so many units are looked at.
  const characters = Array.from(graphemes.segment(text.slice(0, 8 * LONGEST_SHOWN)), ({ segment }) => segment)
  const shown = characters.slice(0, LONGEST_SHOWN).join('')
  return `“${printable(shown)}${shown.length < text.length ? '…' : ''}”`
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
