import { log } from './elementary.ts'
import { mersenne } from 'pure-rand/generator/MersenneTwister'

/** A stream of numbers; the uniform ones in [0, 1) are the only source of chance in this package. */
export type RandomSource = () => number

/** The uniform stream that belongs to `seed` (a whole number 0 … 2³² − 1): MT19937, 53 bits a number. */
export function createRandom(seed: number): RandomSource {
  const generator = mersenne(seed)
  return () => (generator.unsafeNext() & 0x3ffffff) / 2 ** 26 + (generator.unsafeNext() & 0x7ffffff) / 2 ** 53
}

/** Standard normal draws out of a uniform stream: pairs from points in the unit disc (Marsaglia's polar method). */
export function createNormal(random: RandomSource): RandomSource {
  let spare: number | undefined
  return () => {
    if (spare !== undefined) {
      const drawn = spare
      spare = undefined
      return drawn
    }
    for (;;) {
      const x = 2 * random() - 1
      const y = 2 * random() - 1
      const squared = x * x + y * y
      if (squared > 1 || squared === 0) continue
      const factor = Math.sqrt((-2 * log(squared)) / squared)
      spare = x * factor
      return y * factor
    }
  }
}

/**
 * The seed of start `index` in a fit of many starts; start 0 has the fit's own seed.
 *
 * @example
 * seedOfStart(2 ** 32 - 1, 1) // → 0
 */
export function seedOfStart(seed: number, index: number): number {
  return (seed + index) % 2 ** 32
}

/** All whole numbers in [0, size) in random order, as many as are asked for (Fisher and Yates, kept sparse). */
export function* drawWithoutReplacement(size: number, random: RandomSource): Generator<number> {
  const moved = new Map<number, number>()
  for (let left = size; left > 0; left--) {
    const at = Math.floor(random() * left)
    const drawn = moved.get(at) ?? at
    moved.set(at, moved.get(left - 1) ?? left - 1)
    yield drawn
  }
}
