import { determinant } from 'ml-matrix'
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

  const chances = ['VVV', 'VVE', 'EVV'] as const
  test.each(chances)('%s: three rows that lie on a line by chance are dense, and foretell nothing', (covariance) => {
    let found = 0
    for (let seed = 0; seed < 20; seed++) {
      const g = normalsOf(seed)
      const points = Array.from({ length: 40 }, () => [g(), g()])
      const aligned = flattestTriple(points)
      const labels = points.map((_, i) => (aligned.includes(i) ? 1 : 0))
      const fit = GaussianMixture.fit(points, { components: 2, covariance, init: { labels } })
      const tiny = fit.model.weights.flatMap((weight, c) => (weight * points.length < 3.2 ? [c] : []))
      expect(fit.spurious.map(({ component }) => component)).toEqual(expect.arrayContaining(tiny))
      found += tiny.length
    }
    expect(found).toBeGreaterThan(0)
  })

  // Without one of D + 1 rows a covariance of one's own, or axes that only these rows know of, have no spread left.
  const needsOneMore = new Set(['VVV', 'EVV', 'VVE', 'EVE'])
  test.each(familyNames)('%s: few rows far from all others are sound, in any dimension', (covariance) => {
    for (const d of [2, 3, 5, 8, 10]) {
      for (let count = d + (needsOneMore.has(covariance) ? 3 : 1); count <= d + 4; count++) {
        for (let seed = 0; seed < 3; seed++) {
          const g = normalsOf(100 * d + 10 * count + seed)
          // Volumes that differ also where the structure has one for all.
          const spreads = covariance.startsWith('V') ? [1, 0.1, 3] : [1, 0.5, 1.5]
          const labels = Array.from({ length: 3 * count }, (_, i) => i % 3)
          const points = labels.map((c) =>
            Array.from({ length: d }, (_, j) => (j % 3 === c ? 60 : 0) + spreads[c]! * g()),
          )
          const { spurious } = GaussianMixture.fit(points, { components: 3, covariance, init: { labels } })
          expect({ d, count, seed, spurious }).toEqual({ d, count, seed, spurious: [] })
        }
      }
    }
  })

  test('one column has no shape and no axes: all structures with one volume agree, and all with their own', () => {
    for (let seed = 0; seed < 5; seed++) {
      const g = normalsOf(seed)
      const points = Array.from({ length: 12 }, (_, i) => [(i % 2) * 9 + (1 + (i % 2)) * g()])
      for (const volume of ['E', 'V']) {
        const gains = familyNames
          .filter((name) => name.startsWith(volume))
          .map((covariance) => {
            const { model } = GaussianMixture.fit(points, { components: 2, covariance })
            return verdictOn(Dataset.from(points), model.parameters, [0, 1]).map(({ gain }) => gain)
          })
        for (const gain of gains) {
          expect(gain[0]).toBeCloseTo(gains[0]![0]!, 6)
          expect(gain[1]).toBeCloseTo(gains[0]![1]!, 6)
        }
      }
    }
  })

  const leftOut = ['EII', 'VII', 'EEI', 'EVI', 'VVI', 'EEE', 'EVV', 'VVV'] as const
  test.each(leftOut)('%s: each row is left out as if the component had been fitted without it', (covariance) => {
    const g = normalsOf(3)
    const points = Array.from({ length: 24 }, (_, i) => [(i % 2) * 90 + (1 + (i % 2)) * g(), g()])
    const { model } = GaussianMixture.fit(points, { components: 2, covariance })
    // So far apart that labels are certain: what is left out of component 1 is left out of one Gaussian.
    const labels = model.predict(points)
    const own = points.filter((_, i) => labels[i] === 1)
    const other = new GaussianMixture({
      weights: [1],
      means: [model.means.getRow(0)],
      covariances: [model.covariances[0]!],
    })
    const isShared = ['EII', 'EEI', 'EEE'].includes(covariance)
    let expected = 0
    points.forEach((row, i) => {
      // Without it the other component has all of the weight.
      if (labels[i] !== 1) {
        expected += Math.log(model.weights[0]!)
        return
      }
      const fitted = GaussianMixture.fit(
        own.filter((point) => point !== row),
        { components: 1, covariance },
      ).model
      const shape = isShared ? model.covariances[1]! : fitted.covariances[0]!
      const volume = covariance.startsWith('E') ? Math.sqrt(determinant(model.covariances[1]!) / determinant(shape)) : 1
      const without = new GaussianMixture({
        weights: [1],
        means: [fitted.means.getRow(0)],
        covariances: [shape.mul(volume)],
      })
      expected += Math.log(model.weights[1]! * (1 - 1 / own.length)) + without.logMarginal([row])[0]!
      expected -= other.logMarginal([row])[0]!
    })
    const { gain } = verdictOn(Dataset.from(points), model.parameters, [1])[0]!
    expect(gain / expected).toBeCloseTo(1, 9)
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

  describe('of many rows', () => {
    /** Five heavy components in turn, and in some of the rows a light one. */
    const crowd = (count: number, light: (i: number) => number[] | undefined): number[][] => {
      const g = normalsOf(9)
      return Array.from({ length: count }, (_, i) => light(i) ?? [(i % 5) * 40 + g(), g()])
    }
    const modelOf = (points: readonly number[][], isLight: (i: number) => boolean): GaussianMixture => {
      const labels = points.map((_, i) => (isLight(i) ? 5 : i % 5))
      return GaussianMixture.fit(points, { components: 6, init: { labels }, maxIterations: 20 }).model
    }

    test('a light true component is sound, a heavy one not judged, in whatever order rows come', () => {
      const g = normalsOf(1)
      const points = crowd(20_000, (i) => (i % 500 === 7 ? [20 + 0.1 * g(), 30 + 0.1 * g()] : undefined))
      expect(
        spuriousComponents(
          modelOf(points, (i) => i % 500 === 7),
          points,
        ),
      ).toEqual([])
    })

    test('rows on a line by chance are spurious as they are among few', () => {
      const model = (points: readonly number[][]): GaussianMixture => modelOf(points, (i) => i < 3)
      const aligned = [
        [0.4, 0.4],
        [0.9, 0.9 + 1e-7],
        [0.1, 0.1 - 1e-7],
      ]
      for (const count of [4000, 20_000]) {
        const points = crowd(count, (i) => aligned[i])
        expect(spuriousComponents(model(points), points).map(({ component }) => component)).toEqual([5])
      }
    })

    test('the gain of a light component is that of all rows asked', () => {
      const g = normalsOf(2)
      const isLight = (i: number): boolean => i % 100 === 3
      const few = crowd(4000, (i) => (isLight(i) ? [20 + g(), 3 + g()] : undefined))
      const model = modelOf(few, isLight)
      const gainOf = (points: readonly number[][]): number =>
        verdictOn(Dataset.from(points), model.parameters, [5]).find(({ component }) => component === 5)!.gain
      // Rows so far from it that they say the same of it each, and in the end a few more than are asked as a whole.
      const far = Array.from({ length: 97 }, (_, i) => few[(i % 19) * 5]!.map((value) => value))
      const perRow = (gainOf([...few, ...far.slice(0, 96)]) - gainOf(few)) / 96
      const whole = gainOf([...few, ...far.slice(0, 96)])
      expect(Math.abs(gainOf([...few, ...far]) - whole - perRow)).toBeLessThan(0.02 * whole)
    })
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
