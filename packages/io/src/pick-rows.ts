import { IoError } from './errors.ts'
import type { PickedColumn } from './pick-columns.ts'
import { MOST_LISTED, cellProblem, rowError, type RowProblem, type SkippedRows } from './row-problems.ts'
import { rowInFile, type Table } from './table.ts'

/** What to do about a row that cannot be used: leave it out and report it, or end with an error. */
export type BadRowPolicy = 'skip' | 'error'

/**
 * The rows of the table (from 0) in which every picked column holds a number.
 * @throws IoError `no-usable-rows`, and under the policy `error` what is wrong with the first bad row
 */
export function pickRows(
  table: Table,
  columns: readonly PickedColumn[],
  onBadRow: BadRowPolicy,
): { rows: Uint32Array; skipped: SkippedRows } {
  const { faults, rowCount, source } = table
  const rows = new Uint32Array(rowCount)
  const problems: RowProblem[] = []
  let usable = 0
  for (let row = 0; row < rowCount; row++) {
    const bad = columns.find(({ values }) => Number.isNaN(values[row]))
    if (!bad) rows[usable++] = row
    else if (problems.length < MOST_LISTED) problems.push(problemOf(table, row, bad))
  }

  const total = rowCount + faults.rows.length
  const listed = [...faults.problems, ...problems].sort((a, b) => a.row - b.row).slice(0, MOST_LISTED)
  const [first] = listed
  if (first && onBadRow === 'error') throw rowError(first, table, source)
  if (usable === 0) {
    throw new IoError('no-usable-rows', {
      cause: `None of the ${total} rows can be used. ${first!.message}`,
      value: 0,
      remedy: 'Correct the rows, or choose other columns.',
      place: { source, line: first!.line, row: first!.row, column: first!.column },
    })
  }
  return { rows: rows.slice(0, usable), skipped: { count: total - usable, total, problems: listed } }
}

function problemOf(table: Table, row: number, column: PickedColumn): RowProblem {
  const { faults, lines } = table
  return cellProblem(column.exceptions.get(row) ?? '', table, {
    row: rowInFile(faults, row),
    line: lines?.[row],
    column: column.index + 1,
    name: column.name,
  })
}
