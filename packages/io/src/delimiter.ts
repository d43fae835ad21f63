import { Papa } from './papa.ts'
import type { DecimalSign } from './numbers.ts'

/** What a line starts with to be a comment, where nobody says otherwise. */
export const COMMENT = '#'

/** Stands for any run of blanks and tabs. */
export const WHITESPACE = ' '

const SAMPLE_LINES = 10

/**
 * The delimiter that gives the first lines the same number of cells, else whitespace if they have the same number of
 * words, else whatever comes nearest. A text that none divides is a single column.
 */
export function detectDelimiter(sample: string, decimal: DecimalSign, comment: string | undefined): string {
  // In this order where several do: the commas of “1,5;2,5” are decimal commas.
  const candidates = ['\t', ';', '|', ...(decimal === ',' ? [] : [','])].filter((one) => one !== comment)
  const even = candidates.find((delimiter) => isEven(cellCounts(sample, delimiter, comment)))
  if (even !== undefined) return even
  if (isEven(cellCounts(sample, WHITESPACE, comment))) return WHITESPACE
  const { errors, meta } = Papa.parse(sample, { ...sampling(comment), delimitersToGuess: candidates })
  return errors.some(({ code }) => code === 'UndetectableDelimiter') ? candidates.at(-1)! : meta.delimiter
}

/** The cells of the first lines. */
export function splitSample(sample: string, delimiter: string, comment: string | undefined): string[][] {
  if (delimiter !== WHITESPACE) return [...Papa.parse(sample, { ...sampling(comment), delimiter }).data]
  const byWords = sample.replaceAll('\t', WHITESPACE)
  const rows = Papa.parse(byWords, { ...sampling(comment), delimiter }).data
  return rows.map((cells) => cells.filter((cell) => cell !== ''))
}

interface Sampling {
  readonly newline: '\n'
  readonly comments?: string
  readonly preview: number
  readonly skipEmptyLines: 'greedy'
}

function sampling(comment: string | undefined): Sampling {
  return {
    newline: '\n',
    ...(comment !== undefined && { comments: comment }),
    preview: SAMPLE_LINES,
    skipEmptyLines: 'greedy',
  }
}

function cellCounts(sample: string, delimiter: string, comment: string | undefined): number[] {
  return splitSample(sample, delimiter, comment).map((cells) => cells.length)
}

export function isEven(counts: readonly number[]): boolean {
  const width = counts.at(-1) ?? 1
  // Under R's header, one name shorter, rows begin with a name of their own; or they end in a delimiter.
  return width > 1 && counts.every((count, line) => count === width || (line === 0 && count === width - 1))
}
