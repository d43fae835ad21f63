import type { Cell } from './column-builders.ts'
import { IoError } from './errors.ts'
import { isObject, parseJson, tryJson } from './json.ts'
import type { TableBuilder } from './table-builder.ts'
import type { CheckedTableOptions } from './table-options.ts'

/** So many cells may be absent from rows that are objects: beyond, they have too few keys in common for a table. */
const MOST_ABSENT = 1e7

type JsonOptions = Pick<CheckedTableOptions, 'source' | 'keepRecords'>

interface JsonRow {
  /** Undefined where the line is not JSON. */
  readonly value: unknown
  readonly line: number | undefined
}

/**
 * Lays in the rows of one document: `[[…], …]`, `[{…}, …]` or `[1, 2, …]`, the same as `data` beside `columns` (their
 * names), or whole columns as `{ x: […], y: […] }`.
 * @throws IoError `bad-json`
 */
export function readJson(text: string, builder: TableBuilder, options: JsonOptions): void {
  const { source, keepRecords } = options
  if (text.trim() === '') return
  const document = parseJson(text, source, keepRecords)
  const { data, columns } = isObject(document) ? document : { data: document }
  if (Array.isArray(data) && (data === document || columns !== undefined || typeof data[0] === 'object')) {
    if (Array.isArray(columns)) builder.setNames(columns.map((name) => String(toCell(name))))
    addRows(data.map(toRow), builder, source)
    return
  }
  const arrays = isObject(document) ? Object.values(document) : []
  if (!areColumns(arrays)) {
    throw new IoError('bad-json', {
      cause: 'This JSON holds no table.',
      remedy: 'Give an array of rows, { columns, data }, or an object of columns of one length.',
      place: { source },
    })
  }
  builder.setNames(Object.keys(document as object))
  arrays[0]!.forEach((_, row) => builder.addRow(columnCells(arrays, row)))
}

function columnCells(columns: readonly (readonly unknown[])[], row: number): Cell[] {
  return columns.map((column) => toCell(column[row]))
}

/** Lays in one row a line: `[…]` or `{…}`. Blank lines are passed over. @throws IoError `bad-json` */
export function readNdjson(text: string, builder: TableBuilder, options: JsonOptions, firstLine: number): void {
  const { source, keepRecords } = options
  const rows = text.split('\n').map((line, index) => ({ text: line, line: firstLine + index }))
  const given = rows.filter(({ text }) => text.trim() !== '')
  addRows(
    given.map(({ text, line }) => ({ value: tryJson(text, keepRecords), line })),
    builder,
    source,
  )
}

/** What the first characters of an input look like. */
export function detectFormat(sample: string): 'csv' | 'json' | 'ndjson' {
  if (!/^\s*(?:\[\s*[[{"\d\]-]|\{\s*["}])/.test(sample)) return 'csv'
  const [first, ...rest] = sample.trimStart().split('\n')
  return rest.some((line) => line.trim() !== '') && tryJson(first!) !== undefined ? 'ndjson' : 'json'
}

function addRows(rows: readonly JsonRow[], builder: TableBuilder, source: string | undefined): void {
  const first = rows[0]?.value
  const cellsOf = isObject(first)
    ? cellsByName(rows, builder, source)
    : Array.isArray(first)
      ? cellsInOrder
      : singleCell
  for (const { value, line } of rows) {
    const cells = cellsOf(value)
    if (cells) builder.addRow(cells, { line })
    else
      builder.addRow([], {
        line,
        fault: { code: 'bad-row', cause: value === undefined ? 'is not JSON.' : 'is unlike the first.' },
      })
  }
}

type CellsOf = (value: unknown) => Cell[] | undefined

/** The columns are all keys there are, in the order in which they come up. */
function cellsByName(rows: readonly JsonRow[], builder: TableBuilder, source: string | undefined): CellsOf {
  const objects = rows.map(({ value }) => value).filter(isObject)
  const names = [...new Set(objects.flatMap(Object.keys))]
  const present = objects.reduce((count, object) => count + Object.keys(object).length, 0)
  if (objects.length * names.length - present > MOST_ABSENT) {
    throw new IoError('bad-json', {
      cause: `Its ${objects.length} rows have ${names.length} different keys, but few in common.`,
      value: names.length,
      remedy: 'Give every row the same keys.',
      place: { source },
    })
  }
  builder.setNames(names)
  return (value) =>
    isObject(value) ? names.map((name) => toCell(Object.hasOwn(value, name) ? value[name] : '')) : undefined
}

const cellsInOrder: CellsOf = (value) => (Array.isArray(value) ? value.map(toCell) : undefined)

const singleCell: CellsOf = (value) => (typeof value === 'object' || value === undefined ? undefined : [toCell(value)])

function toCell(value: unknown): Cell {
  if (typeof value === 'number') return value
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') return Array.isArray(value) ? '[…]' : '{…}'
  return String(value)
}

function toRow(value: unknown): JsonRow {
  return { value, line: undefined }
}

function areColumns(values: readonly unknown[]): values is readonly (readonly unknown[])[] {
  const lengths = new Set(values.map((value) => (Array.isArray(value) ? value.length : -1)))
  return lengths.size === 1 && !lengths.has(-1)
}
