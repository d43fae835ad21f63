import { NumericColumnBuilder, TextColumnBuilder, type Cell, type ColumnBuilder } from './column-builders.ts'
import { IoError } from './errors.ts'
import { NumberList } from './number-list.ts'
import { isMissing, toNumber, type DecimalSign } from './numbers.ts'
import { counted, showNames } from './show.ts'
import type { RowFault, Table } from './table.ts'

/** What the readers of the formats hand rows to. */
export interface RowSink {
  addRow(cells: readonly Cell[], line: number, fault?: RowFault): void
}

export interface TableSettings {
  readonly decimal: DecimalSign
  /** Whether the first row holds names; undefined: it does where it holds some text and no number. */
  readonly header: boolean | undefined
  readonly source: string | undefined
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
  readonly #settings: TableSettings
  #sample: SampleRow[] = []
  #names: readonly string[] | undefined
  #columns: ColumnBuilder[] | undefined
  #hasHeader = true
  readonly #faults = new Map<number, RowFault>()
  readonly #lines = new NumberList()

  constructor(settings: TableSettings) {
    this.#settings = settings
  }

  /** Tells the names where they do not come as the first row. */
  setNames(names: readonly string[]): void {
    this.#names = names
  }

  addRow(cells: readonly Cell[], line: number, fault?: RowFault): void {
    if (this.#columns) {
      this.#append(this.#columns, cells, line, fault)
      return
    }
    this.#sample.push({ cells, line, fault })
    if (this.#sample.length > SAMPLE_ROWS) this.#settle()
  }

  /** @throws IoError `empty-input`, `no-rows` */
  finish(): Pick<Table, 'columns' | 'rowCount' | 'faults' | 'header' | 'decimal' | 'source'> & { lines: Float64Array } {
    const columns = this.#columns ?? this.#settle()
    const names = this.#names!
    const { decimal, source } = this.#settings
    if (this.#lines.length === 0) {
      throw new IoError('no-rows', {
        cause: `There is a header (${showNames(names)}), but no row of data.`,
        value: 0,
        remedy: 'Add rows, or say that there is no header.',
        place: { source },
      })
    }
    return {
      columns: columns.map((column, i) => column.finish(names[i]!)),
      rowCount: this.#lines.length,
      faults: this.#faults,
      header: this.#hasHeader,
      lines: this.#lines.toArray(),
      decimal,
      source,
    }
  }

  /** Decides on header, names and kinds of the columns by the first rows, and lays these in. */
  #settle(): ColumnBuilder[] {
    const rows = this.#names ? this.#sample : this.#takeHeader(this.#sample)
    this.#sample = []
    const columns = this.#names!.map((_, column) =>
      this.#isNumeric(rows.map(({ cells }) => cells[column] ?? ''))
        ? new NumericColumnBuilder(this.#settings.decimal)
        : new TextColumnBuilder(),
    )
    this.#columns = columns
    for (const { cells, line, fault } of rows) this.#append(columns, cells, line, fault)
    return columns
  }

  /** Reads the names off the first row, or makes some up; returns the rows of data. */
  #takeHeader(sample: readonly SampleRow[]): readonly SampleRow[] {
    const [first, ...rest] = sample
    const { header, source } = this.#settings
    if (!first) {
      throw new IoError('empty-input', {
        cause: 'There is nothing in it.',
        remedy: 'Give rows of numbers.',
        place: { source },
      })
    }
    if (first.fault) {
      throw new IoError('bad-quote', {
        cause: `The first row ${first.fault.cause}`,
        value: first.cells.map(String),
        remedy: 'Write a quote twice where it is part of a quoted text.',
        place: { source, line: first.line },
      })
    }
    const given = first.cells.map((cell) => String(cell).trim())
    this.#hasHeader = header ?? this.#isHeader(first.cells)
    if (!this.#hasHeader) {
      this.#names = given.map(madeUpName)
      return sample
    }
    // R writes the names of its rows in a first column that has no name and no delimiter in the header.
    const isFromR =
      rest.length > 0 && rest.every(({ cells }) => cells.length === given.length + 1 && cells.at(-1) !== '')
    this.#names = (isFromR ? ['', ...given] : given).map((name, column) => name || madeUpName(name, column))
    return rest
  }

  #isHeader(cells: readonly Cell[]): boolean {
    return cells.every((cell) => !this.#isNumber(cell)) && cells.some((cell) => !isMissing(String(cell)))
  }

  #isNumeric(cells: readonly Cell[]): boolean {
    const given = cells.filter((cell) => !isMissing(String(cell)))
    return 2 * given.filter((cell) => this.#isNumber(cell)).length >= given.length
  }

  #isNumber(cell: Cell): boolean {
    return typeof cell === 'number' || !Number.isNaN(toNumber(cell, this.#settings.decimal))
  }

  #append(columns: readonly ColumnBuilder[], cells: readonly Cell[], line: number, fault: RowFault | undefined): void {
    const row = this.#lines.length
    this.#lines.push(line)
    const problem = fault ?? (cells.length === columns.length ? undefined : raggedness(cells, columns.length))
    if (problem) this.#faults.set(row, problem)
    for (let column = 0; column < columns.length; column++) columns[column]!.add(problem ? '' : cells[column]!)
  }
}

function madeUpName(_: string, column: number): string {
  return `x${column + 1}`
}

/** What is wrong with a row of another length, if anything: cells that are only empty may trail. */
function raggedness(cells: readonly Cell[], width: number): RowFault | undefined {
  if (cells.length > width && cells.slice(width).every((cell) => cell === '')) return undefined
  return {
    code: 'ragged-row',
    cause: `has ${counted(cells.length, 'value')} where ${width} are expected.`,
  }
}
