import { IoError } from '@mixtura/io'
import { CommanderError } from 'commander'
import { exitCodeOf, exitCodes, isBrokenPipe, outputError } from './exit.ts'
import { checkSpelling } from './mistyped.ts'
import { asFlags, notice } from './notice.ts'
import { createProgram } from './program.ts'
import { write, type Streams } from './streams.ts'

/**
 * The whole command, in-process: reads and writes these streams only, never ends the process.
 *
 * @param argv the arguments after the command's name
 * @returns the exit code
 */
export async function run(argv: readonly string[], streams: Streams): Promise<number> {
  const { stdout, stderr } = streams
  // Whoever reads our output may close it at any time, and a disk may be full: what has been written says so too late.
  let failure: unknown
  const fail = (error: unknown): void => {
    failure ??= error
  }
  const ignore = (): void => {}
  stdout.on('error', fail)
  stderr.on('error', ignore)
  let exitCode: number = exitCodes.ok
  try {
    const program = createProgram({ streams, finish: (code) => (exitCode = code) })
    checkSpelling(argv, program)
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    exitCode = tell(error, streams)
  }
  await write(stdout, '').catch(fail)
  if (failure !== undefined && exitCode === exitCodes.ok) exitCode = tell(failure, streams)
  await write(stderr, '').catch(ignore)
  stdout.off('error', fail)
  stderr.off('error', ignore)
  return exitCode
}

/** Says on stderr why the command ends. @returns the exit code */
function tell(thrown: unknown, streams: Streams): number {
  if (isBrokenPipe(thrown)) return exitCodes.ok
  const error = outputError(thrown)
  const code = exitCodeOf(error)
  // Commander has written its own messages already.
  if (!(error instanceof CommanderError)) notice(streams, messageOf(error, code))
  return code
}

function messageOf(error: unknown, code: number): string {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof IoError) return message + asFlags(error.advice)
  return code === exitCodes.internal ? `internal error: ${message}` : message
}
