import type { Cell } from './column-builders.ts'
import { WHITESPACE } from './delimiter.ts'
import { isMissing, toNumber, type DecimalSign } from './numbers.ts'

type Rows = readonly (readonly Cell[])[]

/**
 * Whether the first row holds names. Each numeric column votes: for it by text above its numbers, against it by a
 * number. Where none votes, text without any number is a row of names.
 */
export function isHeader(first: readonly Cell[], rows: Rows, decimal: DecimalSign): boolean {
  const says = first.map((cell) => (isNumber(cell, decimal) ? -1 : isMissing(String(cell)) ? 0 : 1))
  const votes = says.filter((vote, column) => {
    const below = cellsOf(rows, column)
    return vote !== 0 && below.some((cell) => isNumber(cell, decimal)) && isNumeric(below, decimal)
  })
  if (votes.length > 0) return votes.reduce<number>((sum, vote) => sum + vote, 0) > 0
  return says.includes(1) && !says.includes(-1)
}

/**
 * Whether rows begin with a name of their own: R puts nothing above those, not even a delimiter. Not so between
 * commas, where one cell too many is rather a decimal comma.
 */
export function haveNames(rows: Rows, nameCount: number, delimiter: string | undefined): boolean {
  if (rows.length === 0 || (delimiter !== '\t' && delimiter !== WHITESPACE)) return false
  return rows.every((cells) => cells.length === nameCount + 1 && cells[nameCount] !== '')
}

/** Whether a column is one of numbers: at least half of what is given. */
export function isNumericColumn(rows: Rows, column: number, decimal: DecimalSign): boolean {
  return isNumeric(cellsOf(rows, column), decimal)
}

function cellsOf(rows: Rows, column: number): Cell[] {
  return rows.flatMap((cells) => (column < cells.length ? [cells[column]!] : []))
}

function isNumeric(cells: readonly Cell[], decimal: DecimalSign): boolean {
  const given = cells.filter((cell) => !isMissing(String(cell)))
  return 2 * given.filter((cell) => isNumber(cell, decimal)).length >= given.length
}

function isNumber(cell: Cell, decimal: DecimalSign): boolean {
  return typeof cell === 'number' || !Number.isNaN(toNumber(cell, decimal))
}
