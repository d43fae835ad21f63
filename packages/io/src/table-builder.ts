import {
  NumericColumnBuilder,
  TextColumnBuilder,
  type Cell,
  type ColumnBuilder,
  type ColumnLabel,
} from './column-builders.ts'
import { COMMENT } from './delimiter.ts'
import { IoError } from './errors.ts'
import { formatRecord } from './format-csv.ts'
import { haveNames, isHeader, isNumericColumn } from './first-rows.ts'
import { splitLineEnd } from './lines.ts'
import { NumberList } from './number-list.ts'
import { MOST_LISTED, type RowProblem, type RowProblemCode } from './row-problems.ts'
import { counted, showNames } from './show.ts'
import type { CheckedTableOptions } from './table-options.ts'
import type { Records, Table } from './table.ts'

/** What of a table the reader knows, and not the builder. */
export type ToldByReader = 'format' | 'delimiter' | 'encoding' | 'commentCount' | 'records'

/** Why a row cannot be laid into columns. */
export interface RowFault {
  readonly code: RowProblemCode
  /** What follows “Row 14” in a sentence. */
  readonly cause: string
}

/** Where a row comes from. */
export interface RowOrigin {
  /** Where in the text it starts, where there are lines. */
  readonly line?: number | undefined
  readonly fault?: RowFault | undefined
  /** As it was written, its line end included; where records are kept. */
  readonly record?: string | undefined
}

/** What the readers of the formats hand their rows to. */
export interface RowSink {
  addRow(cells: readonly Cell[], from?: RowOrigin): void
}

/** So many rows are looked at before it is settled which columns hold numbers. */
const SAMPLE_ROWS = 100

interface Row extends RowOrigin {
  readonly cells: readonly Cell[]
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
  readonly #records: { header: string | undefined; rows: string[]; ends: string[] } | undefined
  #newline = ''

  constructor(options: CheckedTableOptions) {
    this.#options = options
    if (options.keepRecords) this.#records = { header: undefined, rows: [], ends: [] }
  }

  /** Rows as they were written, but for what stands above them. */
  get records(): Omit<Records, 'above'> | undefined {
    return this.#records && { ...this.#records, newline: this.#newline || '\n' }
  }

  /** Tells the names where they do not come as the first row. */
  setNames(names: readonly string[]): void {
    this.#labels = names.map(labelOf)
  }

  /** @throws IoError what is wrong with the first row, where that should hold the names */
  addRow(cells: readonly Cell[], from: RowOrigin = {}): void {
    const row = { cells, ...from }
    if (this.#columns) {
      this.#append(this.#columns, row)
      return
    }
    this.#sample.push(row)
    if (this.#sample.length > SAMPLE_ROWS) this.#settle()
  }

  /** @throws IoError `empty-input`, `no-rows` */
  finish(): Omit<Table, ToldByReader> {
    const columns = this.#columns ?? this.#settle()
    const labels = this.#labels!
    const { decimal, thousands, missing, source } = this.#options
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
      thousands,
      missing,
      source,
    }
  }

  /** Decides by the first rows what the columns are called and which of them are numeric, and lays these rows in. */
  #settle(): ColumnBuilder[] {
    const rows = this.#labels ? this.#sample : this.#takeHeader(this.#sample)
    const labels = this.#labels!
    const fitting = rows.filter(({ cells, fault }) => !fault && cells.length >= labels.length)
    const fittingCells = fitting.map(({ cells }) => cells)
    const columns = labels.map((_, column) =>
      isNumericColumn(fittingCells, column, this.#options)
        ? new NumericColumnBuilder(this.#options)
        : new TextColumnBuilder(),
    )
    for (const row of rows) this.#append(columns, row)
    this.#columns = columns
    this.#sample = []
    return columns
  }

  /** Reads the names off the first row, or makes some up; returns the rows of data. */
  #takeHeader(sample: readonly Row[]): readonly Row[] {
    const [first, ...rest] = sample
    const { header, delimiter, source } = this.#options
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
    this.#hasHeader = header ?? isHeader(first.cells, rows, this.#options)
    if (!this.#hasHeader) {
      this.setNames(first.cells.map(() => ''))
      return sample
    }
    if (this.#records) this.#records.header = this.#recordOf(first, first.cells.length)[0]
    const names = first.cells.map(String)
    this.setNames(haveNames(rows, names.length, delimiter) ? ['', ...names] : names)
    return rest
  }

  #append(columns: readonly ColumnBuilder[], row: Row): void {
    const { cells, line, fault } = row
    this.#rowsRead++
    const wrong = fault ?? (cells.length === columns.length ? undefined : raggedness(cells, columns.length))
    if (wrong) {
      this.#leaveOut(wrong, row)
      return
    }
    if (line !== undefined) this.#lines.push(line)
    if (this.#records) {
      const [text, end] = this.#recordOf(row, columns.length)
      this.#records.rows.push(text)
      this.#records.ends.push(end)
    }
    for (let column = 0; column < columns.length; column++) columns[column]!.add(cells[column]!)
  }

  /** A row as it was written, without empty cells that trail, and what ends it. */
  #recordOf({ cells, record }: Row, width: number): [text: string, end: string] {
    if (record === undefined) return [formatRecord(cells), '\n']
    const [text, end] = splitLineEnd(record)
    this.#newline ||= end
    const { delimiter } = this.#options
    const trailing = delimiter === undefined ? '' : delimiter.repeat(Math.max(0, cells.length - width))
    if (text.endsWith(trailing)) return [text.slice(0, text.length - trailing.length), end]
    return [formatRecord(cells.slice(0, width), delimiter), end]
  }

  #leaveOut({ code, cause }: RowFault, { cells, line }: Row): void {
    const row = this.#rowsRead
    this.#faultyRows.push(row)
    if (this.#problems.length === MOST_LISTED) return
    this.#problems.push({
      code,
      row,
      line,
      column: undefined,
      value: undefined,
      message: `Row ${row} ${cause}`,
      ...(line !== undefined && String(cells[0] ?? '').startsWith(COMMENT) && { startsComment: true }),
    })
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
