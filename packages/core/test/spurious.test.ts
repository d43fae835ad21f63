import { describe, expect, test } from 'vitest'
import { Dataset, familyNames, GaussianMixture, selectModel, spuriousComponents } from '../src/index.ts'
import { createNormal, createRandom } from '../src/random.ts'
import { verdictOn } from '../src/spurious.ts'
import { startsFixture } from './fixtures.ts'

const normalsOf = (seed: number) => createNormal(createRandom(seed))

/** Data whose number of components is beyond doubt. */
const truths: [string, number, (seed: number) => number[][]][] = [
  [
    'two clusters 210 deviations apart',
    2,
    (seed) => {
      const g = normalsOf(seed)
      return Array.from({ length: 200 }, (_, i) => [(i % 2) * 210 + g(), g()])
    },
  ],
  [
    'a column that is another plus 2 % noise',
    2,
    (seed) => {
      const g = normalsOf(seed)
      return Array.from({ length: 200 }, (_, i) => {
        const a = (i % 2) * 6 + g()
        return [a, a + 0.02 * g(), g()]
      })
    },
  ],
  [
    'fewer than 2 (D + 1) rows',
    2,
    (seed) => {
      const g = normalsOf(seed)
      return Array.from({ length: 11 }, (_, i) => Array.from({ length: 5 }, () => (i % 2) * 20 + g()))
    },
  ],
  [
    'thirty rows a ten-thousandth as wide as the others',
    2,
    (seed) => {
      const g = normalsOf(seed)
      return Array.from({ length: 300 }, (_, i) => (i < 30 ? [5 + 1e-4 * g(), 5 + 1e-4 * g()] : [g(), g()]))
    },
  ],
  [
    'one Gaussian',
    1,
    (seed) => {
      const g = normalsOf(seed)
      return Array.from({ length: 100 }, () => [g(), g()])
    },
  ],
]

describe('what is chosen', () => {
  for (const [name, components, draw] of truths) {
    test.each([1, 2, 3, 4])(`${name}, seed %d: the truth`, (seed) => {
      const { best, candidates, overruled } = selectModel(draw(seed), { components: [1, 2, 3, 4] })
      expect(best.components).toBe(components)
      expect(best.spurious).toEqual([])
      const least = candidates.reduce((a, b) => (b.bic < a.bic ? b : a))
      if (best.bic - least.bic > 10) {
        expect(least.spurious.length).toBeGreaterThan(0)
        expect(overruled).toEqual({ candidate: least, by: least.spurious, cost: best.bic - least.bic })
      } else expect(overruled).toBeUndefined()
    })
  }
})

