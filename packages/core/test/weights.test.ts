import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  completeDataLogLikelihood,
  Dataset,
  em,
  GaussianMixture,
  initialize,
  kMeans,
  kMeansSteps,
  MixturaError,
  qFunction,
  selectModel,
  type FitOptions,
  type Init,
  type SampleSizeWarning,
} from '../src/index.ts'
import { largestDifference } from './matchers.ts'
import { problems } from './problems.ts'
import { notebook } from './fixtures.ts'
import { createRandom } from '../src/random.ts'

const named: readonly Init[] = ['kmeans', 'k-means++', 'random', 'random-responsibilities']
const points = notebook.x.slice(0, 120)

/** Any weights, some of them 0, but enough rows of some weight to fit. */
const weighted = fc
  .tuple(problems({ maxDimension: 3, maxComponents: 3 }), fc.integer({ min: 0, max: 1e9 }))
  .map(([problem, seed]) => {
    const random = createRandom(seed)
    const sampleWeights = problem.points.map((_, i) => (i % 5 === 4 ? 0 : 0.05 + 3 * random()))
    return { ...problem, sampleWeights }
  })

const scaled = (weights: readonly number[], c: number): number[] => weights.map((weight) => weight * c)

describe('the unit of the weights', () => {
  test('a power of two changes no bit of a fit: model, lml, events, verdict, every optimum', () => {
    fc.assert(
      fc.property(
        weighted,
        fc.constantFrom(...named),
        fc.constantFrom('full', 'tied', 'diag', 'spherical', 'VEE', 'EVV'),
        fc.constantFrom(-1000, -500, -60, -7, -1, 1, 5, 100, 240),
        ({ points, components, seed, sampleWeights }, init, covariance, power) => {
          const options = { components, seed, init, covariance, maxIterations: 12, restarts: 2 } as FitOptions
          const ofUnit = (c: number): unknown => {
            const { model, ...result } = GaussianMixture.fit(points, {
              ...options,
              sampleWeights: scaled(sampleWeights, c),
            })
            return { model: model.toJSON(), ...result }
          }
          expect(ofUnit(2 ** power)).toEqual(ofUnit(1))
        },
      ),
    )
  })

  test('nor of a start, K-means’ partition, a score, or Q', () => {
    fc.assert(
      fc.property(weighted, fc.constantFrom(-1000, -60, 1, 100, 240), (problem, power) => {
        const { points, components, seed, sampleWeights } = problem
        const { model: given } = initialize(points, { components, init: 'random', seed })
        const ofUnit = (c: number): unknown => {
          const weights = { sampleWeights: scaled(sampleWeights, c) }
          const data = Dataset.from(points, weights)
          const { inertia, ...partition } = kMeans(points, { components, seed, restarts: 2, ...weights })
          return {
            frames: [...em(points, { components, seed, maxIterations: 2, ...weights })].map(({ lml }) => lml),
            starts: named.map((init) => initialize(points, { components, seed, init, ...weights }).model.toJSON()),
            partition: { ...partition, inertias: [] },
            inertia: inertia / c,
            lml: given.lml(data),
            q: qFunction(given, given, data),
            icl: given.icl(data, { sampleSize: 'kish' }),
          }
        }
        expect(ofUnit(2 ** power)).toEqual(ofUnit(1))
      }),
    )
  })

  test('any other leaves lml to 1e-12, and makes no event', () => {
    fc.assert(
      fc.property(
        weighted,
        fc.constantFrom(...named),
        fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
        (problem, init, c) => {
          const { points, components, seed, sampleWeights } = problem
          const options = { components, seed, init, maxIterations: 3, tolerance: 0 }
          const plain = GaussianMixture.fit(points, { ...options, sampleWeights })
          const other = GaussianMixture.fit(points, { ...options, sampleWeights: scaled(sampleWeights, c) })
          expect(other.events).toEqual(plain.events)
          const scale = Math.max(1, ...plain.lml.map(Math.abs), Math.abs(plain.startLml))
          expect(Math.abs(other.startLml - plain.startLml)).toBeLessThan(1e-12 * scale)
          // Iterations that end in few rows pass on what rounding there is.
          if (plain.events.length === 0) expect(largestDifference(other.lml, plain.lml)).toBeLessThan(1e-11 * scale)
        },
      ),
    )
  })

  test('scaled to sum 1, the three students start and end where they do otherwise', () => {
    const stones = notebook.x
    const shares = stones.map(() => 1 / stones.length)
    for (const init of ['kmeans', 'k-means++'] as const) {
      const plain = GaussianMixture.fit(stones, { components: 3, init })
      const result = GaussianMixture.fit(stones, { components: 3, init, sampleWeights: shares })
      expect(plain.events).toEqual([])
      expect(result.events).toEqual([])
      expect(Math.abs(result.startLml - plain.startLml)).toBeLessThan(1e-12)
      expect(Math.abs(result.finalLml - plain.finalLml)).toBeLessThan(1e-12)
    }
  })

  test('weights that are all 1 are as none, to the bit', () => {
    const ones = points.map(() => 1)
    for (const init of named) {
      const options = { components: 3, init, seed: 4 }
      const [weighed, plain] = [{ ...options, sampleWeights: ones }, options].map((asked) => initialize(points, asked))
      expect(weighed!.model.toJSON()).toEqual(plain!.model.toJSON())
    }
  })
})

