import { Dataset } from '@mixtura/core'
import { chooseColumns, readTable, type Table } from '@mixtura/io'
import { dataOf, type Data } from './data.ts'

export { IoError, type Table } from '@mixtura/io'

/** More rows than this are drawn from, so that every step stays fluid. */
export const MOST_ROWS = 100_000

/** Bytes of text, however small the file that they were compressed into. */
const MOST_BYTES = 512 * 2 ** 20

/** Reads a file as it comes, gzipped or not. @throws IoError; RangeError where it is too large */
export function readFile(file: File): Promise<Table> {
  const bytes = file.stream()
  const text = /\.gz$/i.test(file.name) ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes
  return readTable(chunksOf(text), { source: file.name })
}

/** Reads what was pasted. @throws IoError */
export function readText(text: string): Promise<Table> {
  return readTable(chunksOf(new Blob([text]).stream()))
}

/**
 * The columns chosen (by number, from 1) as data, without the rows that cannot be used.
 * @throws IoError, MixturaError
 */
export function dataFrom(table: Table, columns: readonly number[]): Data {
  const { values, dimension, names, skipped } = chooseColumns(table, { columns: [...columns], onBadRow: 'skip' })
  const rows = values.length / dimension
  const kept = rows > MOST_ROWS ? sample(values, dimension, MOST_ROWS) : values
  return dataOf(Dataset.from(kept, { dimension }), names, {
    source: { name: table.source ?? '', skipped, ...(rows > MOST_ROWS && { drawnFrom: rows }) },
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

/** A stream's chunks, with a pause for the page whenever they have taken long. Not every browser can iterate over a stream. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  const reader = stream.getReader()
  let bytes = 0
  let begun = performance.now()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.length
    if (bytes > MOST_BYTES) throw new RangeError(`More than ${MOST_BYTES} bytes.`)
    yield next.value
    if (performance.now() - begun < 30) continue
    await new Promise((resolve) => setTimeout(resolve))
    begun = performance.now()
  }
}