describe('the verdict on a component', () => {
  test.each(familyNames)('%s: a true one is sound; the same one written twice, is not', (covariance) => {
    const g = normalsOf(7)
    const points = Array.from({ length: 120 }, (_, i) => [(i % 2) * 12 + g(), g(), 2 * g()])
    const fit = GaussianMixture.fit(points, { components: 2, covariance })
    expect(fit.spurious).toEqual([])
    expect(spuriousComponents(fit.model, points)).toEqual([])
    const { weights, means, covariances } = fit.model
    const rows = means.to2DArray()
    const twice = new GaussianMixture({
      weights: [weights[0]! / 2, weights[0]! / 2, weights[1]!],
      means: [rows[0]!, rows[0]!, rows[1]!],
      covariances: [covariances[0]!, covariances[0]!, covariances[1]!],
    })
    expect(spuriousComponents(twice, points).map(({ component, cause }) => [component, cause])).toEqual([
      [0, 'does-not-pay'],
      [1, 'does-not-pay'],
    ])
  })

  test('three rows that lie on a line by chance are a dense component, and foretell nothing', () => {
    for (let seed = 0; seed < 20; seed++) {
      const g = normalsOf(seed)
      const points = Array.from({ length: 40 }, () => [g(), g()])
      const aligned = flattestTriple(points)
      const labels = points.map((_, i) => (aligned.includes(i) ? 1 : 0))
      const fit = GaussianMixture.fit(points, { components: 2, init: { labels } })
      const tiny = fit.model.weights.flatMap((weight, c) => (weight * points.length < 3.2 ? [c] : []))
      expect(fit.spurious.map(({ component }) => component)).toEqual(expect.arrayContaining(tiny))
      if (seed === 0) expect(tiny).toEqual([1])
    }
  })

  test('each row is left out as if the component had been fitted without it: against fits without it', () => {
    const g = normalsOf(3)
    const points = Array.from({ length: 24 }, (_, i) => [(i % 2) * 60 + g(), g()])
    const { model } = GaussianMixture.fit(points, { components: 2, tolerance: 0, maxIterations: 5 })
    // So far apart that labels are certain: what is left out of component 1 is left out of one Gaussian.
    const labels = model.predict(points)
    const own = points.filter((_, i) => labels[i] === 1)
    let expected = 0
    const other = new GaussianMixture({
      weights: [1],
      means: [model.means.getRow(0)],
      covariances: [model.covariances[0]!],
    })
    points.forEach((row, i) => {
      const [without] = other.logMarginal([row])
      // Without it the other component has all of the weight.
      if (labels[i] !== 1) {
        expected += Math.log(model.weights[0]!)
        return
      }
      const left = own.filter((point) => point !== row)
      const { model: fitted } = GaussianMixture.fit(left, { components: 1 })
      const [inside] = fitted.logMarginal([row])
      expected += Math.log(model.weights[1]! * (1 - 1 / own.length)) + inside! - without!
    })
    const crowded = new GaussianMixture({ ...partsOf(model), weights: [model.weights[0]!, model.weights[1]!] })
    const { gain } = verdictOn(Dataset.from(points), crowded.parameters, [1])[0]!
    expect(gain).toBeCloseTo(expected, 6)
  })

  test('K = 1 is never spurious, repaired or not', () => {
    const line = Array.from({ length: 9 }, (_, i) => [i, 2 * i])
    expect(GaussianMixture.fit(line, { components: 1 }).spurious).toEqual([])
    expect(selectModel(line, { components: [1], covariances: ['VVV'] }).best.spurious).toEqual([])
  })

  test('weights count as Kish counts rows: scaled, the verdict is the same', () => {
    const g = normalsOf(5)
    const points = Array.from({ length: 60 }, (_, i) => [(i % 3) * 4 + g(), g()])
    const { model } = GaussianMixture.fit(points, { components: 3 })
    const weights = points.map((_, i) => 1 + (i % 4))
    const gainsOf = (scale: number): number[] => {
      const data = Dataset.from(points, { sampleWeights: weights.map((weight) => weight * scale) })
      return verdictOn(data, model.parameters, [0, 1, 2]).map(({ gain }) => gain)
    }
    expect(gainsOf(1)).toEqual(gainsOf(1024))
    expect(gainsOf(1)[0]).not.toBe(gainsOf(1)[1])
  })

  test('of many rows so many are asked, but a small component is judged by all', () => {
    const g = normalsOf(9)
    const points = Array.from({ length: 50_000 }, (_, i) => (i < 40 ? [30 + 0.1 * g()] : [g()]))
    const fit = GaussianMixture.fit(points, { components: 2 })
    expect(Math.min(...fit.model.weights) * 50_000).toBeCloseTo(40, 0)
    expect(fit.spurious).toEqual([])
  })
})

test('real data: what no criterion and no eye doubts is sound', () => {
  for (const [name, components] of [
    ['iris', 2],
    ['faithful', 2],
    ['diabetes', 3],
    ['banknote', 2],
    ['crabs', 4],
    ['wine', 3],
  ] as const) {
    expect(GaussianMixture.fit(startsFixture(name), { components, covariance: 'VVE' }).spurious).toEqual([])
  }
})

function partsOf(model: GaussianMixture) {
  return { weights: model.weights, means: model.means, covariances: model.covariances }
}

/** The three points that are nearest to a line, for their distance. */
function flattestTriple(points: readonly number[][]): number[] {
  let flattest = Infinity
  let triple: number[] = []
  for (let i = 0; i < points.length; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < j; k++) {
        const [a, b, c] = [points[i]!, points[j]!, points[k]!]
        const area = Math.abs((b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!))
        const longest = Math.max(distance(a, b), distance(a, c), distance(b, c))
        if (area / longest ** 2 < flattest) {
          flattest = area / longest ** 2
          triple = [i, j, k]
        }
      }
    }
  }
  return triple
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!)
}
