import {
  NumericColumnBuilder,
  TextColumnBuilder,
  type Cell,
  type ColumnBuilder,
  type ColumnLabel,
} from './column-builders.ts'
import { WHITESPACE } from './delimiter.ts'
import { IoError } from './errors.ts'
import { NumberList } from './number-list.ts'
import { isMissing, toNumber } from './numbers.ts'
import { MOST_LISTED, type RowProblem, type RowProblemCode } from './row-problems.ts'
import { counted, showNames } from './show.ts'
import type { CheckedTableOptions } from './table-options.ts'
import type { Table } from './table.ts'

/** Why a row cannot be laid into columns. */
export interface RowFault {
  readonly code: RowProblemCode
  /** What follows “Row 14” in a sentence. */
  readonly cause: string
}

/** What the readers of the formats hand their rows to. */
export interface RowSink {
  addRow(cells: readonly Cell[], line: number, fault?: RowFault): void
}

/** So many rows are looked at before it is settled which columns hold numbers. */
const SAMPLE_ROWS = 100

interface SampleRow {
  readonly cells: readonly Cell[]
  readonly line: number
  readonly fault: RowFault | undefined
}

/** Lays rows into columns as they come. */
export class TableBuilder implements RowSink {
  readonly #options: CheckedTableOptions
  #sample: SampleRow[] = []
  #labels: readonly ColumnLabel[] | undefined
  #hasHeader = true
  #columns: ColumnBuilder[] | undefined
  #rowsRead = 0
  readonly #lines = new NumberList()
  readonly #faultyRows = new NumberList()
  readonly #problems: RowProblem[] = []

  constructor(options: CheckedTableOptions) {
    this.#options = options
  }

  /** Tells the names where they do not come as the first row. */
  setNames(names: readonly string[]): void {
    this.#labels = names.map(labelOf)
  }

