import { Dataset } from '@mixtura/core'
import { chooseColumns, describeSkipped, readTable, type ChosenColumns, type Column, type Table } from '@mixtura/io'
import { readBytes } from './bytes.ts'
import type { Streams } from './streams.ts'

/** What `addDataOptions` adds: how a file is read, and what of it is data. */
export interface DataFlags {
  readonly columns?: string
  readonly weights?: string
  readonly delimiter?: string
  readonly decimal: '.' | ','
  readonly header?: boolean
  readonly skipBadRows: boolean
}

/** Samples from a file, and the table they were taken from. */
export interface Samples {
  readonly table: Table
  readonly chosen: ChosenColumns
  readonly dataset: Dataset
  /** D names. */
  readonly columns: readonly string[]
}

/**
 * Reads a file (or stdin: `-`), delimited text, JSON or NDJSON, gzipped or not, and takes the columns asked for, or
 * those given, or all that are numeric; says on stderr what was left out.
 *
 * @throws CommandError, IoError, MixturaError
 */
export async function readSamples(
  path: string,
  flags: DataFlags,
  streams: Streams,
  usual?: readonly string[],
): Promise<Samples> {
  const { delimiter, decimal, header, weights, skipBadRows } = flags
  const table = await readTable(readBytes(path, streams), {
    delimiter: delimiter === '\\t' || delimiter === 'tab' ? '\t' : delimiter,
    decimal,
    header,
    source: path === '-' ? 'stdin' : path,
  })
  const columns = flags.columns ?? usual
  const chosen = chooseColumns(table, { columns, weights, onBadRow: skipBadRows ? 'skip' : 'error' })
  const notes = [...chosen.leftOut.map(({ message }) => message), describeSkipped(chosen.skipped)]
  for (const note of notes) if (note) streams.stderr.write(`mixtura: ${note}\n`)
  const { values, dimension, sampleWeights, names } = chosen
  return { table, chosen, dataset: Dataset.from(values, { dimension, sampleWeights }), columns: names }
}

/** A cell as the file has it. */
export function cellAt(column: Column, row: number): string | number {
  return column.kind === 'text' ? column.text[row] : (column.exceptions.get(row) ?? column.values[row])
}
