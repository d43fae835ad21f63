import type { RowProblemCode } from './errors.ts'
import type { DecimalSign } from './numbers.ts'

/** A column most of whose cells are numbers. */
export interface NumericColumn {
  readonly kind: 'numeric'
  readonly name: string
  /** One a row; NaN where the cell holds no finite number. */
  readonly values: Float64Array
  /** By row (from 0), the text of every cell that is neither empty nor a finite number. */
  readonly exceptions: ReadonlyMap<number, string>
}

export interface TextColumn {
  readonly kind: 'text'
  readonly name: string
  /** One a row. */
  readonly text: readonly string[]
}

export type Column = NumericColumn | TextColumn

/** Why a row could not be laid into columns; its cells count as empty. */
export interface RowFault {
  readonly code: RowProblemCode
  /** What follows “Row 14” in a sentence. */
  readonly cause: string
}

/** A file as read: every row of it, in columns. Plain data, so it may be posted to a worker. */
export interface Table {
  readonly columns: readonly Column[]
  readonly rowCount: number
  /** By row (from 0). */
  readonly faults: ReadonlyMap<number, RowFault>
  /** The line of the text on which each row starts; undefined for JSON. */
  readonly lines: Float64Array | undefined
  readonly format: TableFormat
  /** For `csv`: one character, of which a blank stands for any run of blanks and tabs. */
  readonly delimiter: string | undefined
  /** Whether the names of the columns were in the file; otherwise they are x1, x2, … */
  readonly header: boolean
  readonly decimal: DecimalSign
  /** What the caller called the input. */
  readonly source: string | undefined
}

/** `csv` is any delimited text. */
export type TableFormat = 'csv' | 'json' | 'ndjson'
