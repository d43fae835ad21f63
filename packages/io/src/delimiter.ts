import { Papa } from './papa.ts'
import type { DecimalSign } from './numbers.ts'

/** What a line starts with to be a comment. */
export const COMMENT = '#'

/** Stands for any run of blanks and tabs. */
export const WHITESPACE = ' '

const SAMPLE_LINES = 10

/**
 * The delimiter that gives the first lines the same number of cells, else whitespace if they have the same number of
 * words, else whatever comes nearest. A text that none divides is a single column.
 */
export function detectDelimiter(beginning: string, decimal: DecimalSign): string {
  const sample = beginning.replace(/^(?:#.*\n)+/, '')
  // In this order where several do: the commas of “1,5;2,5” are decimal commas.
  const candidates = ['\t', ';', '|', ...(decimal === ',' ? [] : [','])]
  const even = candidates.find((delimiter) => isEven(cellCounts(sample, delimiter)))
  if (even !== undefined) return even
  if (isEven(cellCounts(sample.replace(/[ \t]+/g, WHITESPACE).replace(/^ | $/gm, ''), WHITESPACE))) return WHITESPACE
  const { errors, meta } = Papa.parse(sample, { ...sampling, delimitersToGuess: candidates })
  return errors.some(({ code }) => code === 'UndetectableDelimiter') ? candidates.at(-1)! : meta.delimiter
}

const sampling = { newline: '\n', comments: COMMENT, preview: SAMPLE_LINES, skipEmptyLines: 'greedy' } as const

function cellCounts(sample: string, delimiter: string): number[] {
  return Papa.parse(sample, { ...sampling, delimiter }).data.map((cells) => cells.length)
}

function isEven(counts: readonly number[]): boolean {
  const width = counts.at(-1) ?? 1
  // Under R's header, one name shorter, rows begin with a name of their own; or they end in a delimiter.
  return width > 1 && counts.every((count, line) => count === width || (line === 0 && count === width - 1))
}
