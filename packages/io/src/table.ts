import type { Encoding } from './host.ts'
import type { DecimalSign, NumberFormat, ThousandsSign } from './numbers.ts'
import type { RowProblem } from './row-problems.ts'

/** A column most of whose cells are numbers. */
export interface NumericColumn {
  readonly kind: 'numeric'
  readonly name: string
  /** Whether the file gives the name; otherwise it is x and the column's number. */
  readonly isNamed: boolean
  /** One a row; NaN where the cell holds no finite number. */
  readonly values: Float64Array
  /** By row (from 0), the text of every cell that is neither empty nor a finite number. */
  readonly exceptions: ReadonlyMap<number, string>
}

/** A column that is not numbers. */
export interface TextColumn {
  readonly kind: 'text'
  readonly name: string
  readonly isNamed: boolean
  /** One a row. */
  readonly text: readonly string[]
}

/** A column of a table. */
export type Column = NumericColumn | TextColumn

/** Rows of the file that could not be laid into columns, and so are not in the table. */
export interface Faults {
  /** Which they are, from 1 and ascending. */
  readonly rows: Float64Array
  /** The first of them: at most 1000. */
  readonly problems: readonly RowProblem[]
}

/** Rows as they were written, quotes and blanks included; of JSON, which has no such rows, as comma-separated ones. */
export interface Records {
  /** What stands above the table: byte order mark, skipped lines, `sep=;`, comments. */
  readonly above: string
  /** The line of names, without its end; undefined where there is none. */
  readonly header: string | undefined
  /** What ends the first line. */
  readonly newline: string
  /** One a row of the columns, without its end. */
  readonly rows: readonly string[]
  /** What ends each of them: nothing after the last line of some files. */
  readonly ends: readonly string[]
}

/** A file as read, in columns. Plain data, so it may be posted to a worker. */
export interface Table extends NumberFormat {
  readonly columns: readonly Column[]
  /** Rows in the columns. */
  readonly rowCount: number
  readonly faults: Faults
  /** The line of the text on which each row starts; undefined for JSON. */
  readonly lines: Float64Array | undefined
  readonly format: TableFormat
  /** For `csv`: one character, of which a blank stands for any run of blanks and tabs. */
  readonly delimiter: string | undefined
  /** Whether the file names its columns. */
  readonly header: boolean
  readonly decimal: DecimalSign
  readonly thousands: ThousandsSign | undefined
  readonly missing: readonly string[] | undefined
  /** How the bytes were decoded; undefined where the input came as text. */
  readonly encoding: Encoding | undefined
  /** Lines that were taken for comments and passed over. */
  readonly commentCount: number
  /** The text of the rows as they were written, where that was asked for. */
  readonly records: Records | undefined
  /** What the caller called the input. */
  readonly source: string | undefined
}

/** `csv` is any delimited text. */
export type TableFormat = 'csv' | 'json' | 'ndjson'

/** Which row of the file a row of the table (from 0) is, from 1. */
export function rowInFile({ rows }: Faults, row: number): number {
  // rows[j] − j is what the row after the jth fault would be without the faults, and ascends.
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]! - middle <= row + 1) low = middle + 1
    else high = middle
  }
  return row + 1 + low
}
