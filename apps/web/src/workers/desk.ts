import { presetById, type PresetId } from '@mixtura/datagen'
import {
  chooseColumns,
  printable,
  readTable,
  usualColumns,
  type Column,
  type LeftOutColumn,
  type Table,
  type TableOptions,
} from '@mixtura/io'
import { pick, type Source, type Truth } from '../lib/data.ts'
import { pause } from '../lib/pause.ts'

/** More numbers than this are drawn from: the page and its workers must hold them several times over. */
const MOST_NUMBERS = 10_000_000
/** Bytes of text, however small the file that they were compressed into. */
const MOST_BYTES = 512 * 2 ** 20

/** Rows and columns that are shown of what was read, and characters of a cell. */
const SHOWN = 3
const WIDEST = 8
const LONGEST = 40

/** What a reader may say of a table that would otherwise be found out, or taken as usual. */
export type Reading = Pick<
  TableOptions,
  'delimiter' | 'header' | 'decimal' | 'thousands' | 'missing' | 'comment' | 'skip' | 'encoding'
>

/** A table, as far as one has to know it to choose from it: how it was read, and what it begins with. */
export interface Listing extends Pick<
  Table,
  'rowCount' | 'format' | 'delimiter' | 'header' | 'decimal' | 'thousands' | 'missing' | 'encoding' | 'commentCount'
> {
  readonly columns: readonly Pick<Column, 'name' | 'kind'>[]
  /** The cells of the first rows, in the first columns. */
  readonly first: readonly (readonly string[])[]
  /** The columns (by number, from 1) that are data where nobody chooses, and why the others are not. */
  readonly usual: readonly number[]
  readonly leftOut: readonly Pick<LeftOutColumn, 'column' | 'reason'>[]
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
  /**
   * A file as it comes, gzipped or not, or what was pasted.
   * @throws IoError; MixturaError `bad-option` where one sign would have two meanings; RangeError where it is too large
   */
  read(wanted: { readonly text: Blob; readonly reading: Reading }): Promise<Listing>
  /** Columns (by number, from 1) of the table read last, without the rows that cannot be used. @throws IoError */
  choose(columns: readonly number[]): Promise<Loaded>
  /** Measured data as they are, drawn ones of N points. @throws DatagenError */
  preset(wanted: { readonly id: PresetId; readonly n: number; readonly seed: number }): Promise<Loaded>
}

export function createDesk(): Desk {
  let table: Table | undefined
  return {
    async read({ text, reading }) {
      table = undefined
      const name = text instanceof File ? text.name : undefined
      const bytes = name?.endsWith('.gz') ? text.stream().pipeThrough(new DecompressionStream('gzip')) : text.stream()
      table = await readTable(chunksOf(bytes), { ...reading, source: name })
      return listingOf(table)
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

function listingOf(table: Table): Listing {
  const { rowCount, format, delimiter, header, decimal, thousands, missing, encoding, commentCount, columns } = table
  const { columns: usual, leftOut } = usualColumns(table)
  return {
    rowCount,
    format,
    delimiter,
    header,
    decimal,
    thousands,
    missing,
    encoding,
    commentCount,
    columns: columns.map(({ name, kind }) => ({ name, kind })),
    first: Array.from({ length: Math.min(SHOWN, rowCount) }, (_, row) =>
      columns.slice(0, WIDEST).map((column) => shown(cellOf(column, row, missing))),
    ),
    usual,
    leftOut: leftOut.map(({ column, reason }) => ({ column, reason })),
  }
}

/** A cell as it was understood; empty where it says that it has no value. */
function cellOf(column: Column, row: number, missing: Table['missing'] = []): string {
  if (column.kind === 'text') return column.text[row]!
  const value = column.values[row]!
  const text = column.exceptions.get(row) ?? (Number.isNaN(value) ? '' : String(value))
  return missing.includes(text.trim()) ? '' : text
}

function shown(cell: string): string {
  return printable(cell.length > LONGEST ? `${cell.slice(0, LONGEST)}…` : cell)
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
