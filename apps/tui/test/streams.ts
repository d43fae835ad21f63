import { PassThrough, Readable, Writable } from 'node:stream'
import { run } from '../src/run.ts'
import type { Streams, TerminalOutput } from '../src/streams.ts'

export interface Outcome {
  readonly code: number
  readonly stdout: string
  /** Without how a table was read, which every table is met with. */
  readonly stderr: string
  readonly reading: string
}

export interface Setting {
  readonly stdin?: string | Uint8Array
  /** Whether stdin is a terminal; then nothing comes from it. */
  readonly typing?: boolean
  /** Whether someone looks at stdout and stderr. */
  readonly looking?: boolean
  readonly env?: Streams['env']
}

/** The command in this process, on streams of its own. */
export async function mixtura(argv: readonly string[], setting: Setting = {}): Promise<Outcome> {
  const { stdin = '', typing = false, looking = false, env = {} } = setting
  const [stdout, stderr] = [new Sink(looking), new Sink(looking)]
  const input = typing ? Object.assign(new PassThrough(), { isTTY: true }) : Readable.from([Buffer.from(stdin)])
  const code = await run(argv, { stdin: input, stdout, stderr, env })
  const [reading = ''] = READING.exec(stderr.text) ?? []
  return { code, stdout: stdout.text, stderr: stderr.text.replace(reading, ''), reading }
}

/** How a table was read, its names and its first rows. */
const READING = /^mixtura: [^\n]*\bheader (?:yes|no), [^\n]*\n(?:mixtura: {3}[^\n]*\n)+/m

class Sink extends Writable implements TerminalOutput {
  readonly isTTY: boolean
  readonly columns = 80
  readonly rows = 24
  readonly #chunks: Buffer[] = []

  constructor(isTTY: boolean) {
    super()
    this.isTTY = isTTY
  }

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.#chunks.push(chunk)
    done()
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString('utf8')
  }
}

/** Streams nobody listens to. */
export function nowhere(): Streams {
  return { stdin: Readable.from([]), stdout: new Sink(false), stderr: new Sink(false), env: {} }
}
