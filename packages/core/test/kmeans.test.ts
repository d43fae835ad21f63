import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kMeans, kMeansSteps } from '../src/index.ts'
import { notebook } from './fixtures.ts'
import { codeOf, flatten, largestDifference } from './matchers.ts'
import { problems } from './problems.ts'

const squared = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, j) => sum + (value - b[j]!) ** 2, 0)

describe('K-means', () => {
  test('ends where every point has its nearest centre and every centre is its points’ mean', () => {
    fc.assert(
      fc.property(problems(), ({ points, components, seed }) => {
        const { centers, labels, inertia, converged } = kMeans(points, { components, seed, restarts: 2 })
        expect(converged).toBe(true)
        const rows = centers.to2DArray()
        let sum = 0
        points.forEach((point, i) => {
          const distances = rows.map((center) => squared(point, center))
          expect(distances[labels[i]!]!).toBeLessThanOrEqual(Math.min(...distances))
          sum += distances[labels[i]!]!
        })
        expect(Math.abs(sum - inertia)).toBeLessThan(1e-9 * Math.max(1, sum))
        rows.forEach((center, k) => {
          const own = points.filter((_, i) => labels[i] === k)
          const mean = center.map((_, j) => own.reduce((total, row) => total + row[j]!, 0) / own.length)
          expect(largestDifference(center, mean)).toBeLessThan(1e-9 * Math.max(1, ...mean.map(Math.abs)))
        })
      }),
    )
  })

  test('inertia never rises, step by step, until no label changes', () => {
    fc.assert(
      fc.property(problems(), ({ points, components, seed }) => {
        const steps = [...kMeansSteps(points, { components, seed })]
        steps.slice(1).forEach((step, i) => expect(step.inertia).toBeLessThanOrEqual(steps[i]!.inertia * (1 + 1e-12)))
        expect(steps[0]!.changed).toBe(points.length)
        expect(steps.at(-1)!.changed).toBe(0)
        expect(steps.map(({ iteration }) => iteration)).toEqual(steps.map((_, i) => i))
        expect(steps.slice(0, -1).every(({ changed }) => changed > 0)).toBe(true)
      }),
    )
  })

  test('keeps the best of its restarts, whose seed gives it alone', () => {
    const many = kMeans(notebook.x, { components: 6, restarts: 8, seed: 2 })
    const singles = Array.from({ length: 8 }, (_, i) => kMeans(notebook.x, { components: 6, restarts: 1, seed: 2 + i }))
    expect(many.inertia).toBeLessThanOrEqual(Math.min(...singles.map(({ inertia }) => inertia)) * (1 + 1e-10))
    const alone = kMeans(notebook.x, { components: 6, restarts: 1, seed: many.seed })
    expect(alone.labels).toEqual(many.labels)
    expect(alone.inertias).toEqual(many.inertias)
    expect(many.inertias.at(-1)).toBe(many.inertia)
  })

  test('K = 1 is the mean; K = N puts every point on its own', () => {
    const one = kMeans(notebook.x, { components: 1 })
    expect(one.centers.getRow(0)[0]).toBeCloseTo(notebook.x.reduce((sum, [x]) => sum + x!, 0) / 500, 12)
    const all = kMeans(notebook.x.slice(0, 9), { components: 9 })
    expect(all.inertia).toBe(0)
    expect(new Set(all.labels).size).toBe(9)
  })

  test('weights count as repetitions', () => {
    const sampleWeights = notebook.x.map((_, i) => i % 3)
    const repeated = notebook.x.flatMap((row, i) => Array.from({ length: i % 3 }, () => row))
    const weighted = kMeans(notebook.x, { components: 3, sampleWeights, restarts: 30 })
    const plain = kMeans(repeated, { components: 3, restarts: 30 })
    expect(Math.abs(weighted.inertia - plain.inertia)).toBeLessThan(1e-9 * plain.inertia)
  })

  test('a tolerance ends it early, and says that it converged', () => {
    const exact = kMeans(notebook.x, { components: 8, restarts: 1 })
    const early = kMeans(notebook.x, { components: 8, restarts: 1, tolerance: 0.05 })
    expect(early.iterations).toBeLessThan(exact.iterations)
    expect(early.converged).toBe(true)
    const stopped = kMeans(notebook.x, { components: 8, restarts: 1, maxIterations: 1 })
    expect([stopped.iterations, stopped.converged]).toEqual([1, false])
  })

  test('offset 1e8 leaves the partition as it was', () => {
    const shifted = notebook.x.map((row) => row.map((x) => x + 1e8))
    expect(kMeans(shifted, { components: 3 }).labels).toEqual(kMeans(notebook.x, { components: 3 }).labels)
  })
})

test('a cluster without points is given the worst served one, and that is reported', () => {
  const init = [
    [2, 5],
    [5, 4],
    [1e5, 1e5],
  ]
  const [start, first] = [...kMeansSteps(notebook.x, { components: 3, init })]
  expect(new Set(start!.labels).size).toBe(2)
  expect(start!.repairs).toEqual([])
  const distances = notebook.x.map((point, i) => squared(point, init[start!.labels[i]!]!))
  const worst = distances.indexOf(Math.max(...distances))
  expect(first!.repairs).toEqual([{ iteration: 1, cluster: 2, row: worst }])
  expect(first!.labels[worst]).toBe(2)

  const result = kMeans(notebook.x, { components: 3, init })
  expect(result.repairs).toEqual(first!.repairs)
  expect(new Set(result.labels).size).toBe(3)
  expect(codeOf(() => kMeans(notebook.x, { components: 3, init: [[1, 2]] }))).toBe('bad-means')
})

test('10 000 adversarial data sets end in a finite result or a typed error', () => {
  const extreme = fc.oneof(
    fc.constantFrom(0, 1, -1, 1e-75, 1e75, 1e8, -1e8, 3.5),
    fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  )
  const data = fc
    .integer({ min: 1, max: 3 })
    .chain((d) => fc.array(fc.array(extreme, { minLength: d, maxLength: d }), { maxLength: 9 }))
  fc.assert(
    fc.property(data, fc.integer({ min: 1, max: 4 }), (points, components) => {
      const code = codeOf(() => {
        const { centers, inertia } = kMeans(points, { components, restarts: 1 })
        if (![inertia, ...flatten(centers)].every(Number.isFinite)) throw new Error('not finite')
      })
      expect(['nothing was thrown', 'no-rows', 'too-few-distinct-points']).toContain(code)
    }),
    { numRuns: 10_000 },
  )
})
