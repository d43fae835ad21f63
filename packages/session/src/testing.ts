import type { Clock } from './types.ts'

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Lets time pass, calling back what falls due in the order of time, also what is scheduled on the way. */
  advance(milliseconds: number): void
  /** Calls back what comes next; false where nothing does. */
  runNext(): boolean
  /** How many calls are scheduled. */
  readonly pending: number
}

/** For tests of sessions and of what shows them: time starts at 0 ms. */
export function manualClock(): ManualClock {
  interface Timer {
    readonly due: number
    readonly callback: () => void
  }
  const timers = new Set<Timer>()
  let now = 0

  const runNext = (until = Infinity): boolean => {
    let next: Timer | undefined
    for (const timer of timers) if (timer.due <= until && (!next || timer.due < next.due)) next = timer
    if (!next) return false
    timers.delete(next)
    now = next.due
    next.callback()
    return true
  }

  return {
    now: () => now,
    schedule(callback, delay) {
      const timer = { due: now + delay, callback }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance(milliseconds) {
      const end = now + milliseconds
      while (runNext(end));
      now = end
    },
    runNext: () => runNext(),
    get pending() {
      return timers.size
    },
  }
}
