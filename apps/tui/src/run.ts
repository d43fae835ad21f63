import { Command, CommanderError, Option } from 'commander'
import { addLive } from './commands/live.ts'
import { addReport } from './commands/report.ts'
import { exitCodeOf, exitCodes, isBrokenPipe } from './exit.ts'
import type { Streams } from './streams.ts'
import { colourChoices } from './style.ts'

/**
 * The whole command, in-process: reads and writes these streams only, never ends the process.
 *
 * @param argv the arguments after the command's name
 * @returns the exit code
 */
export async function run(argv: readonly string[], streams: Streams): Promise<number> {
  // Whoever reads our output may close it at any time; the next write says so.
  streams.stdout.on('error', () => {})
  try {
    await createProgram(streams).parseAsync(argv, { from: 'user' })
    return exitCodes.ok
  } catch (error) {
    if (isBrokenPipe(error)) return exitCodes.ok
    const code = exitCodeOf(error)
    // Commander has written its own messages already.
    if (!(error instanceof CommanderError)) streams.stderr.write(`mixtura: ${messageOf(error, code)}\n`)
    return code
  }
}

function createProgram(streams: Streams): Command {
  const program = new Command('mixtura')
    .description('Gaussian mixtures in the terminal')
    .addOption(new Option('--color <when>', 'colour').choices(colourChoices).default('auto'))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
    })
  addLive(program, streams)
  addReport(program, streams)
  return program
}

function messageOf(error: unknown, code: number): string {
  const message = error instanceof Error ? error.message : String(error)
  return code === exitCodes.internal ? `internal error: ${message}` : message
}
