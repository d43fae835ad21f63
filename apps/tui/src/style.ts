import { styleText } from 'node:util'
import type { Streams, TerminalOutput } from './streams.ts'

/** Emphasis and colour for text, or none of either. Formats are `styleText`'s, and so are viz's terminal colours. */
export type Style = (format: string | readonly string[], text: string) => string

export const plain: Style = (_, text) => text

/** ANSI escapes whatever the stream is: whoever asks has decided already. */
export const coloured: Style = (format, text) =>
  styleText(format as Parameters<typeof styleText>[0], text, { validateStream: false })

export const colourChoices = ['auto', 'always', 'never'] as const
export type ColourChoice = (typeof colourChoices)[number]

/** The choice made on the command line, then NO_COLOR, CLICOLOR_FORCE and TERM=dumb, then whether anyone is looking. */
export function styleFor(stream: TerminalOutput, choice: ColourChoice, env: Streams['env']): Style {
  if (choice !== 'auto') return choice === 'always' ? coloured : plain
  if (env.NO_COLOR) return plain
  if (env.CLICOLOR_FORCE && env.CLICOLOR_FORCE !== '0') return coloured
  return stream.isTTY && env.TERM !== 'dumb' ? coloured : plain
}
