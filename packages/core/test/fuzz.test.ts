import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accelerationNames, covarianceNames, GaussianMixture, type FitOptions } from '../src/index.ts'
import { codeOf, flatten } from './matchers.ts'

const value = fc.oneof(
  fc.constantFrom(0, 1, 1, -1, 2, 1e-75, 1e-12, 1e8, -1e8, 1e75, 1e300, Number.NaN, Infinity),
  fc.double({ min: -100, max: 100, noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
)
const points = fc
  .integer({ min: 1, max: 4 })
  .chain((d) => fc.array(fc.array(value, { minLength: d, maxLength: d }), { minLength: 1, maxLength: 14 }))
const options = fc.record(
  {
    components: fc.integer({ min: 1, max: 5 }),
    covariance: fc.constantFrom(...covarianceNames),
    init: fc.constantFrom('kmeans', 'random', 'k-means++', 'random-responsibilities'),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    regularization: fc.constantFrom(0, 0, 1e-6, 1),
    onCollapse: fc.constantFrom('regularize', 'error', 'reseed', 'drop'),
    tolerance: fc.constantFrom(0, 1e-6),
    maxIterations: fc.integer({ min: 0, max: 25 }),
    restarts: fc.constantFrom(1, 2),
    acceleration: fc.constantFrom(...accelerationNames),
    sampleWeights: fc.array(fc.constantFrom(0, 1, 1, 2, 0.3, 1e-30, 1e30), { minLength: 14, maxLength: 14 }),
  },
  { requiredKeys: ['components'] },
)

/** What data this hard may end in; anything else is a bug. */
const acceptable = [
  'nothing was thrown',
  'not-a-number',
  'bad-sample-weights',
  'scale-out-of-range',
  'constant-column',
  'too-few-distinct-points',
  'component-collapsed',
  'density-underflow',
]

test('10 000 adversarial fits end in finite numbers or one of a few typed errors', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(points, options, (data, asked) => {
      const code = codeOf(() => {
        const { model, lml, startLml } = GaussianMixture.fit(data, {
          maxIterations: 25,
          ...(asked as FitOptions),
          sampleWeights: asked.sampleWeights?.slice(0, data.length),
        })
        const numbers = [startLml, ...lml, ...model.weights, ...flatten(model.means), ...flatten(model.covariances)]
        if (!numbers.every(Number.isFinite)) throw new Error(`not finite: ${numbers.join()}`)
        const shares = flatten(model.responsibilities(data))
        if (!shares.every((r) => r >= 0 && r <= 1)) throw new Error(`not a share: ${shares.join()}`)
      })
      seen.set(code, (seen.get(code) ?? 0) + 1)
      expect(acceptable).toContain(code)
    }),
    { numRuns: 10_000 },
  )
  expect(seen.get('nothing was thrown')).toBeGreaterThan(1000)
})
