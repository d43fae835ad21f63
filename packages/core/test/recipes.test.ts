import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GaussianMixture, initialize, type CovarianceName, type FitResult, type Init } from '../src/index.ts'
import { createRandom } from '../src/random.ts'
import { notebook } from './fixtures.ts'
import { problems } from './problems.ts'

/** Everything that a fit of one start tells of its run. */
function runOf({ model, optima: _all, failures: _none, ...rest }: FitResult): unknown {
  return { model: model.toJSON(), ...rest }
}

/** Every way of saying where EM starts, for these points. */
function initsOf(points: number[][], components: number, seed: number, covariance: CovarianceName): Init[] {
  const { model } = initialize(points, { components, seed, init: 'random', covariance })
  const labels = points.map((_, row) => row % components)
  const responsibilities = points.map((_, row) => Array.from({ length: components }, (_, k) => 1 + ((row + k) % 3)))
  const shares = responsibilities.map((row) => row.map((r) => r / row.reduce((sum, each) => sum + each, 0)))
  return [
    'kmeans',
    'k-means++',
    'random',
    'random-responsibilities',
    model,
    { weights: model.weights },
    { means: model.means },
    { covariances: model.covariances },
    { labels: Int32Array.from(labels) },
    { responsibilities: shares },
    (_, options) => initialize(points, { ...options, init: 'random' }).model,
    (_, { seed }) => ({ labels: labels.map((label) => (label + seed) % components) }),
    () => () => 'kmeans',
  ]
}

describe('a result says what makes it again alone', () => {
  test('to the bit, and so does each of its optima, from every start', () => {
    fc.assert(
      fc.property(
        problems({ maxDimension: 3, maxComponents: 3 }),
        fc.nat(12),
        fc.constantFrom(undefined, 3),
        fc.constantFrom<CovarianceName>('full', 'diag', 'VVE'),
        fc.constantFrom('wasm', 'js'),
        fc.boolean(),
        ({ points, components, seed }, which, kMeansRestarts, covariance, engine, deterministic) => {
          const init = initsOf(points, components, seed, covariance)[which]!
          const em = { components, covariance, engine, deterministic, maxIterations: 15 } as const
          const result = GaussianMixture.fit(points, { ...em, init, seed, kMeansRestarts, restarts: 3 })
          const again = GaussianMixture.fit(points, { ...em, ...result.start })
          expect(typeof result.start.init).not.toBe('function')
          expect(runOf(again)).toEqual(runOf(result))
          expect(result.start.seed).toBe(result.seed)
          for (const optimum of result.optima) {
            const { optima } = GaussianMixture.fit(points, { ...em, ...optimum.start })
            expect(optima).toEqual([optimum])
          }
          for (const failure of result.failures) {
            expect(() => GaussianMixture.fit(points, { ...em, ...failure.start })).toThrow(failure.error.message)
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  test('also where one run teaches the engine which rows lie together', () => {
    const random = createRandom(3)
    const points = Array.from({ length: 5000 }, (_, row) => [
      100 * (row % 5) + 6 * random() + (random() < 0.5 ? 2.5 : 0),
      ...Array.from({ length: 15 }, () => 3 * random()),
    ])
    const em = { components: 10, maxIterations: 20, tolerance: 0 }
    const { optima } = GaussianMixture.fit(points, { ...em, init: 'k-means++', restarts: 3 })
    for (const optimum of optima) {
      expect(GaussianMixture.fit(points, { ...em, ...optimum.start }).optima).toEqual([optimum])
    }
  })

  test('starts that fail fail again, by what they are told', () => {
    const points = notebook.x.slice(0, 40)
    const em = { components: 4, onCollapse: 'error' } as const
    const { failures, optima } = GaussianMixture.fit(points, { ...em, init: 'random', restarts: 40 })
    expect(failures.length * optima.length).toBeGreaterThan(0)
    for (const { start, error } of failures) {
      expect(() => GaussianMixture.fit(points, { ...em, ...start })).toThrow(error.message)
    }
  })
})
