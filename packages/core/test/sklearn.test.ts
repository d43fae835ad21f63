import { describe, expect, test } from 'vitest'
import { GaussianMixture } from '../src/index.ts'
import { randomProblems } from './fixtures.ts'
import { largestDifference } from './matchers.ts'

/** Random problems after a few iterations from one given start, against scikit-learn. */

const structures = ['full', 'tied', 'diag', 'spherical'] as const

test('every dimension and number of components from 1 to 5 is there', () => {
  expect(randomProblems).toHaveLength(20)
  for (const side of ['d', 'k'] as const) {
    expect([...new Set(randomProblems.map((problem) => problem[side]))].sort()).toEqual([1, 2, 3, 4, 5])
  }
})

describe.each(randomProblems)('$name', ({ x, k, init, nIter, regCovar, types }) => {
  test.each(structures)('%s', (covariance) => {
    const expected = types[covariance]
    const base = init.covariance
    const variances = base.map((row, i) => row[i]!)
    const mean = variances.reduce((sum, v) => sum + v, 0) / variances.length
    const repeat = <T>(value: T): T[] => Array.from({ length: k }, () => value)
    const covariances = { full: repeat(base), tied: base, diag: repeat(variances), spherical: repeat(mean) }[covariance]
    const { model, lml, events } = GaussianMixture.fit(x, {
      components: k,
      covariance,
      init: { weights: init.weights, means: init.means, covariances },
      regularization: regCovar,
      tolerance: 0,
      maxIterations: nIter,
    })

    expect(events).toEqual([])
    const { weights, means } = expected
    const same = new GaussianMixture({ weights, means, covariances: expected.covariances as number[][][], covariance })
    expect(largestDifference(model.weights, weights)).toBeLessThan(1e-9)
    expect(largestDifference(model.means, means)).toBeLessThan(1e-9)
    expect(largestDifference(model.covariances, same.covariances)).toBeLessThan(1e-8)
    expect(Math.abs(lml.at(-1)! - expected.meanLogLikelihood)).toBeLessThan(1e-11)
    expect(Math.abs(model.aic(x) - expected.aic)).toBeLessThan(1e-8)
    expect(Math.abs(model.bic(x) - expected.bic)).toBeLessThan(1e-8)
    expect(model.parameterCount).toBe(expected.nParameters)
    expect(Array.from(model.predict(x))).toEqual(expected.labels)
    expect(largestDifference(model.logMarginal(x.slice(0, 5)), expected.scoreSamplesFirst5)).toBeLessThan(1e-9)
  })
})
