import { groupThousands } from './count.ts'
import type { TerminalOutput } from './streams.ts'

/** A line on stderr that says how far long work has come: only on a terminal, only once it has taken a second. */
export interface Progress {
  /** `what` is only asked when it is time to say something. */
  say(what: () => string): void
  /** Takes the line away. */
  clear(): void
}

const FIRST = 1000
const BETWEEN = 100

export function createProgress(stderr: TerminalOutput, now: () => number = () => performance.now()): Progress {
  let next = now() + FIRST
  let shown = false
  return {
    say(what) {
      if (!stderr.isTTY || now() < next) return
      next = now() + BETWEEN
      shown = true
      stderr.write(`\r\u001B[K${what().slice(0, (stderr.columns ?? 80) - 1)}`)
    },
    clear() {
      if (shown) stderr.write('\r\u001B[K')
      shown = false
    },
  }
}

/** `42 iterations/s · at most 23 s left`: how fast `done` of at most `all` were done in so many milliseconds. */
export function paceText(done: number, all: number, unit: string, milliseconds: number): string {
  const rate = (1000 * done) / milliseconds
  return `${groupThousands(Number(rate.toPrecision(2)))} ${unit}/s · at most ${durationText((all - done) / rate)} left`
}

function durationText(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  return seconds < 3600 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}
