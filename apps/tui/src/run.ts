import { CommanderError } from 'commander'
import { exitCodeOf, exitCodes, isBrokenPipe } from './exit.ts'
import { createProgram } from './program.ts'
import type { Streams } from './streams.ts'

/**
 * The whole command, in-process: reads and writes these streams only, never ends the process.
 *
 * @param argv the arguments after the command's name
 * @returns the exit code
 */
export async function run(argv: readonly string[], streams: Streams): Promise<number> {
  // Whoever reads our output may close it at any time; the write that meets it says so.
  const ignore = (): void => {}
  streams.stdout.on('error', ignore)
  streams.stderr.on('error', ignore)
  let exitCode: number = exitCodes.ok
  try {
    await createProgram({ streams, finish: (code) => (exitCode = code) }).parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (isBrokenPipe(error)) return exitCodes.ok
    const code = exitCodeOf(error)
    // Commander has written its own messages already.
    if (!(error instanceof CommanderError)) streams.stderr.write(`mixtura: ${messageOf(error, code)}\n`)
    return code
  } finally {
    streams.stdout.off('error', ignore)
    streams.stderr.off('error', ignore)
  }
}

function messageOf(error: unknown, code: number): string {
  const message = error instanceof Error ? error.message : String(error)
  return code === exitCodes.internal ? `internal error: ${message}` : message
}
