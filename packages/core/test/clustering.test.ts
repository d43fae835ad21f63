import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Clustering } from '../src/clustering.ts'
import { createEngine, Dataset } from '../src/index.ts'
import { atOnce } from '../src/in-parts.ts'
import { greedyPlusPlus } from '../src/plus-plus.ts'
import { createNormal, createRandom } from '../src/random.ts'
import { largestDifference } from './matchers.ts'

interface Rows {
  dataset: Dataset
  k: number
}

/** Overlapping clusters, so that rows change sides for many iterations; some with weights, some far from 0, some twice. */
const rows: fc.Arbitrary<Rows> = fc
  .record({
    n: fc.integer({ min: 1, max: 700 }),
    d: fc.integer({ min: 1, max: 9 }),
    k: fc.integer({ min: 1, max: 9 }),
    seed: fc.nat(),
    offset: fc.constantFrom(0, 0, 1e6),
    weighted: fc.boolean(),
  })
  .map(({ n, d, k, seed, offset, weighted }) => {
    const random = createRandom(seed)
    const normal = createNormal(random)
    const centers = Array.from({ length: k * d }, () => offset + 2 * normal())
    const values = new Float64Array(n * d)
    for (let row = 0; row < n; row++) {
      const cluster = Math.floor(random() * k)
      for (let j = 0; j < d; j++) values[row * d + j] = centers[cluster * d + j]! + normal()
      if (row > 0 && random() < 0.05) values.copyWithin(row * d, (row - 1) * d, row * d)
    }
    const sampleWeights = weighted
      ? Float64Array.from({ length: n }, (_, row) => (row === 0 ? 1 : Math.floor(3 * random()) / 2))
      : undefined
    return { dataset: Dataset.from(values, { dimension: d, sampleWeights }), k }
  })

function both(dataset: Dataset): [Clustering, Clustering] {
  return [createEngine(dataset, { engine: 'js' }).clustering!, createEngine(dataset, { engine: 'wasm' }).clustering!]
}

describe('K-means in WebAssembly, which skips rows by their bounds, against looking at every row', () => {
  test('labels, inertia, weights and means agree in every iteration', () => {
    let most = 0
    fc.assert(
      fc.property(rows, ({ dataset, k }) => {
        const [plain, fast] = both(dataset)
        let centers: Float64Array = atOnce(greedyPlusPlus(dataset, plain, k, createRandom(1)))
        plain.begin(k)
        fast.begin(k)
        for (let iteration = 0; iteration < 60; iteration++) {
          const expected = plain.assign(centers)
          const actual = fast.assign(centers)
          expect(fast.labels()).toEqual(plain.labels())
          expect(actual.changed).toBe(expected.changed)
          expect(Math.abs(actual.inertia - expected.inertia)).toBeLessThanOrEqual(1e-12 * expected.inertia)
          expect(largestDifference(actual.weights, expected.weights)).toBeLessThan(1e-12 * dataset.weightTotal)
          if (expected.changed === 0) break
          const shared = Array.from(expected.means, (mean, i) => (Number.isNaN(mean) ? centers[i]! : mean))
          const means = Array.from(actual.means, (mean, i) =>
            expected.weights[Math.floor(i / dataset.dimension)] === 0 ? shared[i]! : mean,
          )
          expect(largestDifference(means, shared)).toBeLessThan(1e-13 * (10 + Math.max(...shared.map(Math.abs))))
          centers = Float64Array.from(shared)
          most = Math.max(most, iteration)
        }
      }),
      { numRuns: 300 },
    )
    expect(most).toBeGreaterThan(20)
  })

  test('centres that jump, and come back, are followed', () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 12, maxLength: 12 }),
        ({ dataset, k }, jumps) => {
          const [plain, fast] = both(dataset)
          const start = atOnce(greedyPlusPlus(dataset, plain, k, createRandom(2)))
          plain.begin(k)
          fast.begin(k)
          for (const jump of [0, ...jumps.map((size, i) => (i % 3 === 0 ? size : size * 1e-4)), 0]) {
            const centers = start.map((center, i) => center + jump * Math.sin(i))
            const expected = plain.assign(centers)
            const actual = fast.assign(centers)
            expect(fast.labels()).toEqual(plain.labels())
            expect(Math.abs(actual.inertia - expected.inertia)).toBeLessThanOrEqual(1e-12 * expected.inertia)
          }
        },
      ),
    )
  })

  test.each([1e-60, 1e-40, 1e-38, 1e37, 3e38, 1e60])('a scale of %d, where bounds leave single precision', (scale) => {
    for (const seed of [1, 2, 3]) {
      const normal = createNormal(createRandom(seed))
      const values = Float64Array.from({ length: 2 * 400 }, () => scale * (5 + normal()))
      const [plain, fast] = both(Dataset.from(values, { dimension: 2 }))
      plain.begin(5)
      fast.begin(5)
      let centers: Float64Array = values.slice(0, 10)
      let iterations = 0
      for (let changed = 1; changed > 0; iterations++) {
        const expected = plain.assign(centers)
        expect(fast.assign(centers).changed).toBe(expected.changed)
        expect(fast.labels()).toEqual(plain.labels())
        centers = expected.means
        changed = expected.changed
      }
      expect(iterations).toBeGreaterThan(5)
    }
  })

  test('centres that come in from far off leave no rounding behind', () => {
    fc.assert(
      fc.property(rows, ({ dataset, k }) => {
        const [plain, fast] = both(dataset)
        const start = atOnce(greedyPlusPlus(dataset, plain, k, createRandom(3)))
        plain.begin(k)
        fast.begin(k)
        for (const distance of [1e6, 0, 1e-3]) {
          const centers = start.map((center) => center + distance)
          const expected = plain.assign(centers)
          const actual = fast.assign(centers)
          expect(Math.abs(actual.inertia - expected.inertia)).toBeLessThanOrEqual(1e-12 * expected.inertia)
        }
      }),
    )
  })

  test('the same seed draws the same starts', () => {
    fc.assert(
      fc.property(rows, fc.nat(), ({ dataset, k }, seed) => {
        const [plain, fast] = both(dataset).map((clustering) =>
          atOnce(greedyPlusPlus(dataset, clustering, k, createRandom(seed))),
        )
        expect(fast).toEqual(plain)
      }),
      { numRuns: 300 },
    )
  })
})
