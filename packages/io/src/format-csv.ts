import { checkOptions } from '@mixtura/core'
import { COMMENT } from './delimiter.ts'
import { IoError } from './errors.ts'
import { Papa } from './papa.ts'
import { showName } from './show.ts'
import { oneOf } from './table-options.ts'

/** One column to write: numbers with all the digits that tell them apart, NaN as an empty cell; text as it is. */
export interface CsvColumn {
  readonly name: string
  /** One a row. */
  readonly values: ArrayLike<number | string>
}

/** How to write delimited text. */
export interface CsvOptions {
  /** Default `,`. */
  delimiter?: ',' | ';' | '\t' | '|' | undefined
  /** Default `\n`. */
  newline?: '\n' | '\r\n' | undefined
}

/**
 * Delimited text with a header, quoted where needed. Cells are written as they are, so text that a spreadsheet would
 * take for a formula (one that starts with =, +, - or @) stays one: prefix it before, if the text is not yours.
 * @throws IoError `bad-columns`; MixturaError `unknown-option`, `bad-option`
 *
 * @example
 * formatCsv([{ name: 'x', values: [1, 2] }, { name: 'who', values: ['Ann', 'Bo, jr.'] }]) // x,who\n1,Ann\n2,"Bo, jr."\n
 */
export function formatCsv(columns: readonly CsvColumn[], options?: CsvOptions): string {
  return [...csvBlocks(columns, options)].join('')
}

/** Rows that are written at a time. */
const BLOCK = 4096

/** The same text block by block, for what need not be in memory as a whole. @throws as `formatCsv` */
export function* csvBlocks(columns: readonly CsvColumn[], options?: CsvOptions): Generator<string, void, void> {
  const { delimiter, newline } = checkOptions<Required<{ [K in keyof CsvOptions]: string }>>(options, {
    delimiter: oneOf<string, string>('delimiter', [',', ';', '\t', '|'], ','),
    newline: oneOf<string, string>('newline', ['\n', '\r\n'], '\n'),
  })
  const rowCount = checkColumns(columns)
  const quotes = (cell: string | number): boolean => needsQuotes(String(cell), columns.length)
  const write = (rows: (string | number)[][]): string => Papa.unparse(rows, { delimiter, newline, quotes }) + newline

  yield write([columns.map(({ name }) => name)])
  for (let start = 0; start < rowCount; start += BLOCK) {
    const length = Math.min(BLOCK, rowCount - start)
    yield write(Array.from({ length }, (_, i) => columns.map(({ values }) => toCell(values[start + i]!))))
  }
}

/** One row as a line of its own, without an end. */
export function formatRecord(cells: readonly (string | number)[], delimiter = ','): string {
  const quotes = (cell: string | number): boolean => needsQuotes(String(cell), cells.length)
  return Papa.unparse([cells.map(toCell)], { delimiter, newline: '\n', quotes })
}

/** Beside what CSV itself asks for: what would be read as a comment, or be lost as a blank line or at the ends. */
function needsQuotes(cell: string, columnCount: number): boolean {
  return cell.startsWith(COMMENT) || (columnCount === 1 && cell === '') || cell.trim() !== cell
}

function toCell(value: string | number): string | number {
  if (Number.isNaN(value)) return ''
  return Object.is(value, -0) ? '-0' : value
}

function checkColumns(columns: readonly CsvColumn[]): number {
  const [first] = columns
  const uneven = columns.find(({ values }) => values.length !== first!.values.length)
  if (first && !uneven) return first.values.length
  throw new IoError('bad-columns', {
    cause: uneven
      ? `Column ${showName(uneven.name)} has ${uneven.values.length} values, column ${showName(first!.name)} ${first!.values.length}.`
      : 'There are no columns to write.',
    value: uneven?.values.length,
    remedy: 'Give at least one column, all of one length.',
  })
}
