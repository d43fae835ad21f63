import { findColumn, findColumns, type ColumnSpec } from './column-spec.ts'
import { IoError } from './errors.ts'
import { hasDecimalComma, toNumber } from './numbers.ts'
import { quote, showName, showNames } from './show.ts'
import type { Column, NumericColumn, Table } from './table.ts'

/** A column that nobody asked for and that is no data. */
export interface LeftOutColumn {
  readonly name: string
  /** Column of the table, from 1. */
  readonly column: number
  readonly reason: 'text' | 'decimal-commas' | 'empty' | 'row-numbers'
  /** “Column species is not numeric and was left out.” */
  readonly message: string
}

/** A numeric column and where in the table (from 0) it is. */
export type PickedColumn = NumericColumn & { readonly index: number }

interface PickedColumns {
  readonly data: readonly PickedColumn[]
  readonly weights: PickedColumn | undefined
  readonly leftOut: readonly LeftOutColumn[]
}

/**
 * The columns asked for, or else all that are numeric.
 * @throws IoError `bad-columns`, `unknown-column`, `ambiguous-column`, `repeated-column`, `not-numeric`, `no-numeric-columns`
 */
export function pickColumns(
  table: Table,
  asked: ColumnSpec | undefined,
  weights: string | number | undefined,
): PickedColumns {
  const weightsAt = weights === undefined ? undefined : findColumn(table, weights)
  const { chosen, leftOut } =
    asked === undefined ? everyNumericColumn(table, weightsAt) : { chosen: findColumns(table, asked), leftOut: [] }
  checkDifferent(table, weightsAt === undefined ? chosen : [...chosen, weightsAt])
  return {
    data: chosen.map((index) => asNumeric(table, index)),
    weights: weightsAt === undefined ? undefined : asNumeric(table, weightsAt),
    leftOut,
  }
}

function everyNumericColumn(table: Table, except: number | undefined): { chosen: number[]; leftOut: LeftOutColumn[] } {
  const chosen: number[] = []
  const leftOut: LeftOutColumn[] = []
  for (const [index, column] of table.columns.entries()) {
    if (index === except) continue
    const reason = reasonToLeaveOut(column, index, table)
    if (reason === undefined) chosen.push(index)
    else leftOut.push({ name: column.name, column: index + 1, reason, message: leftOutMessage(column.name, reason) })
  }
  if (chosen.length === 0) throw noNumericColumns(table)
  return { chosen, leftOut }
}

function reasonToLeaveOut(column: Column, index: number, table: Table): LeftOutColumn['reason'] | undefined {
  if (column.kind === 'text') {
    if (column.text.every((cell) => cell.trim() === '')) return 'empty'
    return mayHaveDecimalCommas(column, table) ? 'decimal-commas' : 'text'
  }
  return index === 0 && table.header && !column.isNamed && countsUp(column.values) ? 'row-numbers' : undefined
}

/** pandas and R write the number of each row first, under no name. */
function countsUp(values: Float64Array): boolean {
  return values.every((value, row) => Number.isInteger(value) && (row === 0 || value > values[row - 1]!))
}

function leftOutMessage(name: string, reason: LeftOutColumn['reason']): string {
  const why = {
    text: 'is not numeric and was left out.',
    'decimal-commas': `was left out. ${DECIMAL_COMMA}`,
    empty: 'is empty and was left out.',
    'row-numbers': 'has no name, counts the rows, and was left out.',
  }[reason]
  return `Column ${showName(name)} ${why}`
}

/** @throws IoError `not-numeric` for a column without any number */
function asNumeric(table: Table, index: number): PickedColumn {
  const { decimal, source } = table
  const column = table.columns[index]!
  if (column.kind === 'numeric') return { ...column, index }
  const values = Float64Array.from(column.text, (cell) => toNumber(cell, decimal))
  if (values.every((value) => !Number.isFinite(value))) {
    throw new IoError('not-numeric', {
      cause: `Column ${showName(column.name)} holds no numbers: it begins with ${quote(column.text[0]!)}.`,
      value: column.name,
      remedy: mayHaveDecimalCommas(column, table) ? DECIMAL_COMMA : 'Choose another column.',
      place: { source, column: index + 1 },
    })
  }
  return { kind: 'numeric', name: column.name, isNamed: column.isNamed, index, ...separate(values, column.text) }
}

function mayHaveDecimalCommas(column: Column, { decimal }: Table): boolean {
  return decimal === '.' && column.kind === 'text' && column.text.some(hasDecimalComma)
}

const DECIMAL_COMMA = 'If it has decimal commas, say so (decimal “,”).'

/** Numbers as a numeric column has them: what is not finite is an exception. */
function separate(values: Float64Array, text: readonly string[]): Pick<NumericColumn, 'values' | 'exceptions'> {
  const exceptions = new Map<number, string>()
  values.forEach((value, row) => {
    if (Number.isFinite(value)) return
    values[row] = NaN
    exceptions.set(row, text[row]!)
  })
  return { values, exceptions }
}

/** @throws IoError `repeated-column` */
function checkDifferent({ columns, source }: Table, indices: readonly number[]): void {
  const seen = new Set<number>()
  for (const index of indices) {
    if (seen.has(index)) {
      const { name } = columns[index]!
      throw new IoError('repeated-column', {
        cause: `Column ${showName(name)} is chosen twice.`,
        value: name,
        remedy: 'Choose each column once.',
        place: { source, column: index + 1 },
      })
    }
    seen.add(index)
  }
}

function noNumericColumns(table: Table): IoError {
  const names = table.columns.map(({ name }) => name)
  return new IoError('no-numeric-columns', {
    cause: `No column holds numbers to fit (${showNames(names)}).`,
    value: names,
    remedy: table.columns.some((column) => mayHaveDecimalCommas(column, table))
      ? DECIMAL_COMMA
      : 'Give at least one numeric column.',
    place: { source: table.source },
  })
}
