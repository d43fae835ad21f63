import { chooseColumns, IoError, parseTable, type Column, type Table, type TableOptions } from '../src/index.ts'
import { expect } from 'vitest'

/** What a table holds, cell by cell: numbers, NaN where a numeric column has none, text. */
export function cells(table: Table): (number | string)[][] {
  return Array.from({ length: table.rowCount }, (_, row) => table.columns.map((column) => cell(column, row)))
}

function cell(column: Column, row: number): number | string {
  return column.kind === 'numeric' ? column.values[row]! : column.text[row]!
}

export function names(table: Table): string[] {
  return table.columns.map(({ name }) => name)
}

/** Names and cells of a text. */
export function read(text: string, options?: TableOptions): { names: string[]; cells: (number | string)[][] } {
  const table = parseTable(text, options)
  return { names: names(table), cells: cells(table) }
}

/** The samples chosen out of a text. */
export function samples(text: string): number[][] {
  const { values, dimension, sampleCount } = chooseColumns(parseTable(text))
  return Array.from({ length: sampleCount }, (_, i) => Array.from(values.subarray(i * dimension, (i + 1) * dimension)))
}

/** The error a call throws, which must be this package's and say its remedy. */
export function errorOf(call: () => unknown): IoError {
  try {
    call()
  } catch (error) {
    expect(error).toBeInstanceOf(IoError)
    const { message, remedy } = error as IoError
    expect(remedy.length).toBeGreaterThan(0)
    expect(message.endsWith(remedy), 'the message ends with the remedy').toBe(true)
    return error as IoError
  }
  throw new Error('nothing was thrown')
}
