import { MixturaError } from '@mixtura/core'
import { DatagenError } from '@mixtura/datagen'
import { IoError } from '@mixtura/io'
import { CommanderError } from 'commander'

/** What the command's end says to the shell (after BSD's sysexits, and 128 + SIGINT). */
export const exitCodes = {
  ok: 0,
  internal: 1,
  usage: 2,
  notConverged: 3,
  collapsed: 4,
  badData: 65,
  noInput: 66,
  output: 74,
  interrupted: 130,
} as const

/** An end that was foreseen: a sentence for people and a code for the shell. */
export class CommandError extends Error {
  readonly exitCode: number

  constructor(exitCode: number, message: string) {
    super(message)
    this.name = 'CommandError'
    this.exitCode = exitCode
  }
}

/** Errors of the libraries that the arguments cause, not the data. */
const usageErrors: ReadonlySet<string> = new Set([
  'bad-option',
  'unknown-option',
  'bad-component-count',
  'unsupported',
  'bad-columns',
  'unknown-column',
  'ambiguous-column',
  'repeated-column',
])

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommandError) return error.exitCode
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  if (error instanceof DatagenError) return exitCodes.usage
  if (error instanceof MixturaError || error instanceof IoError) {
    if (error.code === 'component-collapsed') return exitCodes.collapsed
    return usageErrors.has(error.code) ? exitCodes.usage : exitCodes.badData
  }
  return exitCodes.internal
}

/** Whether the reader of our output has gone, as `head` does: no error of ours. */
export function isBrokenPipe(error: unknown): boolean {
  return ['EPIPE', 'ERR_STREAM_DESTROYED'].includes((error as NodeJS.ErrnoException | undefined)?.code ?? '')
}

/** Why a place cannot be written to, by the code of the system's error. */
export const outputReasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such directory',
  ENOTDIR: 'a part of its path is not a directory',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'its name is too long',
}

const fullReasons: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the quota is used up',
  EFBIG: 'the file would be too large',
  EIO: 'the device reports an error',
}

/** An output that stopped taking text as an end of its own; any other error as it is. */
export function outputError(error: unknown, path = 'stdout'): unknown {
  const reason = fullReasons[(error as NodeJS.ErrnoException | undefined)?.code ?? '']
  return reason ? new CommandError(exitCodes.output, `Cannot write ${path}: ${reason}.`) : error
}
