import { IoError } from './errors.ts'
import { formatRecord, type CsvColumn } from './format-csv.ts'
import type { Table } from './table.ts'

/** Rows that are written at a time. */
const BLOCK = 4096

/**
 * Rows of a table as they were written, each with further cells behind it, block by block: delimiter, decimal sign,
 * quotes, line ends, and what stands above the table are the file's own. Where it has no names, names come first.
 * @param table one that was read with `keepRecords`
 * @param rows M: which rows of it (from 0)
 * @param columns with M values each
 * @throws IoError `bad-columns`
 */
export function* appendedBlocks(
  table: Table,
  rows: ArrayLike<number>,
  columns: readonly CsvColumn[],
): Generator<string, void, void> {
  const { records, delimiter = ',', decimal } = table
  if (!records) {
    throw new IoError('bad-columns', {
      cause: 'The table was read without the text of its rows.',
      remedy: 'Read it with keepRecords: true.',
      place: { source: table.source },
    })
  }
  const numberOf = (value: number): string => {
    const text = Number.isNaN(value) ? '' : Object.is(value, -0) ? '-0' : String(value)
    return decimal === ',' ? text.replace('.', ',') : text
  }
  const names = columns.map(({ name }) => name)
  const header =
    records.header ??
    formatRecord(
      table.columns.map(({ name }) => name),
      delimiter,
    )
  yield records.above + header + delimiter + formatRecord(names, delimiter) + records.newline

  for (let start = 0; start < rows.length; start += BLOCK) {
    const length = Math.min(BLOCK, rows.length - start)
    const lines = Array.from({ length }, (_, i) => {
      const cells = columns.map(({ values }) => values[start + i]!)
      const texts = cells.map((cell) => (typeof cell === 'number' ? numberOf(cell) : cell))
      const row = rows[start + i]!
      return records.rows[row]! + delimiter + formatRecord(texts, delimiter) + (records.ends[row] || records.newline)
    })
    yield lines.join('')
  }
}
