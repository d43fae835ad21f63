import type { Cell } from './column-builders.ts'
import { WHITESPACE } from './delimiter.ts'
import { isMissing, toNumber, type NumberFormat } from './numbers.ts'

type Rows = readonly (readonly Cell[])[]

/**
 * Whether the first row holds names. Each numeric column votes: for it by text above its numbers, against it by a
 * number. Where none votes, text without any number is a row of names. Years above numbers that are none are names too.
 */
export function isHeader(first: readonly Cell[], rows: Rows, format: NumberFormat): boolean {
  const says = first.map((cell) => (isNumber(cell, format) ? -1 : isMissing(String(cell), format) ? 0 : 1))
  const votes = says.filter((vote, column) => {
    const below = cellsOf(rows, column)
    return vote !== 0 && below.some((cell) => isNumber(cell, format)) && isNumeric(below, format)
  })
  if (areYears(first, format) && !rows.some((cells) => areYears(cells, format))) return true
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

/** Whether the numbers of a row, two at least, are years in even steps, as tables have them above their columns. */
function areYears(cells: readonly Cell[], format: NumberFormat): boolean {
  const years = cells.map((cell) => toNumber(String(cell), format)).filter((value) => !Number.isNaN(value))
  const step = years[1]! - years[0]!
  return (
    years.length > 1 &&
    years.every((year, i) => Number.isInteger(year) && year >= 1500 && year < 2200 && year === years[0]! + i * step) &&
    step !== 0
  )
}

/** Whether a column is one of numbers: at least half of what is given. */
export function isNumericColumn(rows: Rows, column: number, format: NumberFormat): boolean {
  return isNumeric(cellsOf(rows, column), format)
}

function cellsOf(rows: Rows, column: number): Cell[] {
  return rows.flatMap((cells) => (column < cells.length ? [cells[column]!] : []))
}

function isNumeric(cells: readonly Cell[], format: NumberFormat): boolean {
  const given = cells.filter((cell) => !isMissing(String(cell), format))
  return 2 * given.filter((cell) => isNumber(cell, format)).length >= given.length
}

function isNumber(cell: Cell, format: NumberFormat): boolean {
  return typeof cell === 'number' || !Number.isNaN(toNumber(cell, format))
}