describe('the divisor of starts is Σ w − Σ w² / Σ w', () => {
  const rows = [[0], [1], [4], [100], [103], [104]]
  const sampleWeights = [1, 2.5, 0.5, 3, 1, 0.25]
  const variance = (members: readonly number[]): number => {
    const sum = members.reduce((total, row) => total + sampleWeights[row]!, 0)
    const squares = members.reduce((total, row) => total + sampleWeights[row]! ** 2, 0)
    const mean = members.reduce((total, row) => total + sampleWeights[row]! * rows[row]![0]!, 0) / sum
    const scatter = members.reduce((total, row) => total + sampleWeights[row]! * (rows[row]![0]! - mean) ** 2, 0)
    return scatter / (sum - squares / sum)
  }

  test('of a cluster', () => {
    const { model } = initialize(rows, { components: 2, sampleWeights })
    const found = model.covariances.map((covariance) => covariance.get(0, 0)).sort((a, b) => a - b)
    const expected = [variance([0, 1, 2]), variance([3, 4, 5])].sort((a, b) => a - b)
    expect(largestDifference(found, expected)).toBeLessThan(1e-12)
  })

  test('of all rows', () => {
    const { model } = initialize(rows, { components: 2, init: 'random', sampleWeights })
    for (const covariance of model.covariances) {
      expect(Math.abs(covariance.get(0, 0) / variance([0, 1, 2, 3, 4, 5]) - 1)).toBeLessThan(1e-14)
    }
  })

  test('so weight 2 is not the row twice there, and what is lent to small clusters has no unit either', () => {
    const [twice, weighed] = [
      initialize([...rows, ...rows], { components: 2 }),
      initialize(rows, { components: 2, sampleWeights: rows.map(() => 2) }),
    ].map(({ model }) => model.covariances.map((covariance) => covariance.get(0, 0)).sort((a, b) => a - b))
    expect(weighed![0]! / twice![0]!).toBeCloseTo(5 / 3 / 2 / (2 / 3), 12)
    for (const covariance of ['tied', 'VEE', 'EEV', 'VVE', 'full'] as const) {
      const lonely = [...points, [60, 60]]
      const [unit, thousandth] = [1, 1e-3].map((weight) =>
        initialize(lonely, { components: 4, covariance, sampleWeights: lonely.map(() => weight) }),
      )
      if (covariance === 'full') expect(unit!.events.map(({ cause }) => cause)).toEqual(['small-cluster'])
      expect(thousandth!.events).toEqual(unit!.events)
      const scale = Math.max(...unit!.model.parameters.covariances)
      const [a, b] = [unit!, thousandth!].map(({ model }) => model.parameters.covariances)
      expect(largestDifference(a!, b!)).toBeLessThan(1e-11 * scale)
    }
  })
})

