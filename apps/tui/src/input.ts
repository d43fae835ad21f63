import { Dataset } from '@mixtura/core'
import { chooseColumns, describeSkipped, readTable, type ChosenColumns, type Table } from '@mixtura/io'
import type { Command } from 'commander'
import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { CommandError, exitCodes } from './exit.ts'
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
  readonly columns: readonly string[]
}

/**
 * Reads a file (or stdin: `-`): delimited text, JSON or NDJSON, gzipped or not; says on stderr what was left out.
 *
 * @throws CommandError, IoError, MixturaError
 */
export async function readSamples(path: string, flags: DataFlags, streams: Streams): Promise<Samples> {
  const table = await readTableFrom(path, flags, streams)
  const { columns, weights, skipBadRows } = flags
  const chosen = chooseColumns(table, { columns, weights, onBadRow: skipBadRows ? 'skip' : 'error' })
  for (const { message } of chosen.leftOut) streams.stderr.write(`mixtura: ${message}\n`)
  const skipped = describeSkipped(chosen.skipped)
  if (skipped) streams.stderr.write(`mixtura: ${skipped}\n`)
  const { values, dimension, sampleWeights, names } = chosen
  return { table, chosen, dataset: Dataset.from(values, { dimension, sampleWeights }), columns: names }
}

export async function readTableFrom(path: string, flags: DataFlags, streams: Streams): Promise<Table> {
  const { delimiter, decimal, header } = flags
  return readTable(plainBytes(open(path, streams), path), {
    delimiter: delimiter === '\\t' || delimiter === 'tab' ? '\t' : delimiter,
    decimal,
    header,
    source: path === '-' ? 'stdin' : path,
  })
}

/** A file's whole text. @throws CommandError */
export async function readText(path: string, streams: Streams): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of plainBytes(open(path, streams), path)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * Prints the command's help and ends where it would wait for somebody to type a table.
 *
 * @throws CommanderError
 */
export function checkInput(path: string, command: Command, { stdin }: Streams): void {
  if (path === '-' && stdin.isTTY) command.help({ error: true })
}

function open(path: string, { stdin }: Streams): Readable {
  return path === '-' ? stdin : createReadStream(path)
}

/** The bytes as they are, or what gzip had packed. @throws CommandError */
async function* plainBytes(source: Readable, path: string): AsyncGenerator<Uint8Array, void, void> {
  try {
    const chunks: AsyncIterator<Uint8Array> = source[Symbol.asyncIterator]()
    let head: Uint8Array = new Uint8Array(0)
    while (head.length < GZIP.length) {
      const { value, done } = await chunks.next()
      if (done) break
      head = Buffer.concat([head, value])
    }
    const all = withHead(head, chunks)
    if (!GZIP.every((byte, i) => head[i] === byte)) return yield* all
    yield* pipeline(Readable.from(all), createGunzip(), () => {})
  } catch (error) {
    throw inputError(error as NodeJS.ErrnoException, path)
  }
}

/** The first bytes of every gzip file (RFC 1952, 2.3.1). */
const GZIP = [0x1f, 0x8b]

async function* withHead(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  yield head
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

function inputError(error: NodeJS.ErrnoException, path: string): Error {
  const { code = '', message } = error
  if (code.startsWith('Z_')) {
    return new CommandError(
      exitCodes.badData,
      `${path}: it begins like a gzip file, but is damaged or cut short (${message}).`,
    )
  }
  const reason = noInput[code]
  return reason ? new CommandError(exitCodes.noInput, `Cannot read ${path}: ${reason}.`) : error
}

const noInput: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its symbolic links go round in a circle',
  ENXIO: 'there is no such device',
  EIO: 'the device reports an error',
}
