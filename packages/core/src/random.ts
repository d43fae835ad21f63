import { randomNormal } from 'd3-random'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { mersenne } from 'pure-rand/generator/mersenne'

/** A stream of numbers; the uniform ones in [0, 1) are the only source of chance in this package. */
export type RandomSource = () => number

/** The uniform stream that belongs to `seed` (a whole number 0 … 2³² − 1): MT19937, 53 bits a number. */
export function createRandom(seed: number): RandomSource {
  const generator = mersenne(seed)
  return () => uniformFloat64(generator)
}

/** Standard normal draws out of a uniform stream. */
export function createNormal(random: RandomSource): RandomSource {
  return randomNormal.source(random)(0, 1)
}

/** The seed of start `index` in a fit of many starts; start 0 has the fit's own seed. */
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