describe('what takes weights', () => {
  /** The same rows, written out. */
  const repeated = <T>(rows: readonly T[], counts: readonly number[]): T[] =>
    rows.flatMap((row, i) => Array.from({ length: counts[i]! }, () => row))

  test('weight 2 is the row twice, 0 the row left out: in lml, all criteria, Q and the complete-data likelihood', () => {
    fc.assert(
      fc.property(
        problems({ maxDimension: 3 }),
        fc.integer({ min: 0, max: 1e9 }),
        ({ points, components, seed }, salt) => {
          const random = createRandom(salt)
          const counts = points.map((_, i) => (i === 0 ? 2 : Math.floor(4 * random())))
          const [model, given] = ['random', 'k-means++'].map((init) => {
            return initialize(points, { components, init: init as Init, seed }).model
          })
          const labels = points.map((_, i) => i % components)
          const weighed = Dataset.from(points, { sampleWeights: counts })
          const written = repeated(points, counts)
          const pairs = [
            [model!.lml(weighed), model!.lml(written)],
            [model!.aic(weighed), model!.aic(written)],
            [model!.bic(weighed), model!.bic(written)],
            [model!.icl(weighed), model!.icl(written)],
            [qFunction(model!, given!, weighed), qFunction(model!, given!, written)],
            [
              completeDataLogLikelihood(model!, weighed, labels),
              completeDataLogLikelihood(model!, written, repeated(labels, counts)),
            ],
          ] as const
          for (const [a, b] of pairs) expect(Math.abs(a - b)).toBeLessThan(1e-11 * Math.max(1, Math.abs(b)))
        },
      ),
    )
  })

  test('random starts draw no row of weight 0, and draw the others by their weights', () => {
    const rows = [[0], [1], [2], [3], [4]]
    const weights = [0, 1, 0, 3, 0.5]
    const drawn = new Float64Array(rows.length)
    const tries = 4000
    for (let seed = 0; seed < tries; seed++) {
      const { model } = initialize(rows, { components: 1, init: 'random', seed, sampleWeights: weights })
      drawn[model.means.get(0, 0)]! += 1
    }
    weights.forEach((weight, row) => {
      const share = weight / 4.5
      const deviation = Math.sqrt((share * (1 - share)) / tries)
      expect(Math.abs(drawn[row]! / tries - share)).toBeLessThanOrEqual(4 * deviation)
    })
    for (let seed = 0; seed < 200; seed++) {
      for (const sampleWeights of [weights, [0, 1, 0, 1, 1]]) {
        const { model } = initialize(rows, { components: 3, init: 'random', seed, sampleWeights })
        expect(model.means.to1DArray().sort()).toEqual([1, 3, 4])
      }
    }
  })

  test('K-means gives clusters without rows the farthest rows of some weight, no two alike', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 30 }),
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 0, max: 1e9 }),
        (values, components, salt) => {
          const random = createRandom(salt)
          const sampleWeights = values.map(() => (random() < 0.4 ? 0 : 0.5 + random()))
          const heavy = values.filter((_, row) => sampleWeights[row]! > 0)
          if (new Set(heavy).size < components) return
          // Rows without weight lie farthest from every centre.
          const rows = values.map((value, row) => [sampleWeights[row] === 0 ? value + 500 : value])
          const init = Array.from({ length: components }, (_, c) => [c === 0 ? 0 : -1000 * c])
          const steps = [...kMeansSteps(rows, { components, init, sampleWeights })]
          const first = steps.find(({ repairs }) => repairs.length > 0)!
          expect(first.repairs).toHaveLength(components - 1)
          for (const { repairs } of steps) {
            for (const { row } of repairs) expect(sampleWeights[row]).toBeGreaterThan(0)
            expect(new Set(repairs.map(({ row }) => rows[row]![0])).size).toBe(repairs.length)
          }
        },
      ),
    )
  })
})

