import type { Clock, Speed } from './types.ts'

/** Milliseconds from one half-step to the next; an iteration has two. */
function period(speed: Speed): number {
  return speed === 'max' ? 0 : 500 / speed
}

/** Beats at a speed. A late beat does not delay those after it; where one was missed, the next is a full period from now. */
export class Metronome {
  readonly #clock: Clock
  readonly #beat: () => void
  /** When the last beat was due. */
  #last = 0
  #cancel: (() => void) | undefined

  constructor(clock: Clock, beat: () => void) {
    this.#clock = clock
    this.#beat = beat
  }

  /** A first beat now. */
  start(): void {
    this.#last = this.#clock.now()
    this.#beat()
  }

  /** Sees to it that there will be one more beat. */
  next(speed: Speed): void {
    if (this.#cancel) return
    const now = this.#clock.now()
    const onTime = this.#last + period(speed)
    const due = onTime > now ? onTime : now + period(speed)
    this.#cancel = this.#clock.schedule(() => {
      this.#cancel = undefined
      this.#last = due
      this.#beat()
    }, due - now)
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }
}
