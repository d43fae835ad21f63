import type { CsvColumn } from './format-csv.ts'

/** What a model says of some points, as core gives it. */
export interface Assignments {
  /** A `Dataset`, or chosen columns: N × D, row-major. */
  readonly points: { readonly values: ArrayLike<number>; readonly dimension: number }
  /** D. */
  readonly names: readonly string[]
  /** The component of each point (N), as `predict` gives it: from 0. */
  readonly labels: ArrayLike<number>
  /** N × K, as `responsibilities` gives it. */
  readonly responsibilities: { readonly columns: number; get(row: number, column: number): number }
  /** The number of the first component: 0 as programs count (default), 1 as people do. `labels` count likewise. */
  readonly first?: 0 | 1
}

/** Columns to write: the points' own, then `component`, then its responsibilities `r0`, `r1`, …, or from `r1` on. */
export function assignmentColumns({ points, names, labels, responsibilities, first = 0 }: Assignments): CsvColumn[] {
  const { values, dimension } = points
  const length = labels.length
  const columnOf = (name: string, at: (row: number) => number): CsvColumn => ({
    name,
    values: Float64Array.from({ length }, (_, row) => at(row)),
  })
  return [
    ...names.map((name, j) => columnOf(name, (row) => values[row * dimension + j]!)),
    { name: 'component', values: labels },
    ...Array.from({ length: responsibilities.columns }, (_, k) =>
      columnOf(`r${first + k}`, (row) => responsibilities.get(row, k)),
    ),
  ]
}
