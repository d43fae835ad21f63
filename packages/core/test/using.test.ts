import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  accuracy,
  adjustedRandIndex,
  completeDataLogLikelihood,
  confusionMatrix,
  GaussianMixture,
  matchLabels,
  qFunction,
  selectModel,
} from '../src/index.ts'
import { iris, notebook, scipy } from './fixtures.ts'
import { codeOf, flatten, largestDifference } from './matchers.ts'

const { model } = GaussianMixture.fit(iris.x, { components: 3 })

describe('densities', () => {
  const point = iris.x.slice(70, 71)

  test('agree with one another', () => {
    const logs = model.weightedLogDensities(iris.x).to2DArray()
    const shares = model.responsibilities(iris.x).to2DArray()
    const logMarginal = model.logMarginal(iris.x)
    logs.forEach((row, i) => {
      const sum = row.reduce((total, value) => total + Math.exp(value), 0)
      expect(Math.abs(Math.log(sum) - logMarginal[i]!)).toBeLessThan(1e-12)
      row.forEach((value, k) =>
        expect(Math.abs(Math.exp(value - logMarginal[i]!) - shares[i]![k]!)).toBeLessThan(1e-13),
      )
    })
  })

  test('Mahalanobis distances are √((x − μ)ᵀ Σ⁻¹ (x − μ))', () => {
    const distances = model.mahalanobis(point).getRow(0)
    model.covariances.forEach((covariance, k) => {
      const offset = model.means.getRow(k).map((mean, j) => point[0]![j]! - mean)
      const u = model.precisionsCholesky[k]!
      const precision = u.mmul(u.transpose())
      expect(largestDifference(precision.mmul(covariance).diag(), [1, 1, 1, 1])).toBeLessThan(1e-9)
      const squared = offset.reduce(
        (sum, a, i) => sum + a * offset.reduce((s, b, j) => s + precision.get(i, j) * b, 0),
        0,
      )
      expect(distances[k]! ** 2 / squared).toBeCloseTo(1, 10)
    })
  })

  test('uncertainty is the entropy over log K: 0 for one sure component, 1 between two alike', () => {
    const pair = new GaussianMixture({ weights: [0.5, 0.5], means: [[-1], [1]], covariances: [[[1]], [[1]]] })
    const [between, sure] = pair.uncertainty([[0], [400]])
    expect(between).toBe(1)
    expect(sure).toBe(0)
    expect(model.uncertainty(iris.x).every((u) => u >= 0 && u <= 1)).toBe(true)
  })
})

