import { Dataset } from '@mixtura/core'
import { chooseColumns, describeSkipped, parseTable, readTable, type Table } from '@mixtura/io'
import { dataOf, type Data } from './data.ts'

export { IoError, type Table } from '@mixtura/io'

/** More rows than this are drawn from, so that every step stays fluid. */
export const MOST_ROWS = 100_000

/** Reads a file as it comes, gzipped or not. @throws IoError */
export function readFile(file: File): Promise<Table> {
  const bytes = file.stream()
  const text = /\.gz$/i.test(file.name) ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes
  return readTable(chunksOf(text), { source: file.name })
}

/** Reads what was pasted. @throws IoError */
export function readText(text: string): Table {
  return parseTable(text)
}

/**
 * The columns chosen (by number, from 1) as data, without the rows that cannot be used; `note` says what was left out.
 * @throws IoError, MixturaError
 */
export function dataFrom(table: Table, columns: readonly number[], sampled: (of: number) => string): Data {
  const { values, dimension, names, skipped } = chooseColumns(table, { columns: [...columns], onBadRow: 'skip' })
  const rows = values.length / dimension
  const notes = [describeSkipped(skipped) ?? '', ...(rows > MOST_ROWS ? [sampled(rows)] : [])].filter((note) => note)
  const kept = rows > MOST_ROWS ? sample(values, dimension, MOST_ROWS) : values
  return dataOf(Dataset.from(kept, { dimension }), names, {
    source: { name: table.source ?? '', note: notes.join(' ') },
  })
}

/** Rows evenly spaced through the table, which no order of its rows favours more than their own. */
function sample(values: Float64Array, dimension: number, count: number): Float64Array {
  const rows = values.length / dimension
  const kept = new Float64Array(count * dimension)
  for (let i = 0; i < count; i++) {
    const row = Math.floor((i * rows) / count)
    kept.set(values.subarray(row * dimension, (row + 1) * dimension), i * dimension)
  }
  return kept
}

/** Not every browser can iterate over a stream. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  const reader = stream.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
}
