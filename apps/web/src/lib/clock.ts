import type { Clock } from '@mixtura/session'

/** The browser's time, handed to sessions. */
export const browserClock: Clock = {
  now: () => performance.now(),
  schedule(callback, delay) {
    const timer = setTimeout(callback, delay)
    return () => clearTimeout(timer)
  },
}
