import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { em, GaussianMixture, monotonicityTolerance, qFunction, type FitOptions, type Frame } from '../src/index.ts'
import { largestDifference } from './matchers.ts'
import { problems, type Problem } from './problems.ts'

function framesOf({ points, components, seed }: Problem, options: Partial<FitOptions> = {}): Frame[] {
  return [...em(points, { components, seed, maxIterations: 30, tolerance: 0, ...options })]
}

describe('what EM promises, on random problems without regularisation', () => {
  test('LML never falls, and each gain is at least the gain in Q', () => {
    let checked = 0
    fc.assert(
      fc.property(
        problems(),
        fc.constantFrom('kmeans', 'random', 'k-means++', 'random-responsibilities'),
        (problem, init) => {
          const frames = framesOf(problem, { init: init as 'kmeans' })
          for (let t = 1; t < frames.length; t++) {
            const [before, after] = [frames[t - 1]!, frames[t]!]
            if (before.events.length + after.events.length > 0) continue
            const slack = monotonicityTolerance(after.lml)
            expect(after.gain!).toBeGreaterThanOrEqual(-slack)
            if (t > 5) continue
            const gainInQ =
              qFunction(after.model, before.model, problem.points) -
              qFunction(before.model, before.model, problem.points)
            expect(gainInQ).toBeGreaterThanOrEqual(-slack)
            expect(after.gain! - gainInQ).toBeGreaterThanOrEqual(-slack)
            checked++
          }
        },
      ),
      { numRuns: 1000 },
    )
    expect(checked).toBeGreaterThan(4000)
  })

  test('responsibilities are shares: in [0, 1], rows sum to 1, columns to Nₖ', () => {
    fc.assert(
      fc.property(problems(), (problem) => {
        const { model, statistics } = framesOf(problem, { maxIterations: 3 }).at(-1)!
        const responsibilities = model.responsibilities(problem.points)
        for (const row of responsibilities.to2DArray()) {
          expect(row.every((r) => r >= 0 && r <= 1)).toBe(true)
          expect(Math.abs(row.reduce((sum, r) => sum + r, 0) - 1)).toBeLessThan(1e-14)
        }
        const columns = responsibilities.sum('column')
        expect(largestDifference(columns, statistics.effectiveCounts)).toBeLessThan(1e-11)
      }),
    )
  })

  test('shifting by 1e7 moves the means and changes nothing else', () => {
    fc.assert(
      fc.property(problems(), (problem) => {
        // Both data sets hold the same numbers to the last bit: multiples of 2⁻²⁰ survive the shift exactly.
        const points = problem.points.map((row) => row.map((x) => Math.round(x * 2 ** 20) / 2 ** 20))
        const shifted = points.map((row) => row.map((x) => x + 1e7))
        const [a, b] = [points, shifted].map((data) =>
          framesOf({ ...problem, points: data }, { maxIterations: 10 }).at(-1)!,
        )
        if (a!.events.length > 0) return
        expect(Math.abs(a!.lml - b!.lml)).toBeLessThan(1e-8)
        expect(largestDifference(a!.model.means.clone().add(1e7), b!.model.means)).toBeLessThan(1e-6)
      }),
    )
  })

  test.each([1e-6, 1e6])('scaling by %d scales means and covariances and shifts LML by −D log scale', (scale) => {
    fc.assert(
      fc.property(problems(), (problem) => {
        const points = problem.points.map((row) => row.map((x) => x * scale))
        const a = framesOf(problem, { maxIterations: 10 }).at(-1)!
        const b = framesOf({ ...problem, points }, { maxIterations: 10 }).at(-1)!
        const d = problem.points[0]!.length
        expect(b.events).toEqual(a.events)
        expect(Math.abs(b.lml + d * Math.log(scale) - a.lml)).toBeLessThan(1e-9)
        expect(largestDifference(b.model.means.clone().div(scale), a.model.means)).toBeLessThan(1e-7)
        const covariances = b.model.covariances.map((matrix) => matrix.div(scale * scale))
        expect(largestDifference(covariances, a.model.covariances)).toBeLessThan(1e-6)
      }),
    )
  })

  test('relabelling the components of the start relabels the result', () => {
    fc.assert(
      fc.property(problems({ maxComponents: 3 }), (problem) => {
        const start = framesOf(problem, { maxIterations: 0 })[0]!.model
        const reversed = new GaussianMixture({
          weights: start.weights.toReversed(),
          means: start.means.to2DArray().toReversed(),
          covariances: start.covariances.toReversed(),
        })
        const a = framesOf(problem, { init: start, maxIterations: 8 }).at(-1)!
        const b = framesOf(problem, { init: reversed, maxIterations: 8 }).at(-1)!
        if (a.events.length > 0) return
        expect(Math.abs(a.lml - b.lml)).toBeLessThan(1e-10)
        expect(largestDifference(a.model.means, b.model.means.to2DArray().toReversed())).toBeLessThan(1e-7)
      }),
    )
  })

  test('K = 1 is the mean and the covariance (divisor N) in one step', () => {
    fc.assert(
      fc.property(problems({ maxComponents: 1 }), ({ points, seed }) => {
        const { model } = framesOf({ points, components: 1, seed }, { maxIterations: 1, init: 'random' }).at(-1)!
        const n = points.length
        const mean = points[0]!.map((_, j) => points.reduce((sum, row) => sum + row[j]!, 0) / n)
        const covariance = mean.map((_, i) =>
          mean.map((_, j) => points.reduce((sum, row) => sum + (row[i]! - mean[i]!) * (row[j]! - mean[j]!), 0) / n),
        )
        expect(largestDifference(model.means, [mean])).toBeLessThan(1e-11)
        expect(largestDifference(model.covariances, [covariance])).toBeLessThan(1e-10)
      }),
    )
  })

  test('the same seed gives the same bits', () => {
    fc.assert(
      fc.property(problems(), fc.constantFrom('kmeans', 'random'), (problem, init) => {
        const [a, b] = [0, 1].map(() => framesOf(problem, { init: init as 'kmeans', maxIterations: 5 }).at(-1)!)
        expect(a!.statistics.sums).toEqual(b!.statistics.sums)
        expect(a!.model.parameters).toEqual(b!.model.parameters)
      }),
    )
  })
})
