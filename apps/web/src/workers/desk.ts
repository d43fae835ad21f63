import { presetById, type PresetId } from '@mixtura/datagen'
import { chooseColumns, readTable, type Column, type Table } from '@mixtura/io'
import { pick, type Source, type Truth } from '../lib/data.ts'
import { pause } from '../lib/pause.ts'

/** More numbers than this are drawn from: the page and its workers must hold them several times over. */
const MOST_NUMBERS = 10_000_000
/** Bytes of text, however small the file that they were compressed into. */
const MOST_BYTES = 512 * 2 ** 20

/** A table, as far as one has to know it to choose from it. */
export interface Listing extends Pick<Table, 'rowCount' | 'delimiter' | 'header'> {
  readonly columns: readonly Pick<Column, 'name' | 'kind'>[]
}

/** Data that are still to be checked, in a form that can be posted. */
export interface Loaded {
  /** N × D, row-major. */
  readonly values: Float64Array<ArrayBuffer>
  /** D names. */
  readonly columns: readonly string[]
  /** With a label for every sample. */
  readonly truth?: Truth
  readonly source: Source
}

/** Reads and makes data, where that holds nobody up. A table that was read stays here. */
export interface Desk {
  /** A file as it comes, gzipped or not, or what was pasted. @throws IoError; RangeError where it is too large */
  read(text: Blob): Promise<Listing>
  /** Columns (by number, from 1) of the table read last, without the rows that cannot be used. @throws IoError */
  choose(columns: readonly number[]): Promise<Loaded>
  /** Measured data as they are, drawn ones of N points. @throws DatagenError */
  preset(wanted: { readonly id: PresetId; readonly n: number; readonly seed: number }): Promise<Loaded>
}

export function createDesk(): Desk {
  let table: Table | undefined
  return {
    async read(text) {
      table = undefined
      const name = text instanceof File ? text.name : undefined
      const bytes = name?.endsWith('.gz') ? text.stream().pipeThrough(new DecompressionStream('gzip')) : text.stream()
      table = await readTable(chunksOf(bytes), { source: name })
      const { rowCount, delimiter, header, columns } = table
      return { rowCount, delimiter, header, columns: columns.map(({ name, kind }) => ({ name, kind })) }
    },
    async choose(columns) {
      const chosen = chooseColumns(table!, { columns: [...columns], onBadRow: 'skip' })
      const { values, dimension, sampleCount, names, skipped } = chosen
      const most = Math.floor(MOST_NUMBERS / dimension)
      const isTooMuch = sampleCount > most
      return {
        values: isTooMuch ? pick(values, dimension, most) : Float64Array.from(values),
        columns: names,
        source: { name: table!.source ?? '', skipped, ...(isTooMuch && { drawnFrom: sampleCount }) },
      }
    },
    async preset({ id, n, seed }) {
      const { make, measured, size } = presetById(id)
      const { points, labels, truth, columns } = make(measured ? {} : { n, seed })
      const values = new Float64Array(points.rows * points.columns)
      for (let i = 0; i < points.rows; i++) {
        for (let j = 0; j < points.columns; j++) values[i * points.columns + j] = points.get(i, j)
      }
      return {
        values,
        columns,
        ...(labels && { truth: { labels, ...(truth && { mixture: truth }) } }),
        source: { preset: id, n: measured ? size : n, seed },
      }
    },
  }
}

/** A stream's chunks, with a pause for others whenever they have taken long. Not every browser can iterate over a stream. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  const reader = stream.getReader()
  let bytes = 0
  let begun = performance.now()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.length
    if (bytes > MOST_BYTES) throw new RangeError(`More than ${MOST_BYTES} bytes.`)
    yield next.value
    if (performance.now() - begun < 30) continue
    await pause()
    begun = performance.now()
  }
}
