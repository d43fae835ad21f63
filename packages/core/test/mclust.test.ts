import { describe, expect, test } from 'vitest'
import { GaussianMixture, initialize, type FamilyName } from '../src/index.ts'
import { familyNames } from '../src/structures/structures.ts'
import { mclustProblems } from './fixtures.ts'
import { flatten, largestDifference } from './matchers.ts'

/**
 * One M-step of given responsibilities, against mclust's. Where the M-step has no closed form, mclust may stop before us
 * or in another optimum; there, our covariances must not have less of what the M-step maximises.
 */
const iterative: ReadonlySet<FamilyName> = new Set(['VEI', 'VEE', 'EVE', 'VVE', 'VEV'])

describe.each(mclustProblems.map((problem, index) => ({ index, ...problem })))(
  'problem $index',
  ({ x, responsibilities, families }) => {
    const components = responsibilities[0]!.length

    test.each(familyNames)('%s', (covariance) => {
      const expected = families[covariance]
      const { model, events } = initialize(x, { components, covariance, init: { responsibilities } })
      expect(events).toEqual([])
      expect(model.parameterCount).toBe(expected.parameterCount)

      const { weights, means } = model.toJSON()
      const theirs = new GaussianMixture({ weights, means, covariances: expected.covariances })
      if (iterative.has(covariance)) {
        expect(objective(model, x, responsibilities) - objective(theirs, x, responsibilities)).toBeGreaterThan(-1e-9)
      } else {
        const size = Math.max(...flatten(expected.covariances).map(Math.abs))
        expect(largestDifference(model.covariances, expected.covariances)).toBeLessThan(1e-8 * size)
        expect(Math.abs(model.lml(x) * x.length - expected.logLikelihood)).toBeLessThan(1e-8)
      }

      // mclust's BIC and ICL are to be maximised: ours with the other sign.
      const same = new GaussianMixture({ weights, means, covariances: expected.covariances, covariance })
      expect(Math.abs(same.lml(x) * x.length - expected.logLikelihood)).toBeLessThan(1e-8)
      expect(Math.abs(same.bic(x) + expected.bic)).toBeLessThan(1e-8)
      expect(Math.abs(same.icl(x) + expected.icl)).toBeLessThan(1e-8)
    })
  },
)

/** Q for given responsibilities, the sum over samples: what the M-step maximises. */
function objective(model: GaussianMixture, x: number[][], responsibilities: number[][]): number {
  const densities = model.weightedLogDensities(x)
  return responsibilities.reduce(
    (sum, row, i) => row.reduce((rowSum, r, k) => rowSum + r * densities.get(i, k), sum),
    0,
  )
}
