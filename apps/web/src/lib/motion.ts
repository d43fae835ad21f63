import { prefersReducedMotion } from 'svelte/motion'
import type { Demo } from './demo.svelte.ts'

/** Milliseconds that a half-step's motion may take at most. */
const LONGEST = { E: 150, M: 250 }

/** How long motions last: never longer than a third of a half-step's time, and not at all where they would only blur. */
export class Motion {
  readonly #demo: Demo

  constructor(demo: Demo) {
    this.#demo = demo
  }

  duration(halfStep: 'E' | 'M'): number {
    if (prefersReducedMotion.current || this.#demo.preview) return 0
    const { playing, speed } = this.#demo.snapshot
    if (!playing) return LONGEST[halfStep]
    return speed === 'max' || speed > 5 ? 0 : Math.min(LONGEST[halfStep], 1000 / speed / 3)
  }
}