describe('sampleSize', () => {
  const counts = points.map((_, i) => [0, 1, 2.5, 4][i % 4]!)
  const data = Dataset.from(points, { sampleWeights: counts })
  const sum = counts.reduce((total, weight) => total + weight, 0)
  const sizes = [
    ['sum', sum],
    ['rows', 90],
    ['kish', sum ** 2 / counts.reduce((total, weight) => total + weight ** 2, 0)],
    [77.5, 77.5],
  ] as const
  const { model } = GaussianMixture.fit(data, { components: 3 })
  const p = model.parameterCount
  const logCertainty =
    model
      .responsibilities(points)
      .to2DArray()
      .reduce((total, row, i) => {
        return total + counts[i]! * Math.log(Math.max(...row))
      }, 0) / sum

  test.each(sizes)('%s: log L of every criterion is n × lml', (sampleSize, n) => {
    const logLikelihood = n * model.lml(data)
    const expected = {
      aic: 2 * p - 2 * logLikelihood,
      bic: p * Math.log(n) - 2 * logLikelihood,
      icl: p * Math.log(n) - 2 * logLikelihood - 2 * n * logCertainty,
    }
    const { candidates, sampleSize: used } = selectModel(data, {
      components: [1, 3],
      covariances: ['full'],
      sampleSize,
    })
    expect(used).toBeCloseTo(n, 10)
    const candidate = candidates[1]!
    expect(candidate.logLikelihood).toBeCloseTo(n * candidate.model.lml(data), 8)
    for (const criterion of ['aic', 'bic', 'icl'] as const) {
      expect(model[criterion](data, { sampleSize })).toBeCloseTo(expected[criterion], 8)
      expect(candidate[criterion]).toBe(candidate.model[criterion](data, { sampleSize }))
      if (sampleSize === 'sum') expect(model[criterion](data)).toBe(model[criterion](data, { sampleSize }))
    }
  })

  test('a sum below the number of parameters is warned of; counted otherwise, shares choose what counts do', () => {
    const whole = notebook.x
    const ones = Dataset.from(whole, { sampleWeights: whole.map(() => 1) })
    const shares = Dataset.from(whole, { sampleWeights: whole.map(() => 1 / whole.length) })
    const options = { components: [1, 2, 3, 4, 5], covariances: ['full', 'diag'] as const }
    const plain = selectModel(ones, options)
    expect(plain.warnings).toEqual([])
    const doubtful = selectModel(shares, options)
    expect(doubtful.warnings).toMatchObject([{ code: 'few-samples' }])
    expect(doubtful.warnings[0]!.cause).toContain('sum to 1, fewer')
    for (const sampleSize of ['rows', 'kish', whole.length] as const) {
      const { best, warnings } = selectModel(shares, { ...options, sampleSize })
      expect(warnings).toEqual([])
      expect([best.components, best.covariance]).toEqual([plain.best.components, plain.best.covariance])
      expect(best.bic).toBeCloseTo(plain.best.bic, 6)
    }
    for (const criterion of ['aic', 'bic', 'icl'] as const) {
      const heard: SampleSizeWarning[] = []
      model[criterion](shares, { onWarning: (warning) => heard.push(warning) })
      model[criterion](ones, { onWarning: (warning) => heard.push(warning) })
      model[criterion](shares, { sampleSize: 'rows', onWarning: (warning) => heard.push(warning) })
      expect(heard.map(({ value }) => Math.round(value))).toEqual([1])
    }
  })

  test.each(['all', 0, -1, Number.NaN, Infinity, null, true, {}])('%s is refused', (sampleSize) => {
    const asked = { sampleSize } as never
    for (const ask of [
      () => model.aic(data, asked),
      () => model.bic(data, asked),
      () => model.icl(data, asked),
      () => selectModel(data, asked),
    ]) {
      expect(ask).toThrow(MixturaError)
      expect(ask).toThrow('sampleSize')
    }
  })
})
