import fc from 'fast-check'
import { createRandom } from '../src/random.ts'

export interface Problem {
  points: number[][]
  components: number
  seed: number
}

/** Random data sets with some structure: blobs of differing place and width, in one to four dimensions. */
export function problems(limits: { maxDimension?: number; maxComponents?: number } = {}): fc.Arbitrary<Problem> {
  const { maxDimension = 4, maxComponents = 4 } = limits
  return fc
    .record({
      dimension: fc.integer({ min: 1, max: maxDimension }),
      components: fc.integer({ min: 1, max: maxComponents }),
      perComponent: fc.integer({ min: 8, max: 40 }),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    })
    .map(({ dimension, components, perComponent, seed }) => {
      const random = createRandom(seed)
      // The sum of twelve uniform numbers has the spread of a standard normal, which is all that is needed here.
      const noise = (): number => Array.from({ length: 12 }, random).reduce((sum, u) => sum + u, -6)
      const points = Array.from({ length: components }, () => {
        const center = Array.from({ length: dimension }, () => 6 * noise())
        const width = Array.from({ length: dimension }, () => Math.exp(noise() / 2))
        return Array.from({ length: perComponent }, () => center.map((c, j) => c + width[j]! * noise()))
      }).flat()
      return { points, components, seed }
    })
}
