import { printable, type Advice } from '@mixtura/io'
import type { Streams } from './streams.ts'

/** Says something on stderr. It may hold names and cells of strangers, which must not write to the terminal. */
export function notice({ stderr }: Pick<Streams, 'stderr'>, text: string): void {
  stderr.write(`mixtura: ${printable(text)}\n`)
}

/** Options of reading as this command takes them: ` (--decimal ,)`. */
export function asFlags(advice: readonly Advice[]): string {
  const flags = advice.flatMap((options) => Object.entries(options).map(([name, value]) => `--${name} '${value}'`))
  return flags.length > 0 ? ` (${flags.join(', or ')})` : ''
}
