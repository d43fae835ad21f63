import { Dataset } from '@mixtura/core'
import {
  chooseColumns,
  describeReading,
  describeSkipped,
  readTable,
  type ChosenColumns,
  type Column,
  type Encoding,
  type LeftOutColumn,
  type Table,
  type ThousandsSign,
} from '@mixtura/io'
import { readBytes } from './bytes.ts'
import { asFlags, notice } from './notice.ts'
import { printable } from '@mixtura/io'
import type { Streams } from './streams.ts'
import { padEnd, shorten, widthOfText } from './text.ts'

/** What `addDataOptions` adds: how a file is read, and what of it is data. */
export interface DataFlags {
  readonly columns?: string
  readonly weights?: string
  readonly delimiter?: string
  readonly decimal: '.' | ','
  readonly thousands?: ThousandsSign
  readonly header?: boolean
  readonly na?: readonly string[]
  readonly skip: number
  /** False where no line is a comment. */
  readonly comment?: string | false
  readonly encoding?: Encoding
  readonly quiet: boolean
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
 * those given, or the usual ones; says on stderr how it was read, and what was left out.
 *
 * @throws CommandError, IoError, MixturaError
 */
export async function readSamples(
  path: string,
  flags: DataFlags,
  streams: Streams,
  usual?: readonly string[],
  keepRecords = false,
): Promise<Samples> {
  const { delimiter, decimal, thousands, header, na, skip, comment, encoding, weights, skipBadRows, quiet } = flags
  const table = await readTable(readBytes(path, streams), {
    delimiter: delimiter === '\\t' || delimiter === 'tab' ? '\t' : delimiter,
    decimal,
    thousands,
    header,
    missing: na,
    skip,
    comment: comment === false ? '' : comment,
    encoding,
    keepRecords,
    source: path === '-' ? 'stdin' : path,
  })
  const columns = flags.columns ?? usual
  const chosen = chooseColumns(table, { columns, weights, onBadRow: skipBadRows ? 'skip' : 'error' })
  if (!quiet) for (const line of reading(table)) notice(streams, line)
  for (const { message, advice, reason } of chosen.leftOut)
    notice(streams, message + (isNamer(reason) ? ' (--columns)' : asFlags(advice)))
  const skipped = describeSkipped(chosen.skipped)
  if (skipped) notice(streams, skipped)
  const { values, dimension, sampleWeights, names } = chosen
  return { table, chosen, dataset: Dataset.from(values, { dimension, sampleWeights }), columns: names }
}

/** Whether a column was left out although it can be fitted. */
function isNamer(reason: LeftOutColumn['reason']): boolean {
  return reason === 'identifier' || reason === 'labels'
}

/** Rows that are shown of what was read. */
const SHOWN = 3
const WIDEST = 8

/** How a table was read, its names and its first rows, in lines that show what was guessed. */
function reading(table: Table): string[] {
  const shown = table.columns.slice(0, WIDEST)
  const more = table.columns.length > WIDEST ? ['…'] : []
  const rows = [
    [...shown.map(({ name }) => name), ...more],
    ...Array.from({ length: Math.min(SHOWN, table.rowCount) }, (_, row) => [
      ...shown.map((column) => cellAsRead(column, row, table)),
      ...more,
    ]),
  ].map((cells) => cells.map((cell) => shorten(printable(cell), 16)))
  const widths = rows[0].map((_, j) => Math.max(...rows.map((cells) => widthOfText(cells[j]))))
  return [
    `${table.source}: ${describeReading(table)}`,
    ...rows.map(
      (cells) =>
        `  ${cells
          .map((cell, j) => padEnd(cell, widths[j]))
          .join('  ')
          .trimEnd()}`,
    ),
  ]
}

/** A cell as it was understood: empty where it stands for no value. */
function cellAsRead(column: Column, row: number, { missing = [] }: Table): string {
  const cell = cellAt(column, row)
  const isNone = column.kind === 'numeric' && (Number.isNaN(cell) || missing.includes(String(cell).trim()))
  return isNone ? '' : String(cell)
}

/** A cell as the file has it. */
export function cellAt(column: Column, row: number): string | number {
  return column.kind === 'text' ? column.text[row] : (column.exceptions.get(row) ?? column.values[row])
}
