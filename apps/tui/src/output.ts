import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { access, constants, open, realpath, rename, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CommandError, exitCodes, outputError, outputReasons } from './exit.ts'
import { write, type Streams } from './streams.ts'

/** Signals that end the command: Ctrl-C, a terminal that closes, and whoever asks. */
const ENDING: readonly NodeJS.Signals[] = ['SIGINT', 'SIGHUP', 'SIGTERM']

export type Write = (text: string | Uint8Array) => Promise<void>

/**
 * Hands `produce` the means to write a result: to stdout (no path, or `-`), or into a file, which appears whole or not
 * at all: it grows under another name in the same directory and takes its own when all is written.
 *
 * @throws CommandError where nothing can be written there
 */
export async function withOutput(
  path: string | undefined,
  { stdout }: Streams,
  produce: (write: Write) => Promise<void>,
) {
  if (isStdout(path)) return produce((text) => write(stdout, text))
  const target = await targetOf(path)
  // A device or a named pipe cannot be replaced, only written to.
  if (target.isSpecial) {
    const handle = await open(target.path, 'w').catch(refuse(path))
    const full = failing(path)
    return produce((text) => handle.writeFile(text).catch(full)).finally(() => handle.close())
  }

  const temporary = join(dirname(target.path), `.${basename(target.path)}.${randomBytes(6).toString('hex')}`)
  const remove = (): void => rmSync(temporary, { force: true })
  const interrupted = (signal: NodeJS.Signals): void => {
    remove()
    process.off(signal, interrupted).kill(process.pid, signal)
  }
  for (const signal of ENDING) process.on(signal, interrupted)
  try {
    const handle = await open(temporary, 'wx', target.mode).catch(refuse(path))
    try {
      const full = failing(path)
      await produce((text) => handle.writeFile(text).catch(full))
      await handle.sync().catch(full)
    } finally {
      await handle.close()
    }
    await rename(temporary, target.path).catch(refuse(path))
  } finally {
    remove()
    for (const signal of ENDING) process.off(signal, interrupted)
  }
}

interface Target {
  /** Symbolic links followed. */
  readonly path: string
  readonly isSpecial: boolean
  readonly mode?: number
}

/**
 * Refuses places where nothing can be written, before the work whose result would go there.
 *
 * @throws CommandError
 */
export async function checkOutputs(...paths: (string | undefined)[]): Promise<void> {
  for (const path of paths) if (!isStdout(path)) await targetOf(path)
}

/** Where a path leads. @throws CommandError where no file can be put there */
async function targetOf(path: string): Promise<Target> {
  const real = await realpath(path).catch(() => path)
  const there = await stat(real).catch(() => undefined)
  if (there?.isDirectory()) throw cannotWrite(path, 'it is a directory')
  if (there && !there.isFile()) return { path: real, isSpecial: true }
  await access(dirname(real), constants.W_OK).catch(refuse(path))
  return { path: real, isSpecial: false, ...(there && { mode: there.mode & 0o777 }) }
}

export function isStdout(path: string | undefined): path is undefined | '-' {
  return path === undefined || path === '-'
}

function refuse(path: string): (error: NodeJS.ErrnoException) => never {
  return ({ code, message }) => {
    throw cannotWrite(path, outputReasons[code ?? ''] ?? message)
  }
}

/** What turns a failed write into what the command says of it. */
function failing(path: string): (error: unknown) => never {
  return (error) => {
    throw outputError(error, path)
  }
}

function cannotWrite(path: string, reason: string): CommandError {
  return new CommandError(exitCodes.usage, `Cannot write ${path}: ${reason}. Give another place with -o.`)
}
