import { describe, expect, test } from 'vitest'
import { GaussianMixture } from '../src/index.ts'
import { iris } from './fixtures.ts'
import { largestDifference } from './matchers.ts'

const base = iris.init.covariance
const variances = base.map((row, i) => row[i]!)
const starts = {
  full: [base, base, base],
  tied: base,
  diag: [variances, variances, variances],
  spherical: base.slice(1).map(() => variances.reduce((sum, v) => sum + v, 0) / variances.length),
}
/** scikit-learn takes raw moments for all but full, and loses some digits by it. */
const tolerance = { full: 1e-10, tied: 1e-9, diag: 1e-9, spherical: 1e-9 }

const structures = ['full', 'tied', 'diag', 'spherical'] as const
const cases = (['js', 'wasm'] as const).flatMap((engine) => structures.map((covariance) => ({ engine, covariance })))

describe.each(cases)('iris, K = 3, $covariance, $engine, against scikit-learn', ({ engine, covariance }) => {
  const expected = iris.types[covariance]
  const { model, lml, iterations } = GaussianMixture.fit(iris.x, {
    components: 3,
    covariance,
    engine,
    init: { weights: iris.init.weights, means: iris.init.means, covariances: starts[covariance] },
    regularization: iris.regCovar,
    tolerance: 0,
    maxIterations: iris.nIter,
  })

  test('parameters', () => {
    expect(iterations).toBe(25)
    expect(largestDifference(model.weights, expected.weights)).toBeLessThan(tolerance[covariance])
    expect(largestDifference(model.means, expected.means)).toBeLessThan(tolerance[covariance])
    const shaped = new GaussianMixture({
      weights: expected.weights,
      means: expected.means,
      covariances: expected.covariances as number[][][],
      covariance,
    })
    expect(largestDifference(model.covariances, shaped.covariances)).toBeLessThan(tolerance[covariance])
  })

  test('likelihood, criteria, parameter count and labels', () => {
    expect(Math.abs(lml.at(-1)! - expected.meanLogLikelihood)).toBeLessThan(tolerance[covariance])
    expect(Math.abs(model.aic(iris.x) - expected.aic)).toBeLessThan(300 * tolerance[covariance])
    expect(Math.abs(model.bic(iris.x) - expected.bic)).toBeLessThan(300 * tolerance[covariance])
    expect(model.parameterCount).toBe(expected.nParameters)
    expect(Array.from(model.predict(iris.x))).toEqual(expected.labels)
    const first = model.logMarginal(iris.x.slice(0, 5))
    expect(largestDifference(first, expected.scoreSamplesFirst5)).toBeLessThan(10 * tolerance[covariance])
  })
})