describe('marginal, conditional, regression', () => {
  test('a marginal density is the joint one with the rest summed away', () => {
    const fit = GaussianMixture.fit(notebook.x, { components: 3 }).model
    const onX = fit.marginal([0])
    for (const x of [1.3, 3.9, 5.2]) {
      let sum = 0
      for (let y = -6; y < 16; y += 0.01) sum += 0.01 * Math.exp(fit.logMarginal([[x, y]])[0]!)
      expect(Math.abs(sum - Math.exp(onX.logMarginal([[x]])[0]!))).toBeLessThan(1e-8)
    }
  })

  test('joint = marginal × conditional, at any point', () => {
    const within = fc.double({ min: -3, max: 3, noNaN: true })
    fc.assert(
      fc.property(fc.tuple(within, within, within, within), (z) => {
        const x = z.map((value, j) => model.means.get(0, j) + value)
        const given = model.conditional({ 1: x[1]!, 3: x[3]! })
        const joint = model.logMarginal([x])[0]!
        const marginal = model.marginal([1, 3]).logMarginal([[x[1]!, x[3]!]])[0]!
        const rest = given.logMarginal([[x[0]!, x[2]!]])[0]!
        expect(Math.abs(joint - marginal - rest)).toBeLessThan(1e-8 * Math.max(1, Math.abs(joint)))
        expect(given.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
      }),
    )
  })

  test('marginal and conditional densities integrate to one, and samples of the joint follow them', () => {
    const fit = GaussianMixture.fit(notebook.x, { components: 3 }).model
    const [y, band] = [4.4, 0.02]
    const onX = fit.marginal([0])
    const givenY = fit.conditional({ 1: y })
    for (const { logMarginal } of [onX, givenY].map((on) => ({
      logMarginal: (x: number) => on.logMarginal([[x]])[0]!,
    }))) {
      let sum = 0
      for (let x = -6; x < 16; x += 0.01) sum += 0.01 * Math.exp(logMarginal(x))
      expect(Math.abs(sum - 1)).toBeLessThan(1e-10)
    }

    const drawn = fit.sample(500_000, { seed: 11 }).points.to2DArray()
    const near = drawn.filter((row) => Math.abs(row[1]! - y) < band)
    expect(near.length).toBeGreaterThan(3000)
    for (const [rows, on] of [
      [drawn, onX],
      [near, givenY],
    ] as const) {
      for (const x of [1.8, 2.6, 3.5, 4.2, 5.3]) {
        const expected = on.cdf([[x]])[0]!
        const share = rows.filter((row) => row[0]! <= x).length / rows.length
        expect(Math.abs(share - expected)).toBeLessThan(5 * Math.sqrt((expected * (1 - expected)) / rows.length))
      }
    }
  })

  test('regression is the mean and covariance of the conditional', () => {
    const { means, covariances } = model.regress([0, 1], [2, 3])([[5.5, 3]])
    const given = model.conditional({ 0: 5.5, 1: 3 })
    const { points } = given.sample(200_000, { seed: 3 })
    for (const axis of [0, 1]) {
      const column = points.getColumn(axis)
      const mean = column.reduce((sum, value) => sum + value, 0) / column.length
      const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length
      const error = Math.sqrt(covariances[0]!.get(axis, axis) / column.length)
      expect(Math.abs(mean - means.get(0, axis))).toBeLessThan(5 * error)
      expect(Math.abs(variance / covariances[0]!.get(axis, axis) - 1)).toBeLessThan(0.03)
    }
    expect(codeOf(() => model.regress([0], [1])([[1, 2]]))).toBe('bad-dimension')
  })

  test('cdf against SciPy’s, also far out', () => {
    const { weights, means, deviations, at, cdf } = scipy.line
    const line = new GaussianMixture({
      weights,
      means: means.map((m) => [m]),
      covariances: deviations.map((s) => [[s * s]]),
    })
    const values = line.cdf(at)
    at.forEach((_, i) => expect(Math.abs(values[i]! / cdf[i]! - 1)).toBeLessThan(1e-11))
  })

  test('marginal, conditional and regression against numerical integration of the joint density', () => {
    const { rows, ...parameters } = scipy.space
    const joint = new GaussianMixture(parameters)
    const { means, covariances } = joint.regress([0, 2], [1])(rows.map(({ given }) => given))
    rows.forEach(({ given, marginalDensity, mean, variance, densityAtZero }, i) => {
      const [logDensity] = joint.marginal([0, 2]).logMarginal([given])
      expect(Math.abs(Math.exp(logDensity!) / marginalDensity - 1)).toBeLessThan(1e-9)
      expect(Math.abs(means.get(i, 0) - mean)).toBeLessThan(1e-8)
      expect(Math.abs(covariances[i]!.get(0, 0) / variance - 1)).toBeLessThan(1e-8)
      const [atZero] = joint.conditional({ 0: given[0], 2: given[1] }).logMarginal([0])
      expect(Math.abs(Math.exp(atZero!) / densityAtZero - 1)).toBeLessThan(1e-9)
    })
  })

  test('cdf runs from 0 to 1, its slope the density', () => {
    const onX = model.marginal([2])
    const [low, high] = onX.cdf([[-50], [60]])
    expect(low).toBeLessThan(1e-15)
    expect(high).toBeCloseTo(1, 15)
    for (const x of [1.4, 3, 4.5, 5.9]) {
      const [below, above] = onX.cdf([[x - 1e-4], [x + 1e-4]])
      const density = Math.exp(onX.logMarginal([[x]])[0]!)
      expect(Math.abs((above! - below!) / 2e-4 - density)).toBeLessThan(1e-6)
    }
  })
})

test('samples come from the components in their shares, with their means; the same seed gives the same', () => {
  const { points, labels } = model.sample(100_000, { seed: 7 })
  model.weights.forEach((weight, k) => {
    const own = points.to2DArray().filter((_, i) => labels[i] === k)
    const share = own.length / labels.length
    expect(Math.abs(share - weight)).toBeLessThan(5 * Math.sqrt((weight * (1 - weight)) / labels.length))
    const variance = model.covariances[k]!.get(0, 0)
    const mean = own.reduce((sum, row) => sum + row[0]!, 0) / own.length
    expect(Math.abs(mean - model.means.get(k, 0))).toBeLessThan(5 * Math.sqrt(variance / own.length))
  })
  expect(model.sample(5, { seed: 7 }).points.to2DArray()).toEqual(points.to2DArray().slice(0, 5))
  expect(model.sample(5, { seed: 8 }).points.to2DArray()).not.toEqual(points.to2DArray().slice(0, 5))
})

describe('saving', () => {
  test.each(['full', 'tied', 'diag', 'VEV', 'EVE'] as const)(
    '%s goes to JSON and back to the last bit',
    (covariance) => {
      const fitted = GaussianMixture.fit(iris.x, { components: 2, covariance }).model
      const back = GaussianMixture.fromJSON(JSON.parse(JSON.stringify(fitted)))
      expect(back.toJSON()).toEqual(fitted.toJSON())
      expect(back.parameters.logConstants).toEqual(fitted.parameters.logConstants)
      expect(back.lml(iris.x)).toBe(fitted.lml(iris.x))
    },
  )

  test.each(['full', 'tied', 'diag', 'spherical'] as const)('%s comes from scikit-learn’s attributes', (kind) => {
    const { weights, means, covariances, meanLogLikelihood } = iris.types[kind]
    const json = { weights_: weights, means_: means, covariances_: covariances, covariance_type: kind }
    expect(Math.abs(GaussianMixture.fromSklearn(json).lml(iris.x) - meanLogLikelihood)).toBeLessThan(1e-12)
    expect(codeOf(() => GaussianMixture.fromSklearn({ ...json, means_: undefined }))).toBe('bad-model-file')
  })
})

describe('comparing', () => {
  const permuted = notebook.z.map((z) => (z + 1) % 3)

  test('labels are matched by optimal assignment', () => {
    expect(Array.from(matchLabels(notebook.z, permuted))).toEqual([2, 0, 1])
    expect(accuracy(notebook.z, permuted)).toBe(0)
    expect(adjustedRandIndex(notebook.z, permuted)).toBe(1)
    // Greedy matching would give label 0 to truth 0 (6 agreements) and lose more elsewhere (6 + 0 < 5 + 5).
    const truth = [...repeat(0, 11), ...repeat(1, 5)]
    const labels = [...repeat(0, 6), ...repeat(1, 5), ...repeat(0, 5)]
    expect(Array.from(matchLabels(truth, labels))).toEqual([1, 0])
  })

  test('confusion counts every pair, also where one labelling has more labels', () => {
    expect(confusionMatrix([0, 0, 1], [2, 2, 0]).to2DArray()).toEqual([
      [0, 0, 2],
      [1, 0, 0],
      [0, 0, 0],
    ])
  })

  test('adjusted Rand index: the worked example of Hubert & Arabie’s formula', () => {
    // Contingency [[1, 1, 0], [1, 2, 1], [0, 0, 4]]: Σ C(n_ij, 2) = 7, rows 1 + 6 + 6 = 13, columns 1 + 3 + 10 = 14, C(10, 2) = 45.
    const truth = [0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
    const labels = [0, 1, 0, 1, 1, 2, 2, 2, 2, 2]
    expect(adjustedRandIndex(truth, labels)).toBeCloseTo((7 - (13 * 14) / 45) / (13.5 - (13 * 14) / 45), 14)
    expect(codeOf(() => adjustedRandIndex([0], [0, 1]))).toBe('bad-labels')
    expect(codeOf(() => accuracy([0.5], [0]))).toBe('bad-labels')
  })
})

test('Q is the expected complete-data log-likelihood; with certain labels the two are one', () => {
  const far = new GaussianMixture({ weights: [0.5, 0.5], means: [[0], [1000]], covariances: [[[1]], [[1]]] })
  const points = [[0.3], [-1], [1000.5]]
  expect(qFunction(far, far, points)).toBeCloseTo(completeDataLogLikelihood(far, points, [0, 0, 1]), 12)
  const expected = far.weightedLogDensities(points).to2DArray()
  expect(completeDataLogLikelihood(far, points, [0, 0, 1])).toBeCloseTo(
    (expected[0]![0]! + expected[1]![0]! + expected[2]![1]!) / 3,
    12,
  )
})

describe('choosing', () => {
  test('iris: VEV with 2, as mclust chooses', () => {
    const { best, candidates, failures } = selectModel(iris.x, { components: [1, 2, 3] })
    expect([best.covariance, best.components, best.spurious]).toEqual(['VEV', 2, []])
    expect(best.bic).toBeCloseTo(561.7285, 3)
    expect(candidates).toHaveLength(42)
    expect(failures).toEqual([])
    const { aic, bic, icl, parameterCount, logLikelihood } = best
    expect(aic).toBeCloseTo(2 * parameterCount - 2 * logLikelihood, 9)
    expect(bic).toBeCloseTo(Math.log(150) * parameterCount - 2 * logLikelihood, 9)
    expect(icl).toBeGreaterThanOrEqual(bic)
  })

  test('spurious candidates are labelled and passed over', () => {
    const twins = [...notebook.x.slice(0, 60), ...Array.from({ length: 12 }, (_, i) => [20 + 1e-6 * i, 20 - 1e-6 * i])]
    const { best, candidates } = selectModel(twins, { components: [2, 3, 4], covariances: ['VVV', 'EEE'] })
    expect(candidates.some(({ spurious }) => spurious.length > 0)).toBe(true)
    expect(best.spurious).toEqual([])
  })

  test('progress counts up, a signal stops it, failures are listed', () => {
    const seen: number[] = []
    const signal = { aborted: false }
    const { candidates } = selectModel(notebook.x, {
      components: [1, 2, 3],
      covariances: ['full'],
      signal,
      onProgress: ({ done, total }) => {
        seen.push(done)
        expect(total).toBe(3)
        signal.aborted = done === 1
      },
    })
    expect(seen).toEqual([0, 1])
    expect(candidates.length).toBeLessThan(3)
    const { failures } = selectModel([[0], [1], [3]], { components: [1, 9], covariances: ['VII'] })
    expect(failures.map(({ components, error }) => [components, error.code])).toEqual([[9, 'too-few-distinct-points']])
    expect(codeOf(() => selectModel(notebook.x, { components: [] }))).toBe('bad-option')
    expect(codeOf(() => selectModel(notebook.x, { covariances: ['banana' as 'full'] }))).toBe('bad-option')
  })
})

function repeat(value: number, times: number): number[] {
  return Array.from({ length: times }, () => value)
}

test('every number a model hands out is finite', () => {
  expect(flatten(model.means).every(Number.isFinite)).toBe(true)
})
