import type { Command } from 'commander'
import { open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { CommandError, exitCodes } from './exit.ts'
import { printable } from '@mixtura/io'
import { createProgress, paceText } from './progress.ts'
import type { Streams, TerminalOutput } from './streams.ts'

/**
 * Prints the command's help and ends where it would wait for somebody to type a table.
 *
 * @throws CommanderError
 */
export function checkInput(path: string, command: Command, { stdin }: Streams): void {
  if (path === '-' && stdin.isTTY) command.help({ error: true })
}

/**
 * The bytes of a file, or of stdin (`-`): of a text, that is. What gzip has packed comes unpacked, Parquet as NDJSON.
 *
 * @throws CommandError
 */
export async function* readBytes(path: string, streams: Streams): AsyncGenerator<Uint8Array, void, void> {
  try {
    const chunks = sourceBytes(path, streams)
    let head: Uint8Array = new Uint8Array(0)
    while (head.length < PARQUET.length) {
      const { value, done } = await chunks.next()
      if (done) break
      head = Buffer.concat([head, value])
    }
    const all = withHead(head, chunks)
    if (beginsWith(head, PARQUET)) yield* unfolded(all, path)
    else if (beginsWith(head, GZIP)) yield* pipeline(Readable.from(all), createGunzip(), () => {})
    else yield* all
  } catch (error) {
    throw inputError(error as NodeJS.ErrnoException, path)
  }
}

/** A file's whole text. @throws CommandError */
export async function readText(path: string, streams: Streams): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of readBytes(path, streams)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** The first bytes of every gzip file (RFC 1952, 2.3.1). */
const GZIP = Buffer.from([0x1f, 0x8b])
/** And of every Parquet file. */
const PARQUET = Buffer.from('PAR1')

function beginsWith(head: Uint8Array, mark: Uint8Array): boolean {
  return mark.every((byte, i) => head[i] === byte)
}

/** A Parquet file says at its end what is in it: it is read whole. */
async function* unfolded(chunks: Chunks, path: string): Chunks {
  const { parquetRows } = await import('./parquet.ts')
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  const file = Uint8Array.from(Buffer.concat(all)).buffer
  try {
    yield* parquetRows(file)
  } catch (error) {
    const { message } = error as Error
    throw new CommandError(
      exitCodes.badData,
      `${path}: it begins like a Parquet file, but cannot be read (${message}).`,
    )
  }
}

type Chunks = AsyncGenerator<Uint8Array, void, void>

async function* withHead(head: Uint8Array, rest: AsyncIterator<Uint8Array>): Chunks {
  yield head
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

async function* sourceBytes(path: string, { stdin, stderr }: Streams): Chunks {
  if (path === '-') return yield* withProgress(stdin, path, undefined, stderr)
  const file = await open(path)
  const { size } = await file.stat()
  yield* withProgress(file.createReadStream({ highWaterMark: 1 << 18 }), path, size, stderr)
}

async function* withProgress(
  source: AsyncIterable<Uint8Array>,
  path: string,
  size: number | undefined,
  stderr: TerminalOutput,
): Chunks {
  const progress = createProgress(stderr)
  const begun = performance.now()
  let read = 0
  for await (const chunk of source) {
    yield chunk
    read += chunk.length
    progress.say(() => {
      const pace = size ? ` · ${paceText(read / 1e6, size / 1e6, 'MB', performance.now() - begun)}` : ''
      return `reading ${printable(path)} · ${(read / 1e6).toFixed(0)} MB${pace}`
    })
  }
  progress.clear()
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
