import type { Readable, Writable } from 'node:stream'

/** Where a run of the command reads and writes, and what it knows of its surroundings: the process's own, or a test's. */
export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: TerminalOutput
  readonly stderr: TerminalOutput
  readonly env: Readonly<Record<string, string | undefined>>
}

export type TerminalOutput = Writable & {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
}

/** Resolves when the text has been taken. @throws what the stream reports, as EPIPE where the reader has gone */
export function write(stream: Writable, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()))
  })
}

/** Characters across: the terminal's, or 80 where there is none. */
export function widthOf(stream: TerminalOutput): number {
  return stream.isTTY && stream.columns ? stream.columns : 80
}
