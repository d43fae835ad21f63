import { checkOptions } from '@mixtura/core'
import type { ColumnSpec } from './column-spec.ts'
import { pickColumns, type LeftOutColumn } from './pick-columns.ts'
import { pickRows, type BadRowPolicy } from './pick-rows.ts'
import type { SkippedRows } from './row-problems.ts'
import { oneOf } from './table-options.ts'
import type { Table } from './table.ts'

/** Which columns, and what to do with rows that cannot be used. */
export interface ChooseOptions {
  /** Which columns, in which order: names or numbers from 1. Default: `usualColumns`. */
  columns?: ColumnSpec | undefined
  /** The column that holds the weight of each sample. Default: none; every sample counts once. */
  weights?: string | number | undefined
  /** Default `error`. */
  onBadRow?: BadRowPolicy | undefined
}

/** Samples as core's `Dataset` takes them: `Dataset.from(values, { dimension, sampleWeights })`. */
export interface ChosenColumns {
  /** N × D, row-major; all finite. */
  readonly values: Float64Array
  /** N, at least 1. */
  readonly sampleCount: number
  readonly dimension: number
  /** D. */
  readonly names: readonly string[]
  /** N, where a column of weights was named. */
  readonly sampleWeights: Float64Array | undefined
  /** N: which row of the table (from 0) each sample is, ascending. */
  readonly rows: Uint32Array
  readonly skipped: SkippedRows
  /** Columns that nobody asked for and that are no data. */
  readonly leftOut: readonly LeftOutColumn[]
}

/**
 * Takes columns out of a table as samples.
 * @throws IoError `bad-columns`, `unknown-column`, `ambiguous-column`, `repeated-column`, `not-numeric`,
 * `no-numeric-columns`, `no-usable-rows`, and under the policy `error` what is wrong with the first bad row;
 * MixturaError `unknown-option`, `bad-option`
 *
 * @example
 * const { values, dimension } = chooseColumns(table, { columns: 'x,y', onBadRow: 'skip' })
 */
export function chooseColumns(table: Table, options?: ChooseOptions): ChosenColumns {
  const checked = checkOptions<ChooseOptions & { onBadRow: BadRowPolicy }>(options, {
    columns: (value) => value as ColumnSpec | undefined,
    weights: (value) => value as string | number | undefined,
    onBadRow: oneOf<BadRowPolicy, BadRowPolicy>('onBadRow', ['skip', 'error'], 'error'),
  })
  // Where no row could be laid into columns, nothing tells which of them are numeric: the rows are to blame.
  if (table.rowCount === 0) pickRows(table, [], checked.onBadRow)
  const { data, weights, leftOut } = pickColumns(table, checked.columns, checked.weights)
  const { rows, skipped } = pickRows(table, weights ? [...data, weights] : data, checked.onBadRow)

  const dimension = data.length
  const values = new Float64Array(rows.length * dimension)
  for (let j = 0; j < dimension; j++) {
    const column = data[j]!.values
    for (let i = 0; i < rows.length; i++) values[i * dimension + j] = column[rows[i]!]!
  }
  return {
    values,
    sampleCount: rows.length,
    dimension,
    names: data.map(({ name }) => name),
    sampleWeights: weights && Float64Array.from(rows, (row) => weights.values[row]!),
    rows,
    skipped,
    leftOut,
  }
}