  /** @throws IoError what is wrong with the first row, where that should hold the names */
  addRow(cells: readonly Cell[], line: number, fault?: RowFault): void {
    if (this.#columns) {
      this.#append(this.#columns, cells, line, fault)
      return
    }
    this.#sample.push({ cells, line, fault })
    if (this.#sample.length > SAMPLE_ROWS) this.#settle()
  }

  /** @throws IoError `empty-input`, `no-rows` */
  finish(): Omit<Table, 'format' | 'delimiter'> {
    const columns = this.#columns ?? this.#settle()
    const labels = this.#labels!
    const { decimal, source } = this.#options
    if (this.#rowsRead === 0) {
      throw new IoError('no-rows', {
        cause: `There is a header (${showNames(labels.map(({ name }) => name))}), but no row of data.`,
        value: 0,
        remedy: 'Add rows of numbers.',
        place: { source },
      })
    }
    return {
      columns: columns.map((column, i) => column.finish(labels[i]!)),
      rowCount: this.#lines.length,
      faults: { rows: this.#faultyRows.toArray(), problems: this.#problems },
      lines: this.#lines.toArray(),
      header: this.#hasHeader,
      decimal,
      source,
    }
  }

  /** Decides by the first rows what the columns are called and which of them are numeric, and lays these rows in. */
  #settle(): ColumnBuilder[] {
    const rows = this.#labels ? this.#sample : this.#takeHeader(this.#sample)
    const labels = this.#labels!
    const fitting = rows.filter(({ cells, fault }) => !fault && cells.length >= labels.length)
    const columns = labels.map((_, column) =>
      this.#isNumeric(fitting.map(({ cells }) => cells[column]!))
        ? new NumericColumnBuilder(this.#options.decimal)
        : new TextColumnBuilder(),
    )
    for (const { cells, line, fault } of rows) this.#append(columns, cells, line, fault)
    this.#columns = columns
    this.#sample = []
    return columns
  }

  /** Reads the names off the first row, or makes some up; returns the rows of data. */
  #takeHeader(sample: readonly SampleRow[]): readonly SampleRow[] {
    const [first, ...rest] = sample
    const { header, source } = this.#options
    if (!first) {
      throw new IoError('empty-input', { cause: 'It is empty.', remedy: 'Give rows of numbers.', place: { source } })
    }
    if (first.fault) {
      throw new IoError(first.fault.code, {
        cause: `The first row ${first.fault.cause}`,
        remedy: 'Correct it: the columns are told by it.',
        place: { source, line: first.line },
      })
    }
    this.#hasHeader = header ?? this.#isHeader(first.cells, rest)
    if (!this.#hasHeader) {
      this.setNames(first.cells.map(() => ''))
      return sample
    }
    this.setNames([...(this.#haveRowNames(rest, first.cells.length) ? [''] : []), ...first.cells.map(String)])
    return rest
  }

  /**
   * R writes the names of its rows first, with nothing above them, not even a delimiter. Not so between commas, where
   * one cell too many is rather a decimal comma.
   */
  #haveRowNames(rows: readonly SampleRow[], nameCount: number): boolean {
    const { delimiter } = this.#options
    if (rows.length === 0 || nameCount < 2 || (delimiter !== '\t' && delimiter !== WHITESPACE)) return false
    return rows.every(({ cells }) => cells.length === nameCount + 1 && cells[nameCount] !== '')
  }

  /**
   * Each numeric column votes: for a header by text above its numbers, against by a number. Where none does, a first
   * row of text is a header.
   */
  #isHeader(first: readonly Cell[], rows: readonly SampleRow[]): boolean {
    const isName = first.map((cell) => !this.#isNumber(cell) && !isMissing(String(cell)))
    const votes = first.flatMap((cell, column) => {
      const below = rows.flatMap(({ cells }) => (column < cells.length ? [cells[column]!] : []))
      const isVoter = (isName[column] || this.#isNumber(cell)) && below.some((one) => this.#isNumber(one))
      return isVoter && this.#isNumeric(below) ? [isName[column] ? 1 : -1] : []
    })
    if (votes.length > 0) return votes.reduce((sum, vote) => sum + vote, 0) > 0
    return isName.includes(true) && !first.some((cell) => this.#isNumber(cell))
  }

  #isNumeric(cells: readonly Cell[]): boolean {
    const given = cells.filter((cell) => !isMissing(String(cell)))
    return 2 * given.filter((cell) => this.#isNumber(cell)).length >= given.length
  }

  #isNumber(cell: Cell): boolean {
    return typeof cell === 'number' || !Number.isNaN(toNumber(cell, this.#options.decimal))
  }

  #append(columns: readonly ColumnBuilder[], cells: readonly Cell[], line: number, fault: RowFault | undefined): void {
    this.#rowsRead++
    const wrong = fault ?? (cells.length === columns.length ? undefined : raggedness(cells, columns.length))
    if (wrong) {
      this.#leaveOut(wrong, line)
      return
    }
    this.#lines.push(line)
    for (let column = 0; column < columns.length; column++) columns[column]!.add(cells[column]!)
  }

  #leaveOut({ code, cause }: RowFault, line: number): void {
    const row = this.#rowsRead
    this.#faultyRows.push(row)
    if (this.#problems.length === MOST_LISTED) return
    this.#problems.push({ code, row, line, column: undefined, value: undefined, message: `Row ${row} ${cause}` })
  }
}

function labelOf(given: string, column: number): ColumnLabel {
  const name = given.trim()
  return { name: name || `x${column + 1}`, isNamed: name !== '' }
}

/** What is wrong with a row of another length, if anything: cells that are merely empty may trail. */
function raggedness(cells: readonly Cell[], width: number): RowFault | undefined {
  if (cells.length > width && cells.slice(width).every((cell) => cell === '')) return undefined
  return { code: 'ragged-row', cause: `has ${counted(cells.length, 'value')} where ${width} are expected.` }
}
