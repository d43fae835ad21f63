import {
  NumericColumnBuilder,
  TextColumnBuilder,
  type Cell,
  type ColumnBuilder,
  type ColumnLabel,
} from './column-builders.ts'
import { IoError } from './errors.ts'
import { haveNames, isHeader, isNumericColumn } from './first-rows.ts'
import { NumberList } from './number-list.ts'
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
  /** `line` is where in the text the row starts, where there are lines. */
  addRow(cells: readonly Cell[], line: number | undefined, fault?: RowFault): void
}

/** So many rows are looked at before it is settled which columns hold numbers. */
const SAMPLE_ROWS = 100

interface Row {
  readonly cells: readonly Cell[]
  readonly line: number | undefined
  readonly fault: RowFault | undefined
}

/** Lays rows into columns as they come. */
export class TableBuilder implements RowSink {
  readonly #options: CheckedTableOptions
  #sample: Row[] = []
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
  addRow(cells: readonly Cell[], line: number | undefined, fault?: RowFault): void {
    const row = { cells, line, fault }
    if (this.#columns) {
      this.#append(this.#columns, row)
      return
    }
    this.#sample.push(row)
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
    const rowCount = this.#rowsRead - this.#faultyRows.length
    return {
      columns: columns.map((column, i) => column.finish(labels[i]!)),
      rowCount,
      faults: { rows: this.#faultyRows.toArray(), problems: this.#problems },
      lines: this.#lines.length === rowCount ? this.#lines.toArray() : undefined,
      header: this.#hasHeader,
      decimal,
      source,
    }
  }

  /** Decides by the first rows what the columns are called and which of them are numeric, and lays these rows in. */
  #settle(): ColumnBuilder[] {
    const rows = this.#labels ? this.#sample : this.#takeHeader(this.#sample)
    const labels = this.#labels!
    const { decimal } = this.#options
    const fitting = rows.filter(({ cells, fault }) => !fault && cells.length >= labels.length)
    const fittingCells = fitting.map(({ cells }) => cells)
    const columns = labels.map((_, column) =>
      isNumericColumn(fittingCells, column, decimal) ? new NumericColumnBuilder(decimal) : new TextColumnBuilder(),
    )
    for (const row of rows) this.#append(columns, row)
    this.#columns = columns
    this.#sample = []
    return columns
  }

  /** Reads the names off the first row, or makes some up; returns the rows of data. */
  #takeHeader(sample: readonly Row[]): readonly Row[] {
    const [first, ...rest] = sample
    const { header, delimiter, decimal, source } = this.#options
    if (!first) {
      throw new IoError('empty-input', {
        cause: 'The input is empty.',
        remedy: 'Give rows of numbers.',
        place: { source },
      })
    }
    if (first.fault) {
      throw new IoError(first.fault.code, {
        cause: `The first row ${first.fault.cause}`,
        remedy: 'Correct it: the columns are told by it.',
        place: { source, line: first.line },
      })
    }
    const rows = rest.map(({ cells }) => cells)
    this.#hasHeader = header ?? isHeader(first.cells, rows, decimal)
    if (!this.#hasHeader) {
      this.setNames(first.cells.map(() => ''))
      return sample
    }
    const names = first.cells.map(String)
    this.setNames(haveNames(rows, names.length, delimiter) ? ['', ...names] : names)
    return rest
  }

  #append(columns: readonly ColumnBuilder[], { cells, line, fault }: Row): void {
    this.#rowsRead++
    const wrong = fault ?? (cells.length === columns.length ? undefined : raggedness(cells, columns.length))
    if (wrong) {
      this.#leaveOut(wrong, line)
      return
    }
    if (line !== undefined) this.#lines.push(line)
    for (let column = 0; column < columns.length; column++) columns[column]!.add(cells[column]!)
  }

  #leaveOut({ code, cause }: RowFault, line: number | undefined): void {
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
