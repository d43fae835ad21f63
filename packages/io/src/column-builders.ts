import { NumberList } from './number-list.ts'
import { toNumber, type DecimalSign } from './numbers.ts'
import type { Column } from './table.ts'

/** A cell as it comes from a file; JSON has numbers of its own. */
export type Cell = string | number

/** Fills one column while a file is read. */
export interface ColumnBuilder {
  add(cell: Cell): void
  finish(name: string): Column
}

export class NumericColumnBuilder implements ColumnBuilder {
  readonly #decimal: DecimalSign
  readonly #values = new NumberList()
  readonly #exceptions = new Map<number, string>()
  #hasNumbers = false

  constructor(decimal: DecimalSign) {
    this.#decimal = decimal
  }

  add(cell: Cell): void {
    const value = typeof cell === 'number' ? cell : toNumber(cell, this.#decimal)
    if (Number.isFinite(value)) {
      this.#values.push(value)
      this.#hasNumbers = true
      return
    }
    if (cell !== '') this.#exceptions.set(this.#values.length, String(cell))
    this.#values.push(NaN)
  }

  finish(name: string): Column {
    if (this.#hasNumbers) return { kind: 'numeric', name, values: this.#values.toArray(), exceptions: this.#exceptions }
    const text = Array.from({ length: this.#values.length }, (_, row) => this.#exceptions.get(row) ?? '')
    return { kind: 'text', name, text }
  }
}

export class TextColumnBuilder implements ColumnBuilder {
  readonly #text: string[] = []

  add(cell: Cell): void {
    this.#text.push(String(cell))
  }

  finish(name: string): Column {
    return { kind: 'text', name, text: this.#text }
  }
}
