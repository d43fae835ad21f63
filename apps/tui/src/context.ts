import type { Command } from 'commander'
import type { Streams } from './streams.ts'
import { styleFor, type ColourChoice, type Style } from './style.ts'

/** What every command works with. */
export interface Context {
  readonly streams: Streams
  /** Sets the exit code; without it a command that ends without error has ended well. */
  finish(exitCode: number): void
}

/** Options that stand before or after every command. */
export interface GlobalOptions {
  readonly color: ColourChoice
}

/** Colour for stdout, as the command line and its surroundings want it. */
export function styleOf(command: Command, { stdout, env }: Pick<Streams, 'stdout' | 'env'>): Style {
  return styleFor(stdout, command.optsWithGlobals<GlobalOptions>().color, env)
}
