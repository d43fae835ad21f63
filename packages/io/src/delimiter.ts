import { Papa } from './papa.ts'
import type { DecimalSign } from './numbers.ts'

/** What a line starts with to be a comment. */
export const COMMENT = '#'

/** Stands for any run of blanks and tabs. */
export const WHITESPACE = ' '

const SAMPLE_LINES = 10

/**
 * The delimiter that divides the first lines most evenly; where none divides them, whitespace if every line has the
 * same number of words. Otherwise the text is a single column, and a comma is as good as any.
 */
export function detectDelimiter(sample: string, decimal: DecimalSign): string {
  // In this order where they divide equally well: in “1,5;2,5” the comma is not the delimiter.
  const candidates = ['\t', ';', '|', ...(decimal === ',' ? [] : [','])]
  const { errors, meta } = Papa.parse(sample, {
    delimitersToGuess: candidates,
    newline: '\n',
    comments: COMMENT,
    preview: SAMPLE_LINES,
    skipEmptyLines: 'greedy',
  })
  if (!errors.some(({ code }) => code === 'UndetectableDelimiter')) return meta.delimiter
  return hasEvenWords(sample) ? WHITESPACE : candidates.at(-1)!
}

function hasEvenWords(sample: string): boolean {
  const lines = sample.split('\n').filter((line) => line.trim() !== '' && !line.startsWith(COMMENT))
  const counts = lines.slice(0, SAMPLE_LINES).map(wordCount)
  const width = counts.at(-1) ?? 0
  // R's header is one name shorter than the rows, which begin with a name of their own.
  return width > 1 && counts.every((count, line) => count === width || (line === 0 && count === width - 1))
}

/** Words of a line, a quoted text counting as one. */
function wordCount(line: string): number {
  const oneBlankEach = line.trim().replace(/\s+/g, WHITESPACE)
  return Papa.parse(oneBlankEach, { delimiter: WHITESPACE, newline: '\n', preview: 1 }).data[0]?.length ?? 0
}
