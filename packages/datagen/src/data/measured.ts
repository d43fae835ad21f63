import { Matrix } from 'ml-matrix'

/** Numbers that someone measured. */
export interface MeasuredData {
  /** n × D, a copy of its own. */
  readonly points: Matrix
  /** D names. */
  readonly columns: readonly string[]
  /** Who measured them, and where they were published. */
  readonly source: string
}

/** @param columns D of n, as the tables are printed */
export function pointsOf(columns: readonly (readonly number[])[]): Matrix {
  return new Matrix(columns[0].map((_, row) => columns.map((column) => column[row])))
}
