import { NumberList } from './number-list.ts'
import { toNumber, type NumberFormat } from './numbers.ts'
import type { Column } from './table.ts'

/** What a column is called, and whether the file says so. */
export type ColumnLabel = Pick<Column, 'name' | 'isNamed'>

/** A cell as it comes from a file; JSON has numbers of its own. */
export type Cell = string | number

/** Fills one column while a file is read. */
export interface ColumnBuilder {
  add(cell: Cell): void
  finish(label: ColumnLabel): Column
}

export class NumericColumnBuilder implements ColumnBuilder {
  readonly #format: NumberFormat
  readonly #values = new NumberList()
  readonly #exceptions = new Map<number, string>()
  #hasNumbers = false

  constructor(format: NumberFormat) {
    this.#format = format
  }

  add(cell: Cell): void {
    const value = typeof cell === 'number' ? cell : toNumber(cell, this.#format)
    if (Number.isFinite(value)) {
      this.#values.push(value)
      this.#hasNumbers = true
      return
    }
    if (cell !== '') this.#exceptions.set(this.#values.length, String(cell))
    this.#values.push(NaN)
  }

  finish(label: ColumnLabel): Column {
    if (this.#hasNumbers)
      return { kind: 'numeric', ...label, values: this.#values.toArray(), exceptions: this.#exceptions }
    const text = Array.from({ length: this.#values.length }, (_, row) => this.#exceptions.get(row) ?? '')
    return { kind: 'text', ...label, text }
  }
}

export class TextColumnBuilder implements ColumnBuilder {
  readonly #text: string[] = []

  add(cell: Cell): void {
    this.#text.push(String(cell))
  }

  finish(label: ColumnLabel): Column {
    return { kind: 'text', ...label, text: this.#text }
  }
}
