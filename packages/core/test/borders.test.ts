import fc from 'fast-check'
import { Matrix } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import * as core from '../src/index.ts'
import { codeOf } from './matchers.ts'

const { Dataset, GaussianMixture } = core
const rows = [[0, 0], [1, 0.5], [0.5, 2], [7, 8], [8, 8.5], [9, 7]] // prettier-ignore
const labels = [0, 0, 0, 1, 1, 1]
const identity = [[1, 0], [0, 1]] // prettier-ignore
const parts = { weights: [0.5, 0.5], means: [[0, 0], [8, 8]], covariances: [identity, identity] } // prettier-ignore
const model = new GaussianMixture(parts)
const one = new GaussianMixture({ weights: [1], means: [[0]], covariances: [[[1]]] })
const options = { components: 2, maxIterations: 2 }
const start = { parameters: model.parameters, events: [] }
const emOptions = core.checkOptions({}, core.emOptionChecks)

/** Every public function with arguments that it takes; each of those that come from outside is put at risk in turn. */
const borders: Record<string, [(...given: never[]) => unknown, readonly unknown[]]> = {
  'Dataset.from': [Dataset.from, [rows, { dimension: 2, sampleWeights: labels }]],
  'Dataset.from flat': [Dataset.from, [[1, 2, 3, 4], { dimension: 2 }]],
  'new GaussianMixture': [(input) => new GaussianMixture(input), [parts]],
  'GaussianMixture.fit': [GaussianMixture.fit, [rows, options]],
  'GaussianMixture.fromJSON': [GaussianMixture.fromJSON, [model.toJSON()]],
  'GaussianMixture.fromSklearn': [GaussianMixture.fromSklearn, [{}]],
  responsibilities: [model.responsibilities.bind(model), [rows]],
  weightedLogDensities: [model.weightedLogDensities.bind(model), [rows]],
  logMarginal: [model.logMarginal.bind(model), [rows]],
  lml: [model.lml.bind(model), [rows]],
  predict: [model.predict.bind(model), [rows]],
  uncertainty: [model.uncertainty.bind(model), [rows]],
  mahalanobis: [model.mahalanobis.bind(model), [rows]],
  cdf: [one.cdf.bind(one), [[1, 2]]],
  marginal: [model.marginal.bind(model), [[1]]],
  conditional: [model.conditional.bind(model), [{ 0: 1 }]],
  regress: [(inputs, outputs, points) => model.regress(inputs, outputs)(points), [[0], [1], [[1]]]],
  aic: [model.aic.bind(model), [rows]],
  bic: [model.bic.bind(model), [rows]],
  icl: [model.icl.bind(model), [rows]],
  responsibilitiesFlat: [model.responsibilitiesFlat.bind(model), [rows, {}]],
  sampleFlat: [model.sampleFlat.bind(model), [3, { seed: 1 }]],
  sample: [model.sample.bind(model), [3, { seed: 1 }]],
  em: [(points, asked) => [...core.em(points, asked)], [rows, options]],
  initialize: [core.initialize, [rows, { components: 2, init: parts }]],
  kMeans: [core.kMeans, [rows, { components: 2, init: parts.means }]],
  kMeansSteps: [(points, asked) => [...core.kMeansSteps(points, asked)], [rows, { components: 2 }]],
  completeDataLogLikelihood: [core.completeDataLogLikelihood, [model, rows, labels]],
  qFunction: [core.qFunction, [model, model, rows]],
  spuriousComponents: [core.spuriousComponents, [model, rows]],
  accuracy: [core.accuracy, [labels, labels]],
  adjustedRandIndex: [core.adjustedRandIndex, [labels, labels]],
  confusionMatrix: [core.confusionMatrix, [labels, labels]],
  matchLabels: [core.matchLabels, [labels, labels]],
  selectModel: [core.selectModel, [rows, { components: [1, 2], covariances: ['EII'], maxIterations: 2 }]],
  familyOf: [core.familyOf, ['full']],
  covarianceParameterCount: [core.covarianceParameterCount, ['full', 2, 2]],
  checkOptions: [(given) => core.checkOptions(given, core.emOptionChecks), [{ tolerance: 1 }]],
  createEngine: [core.createEngine, [Dataset.from(rows), { engine: 'js', deterministic: true }]],
}

/** Seams between the parts of this package, which are handed what other parts of it have made. */
const seams = {
  createWasmEngine: core.createWasmEngine,
  createJsEngine: core.createJsEngine,
  expectationMaximization: core.expectationMaximization,
  runEm: core.runEm,
  runEmAsync: core.runEmAsync,
  maximize: core.maximize,
  modelOf: core.modelOf,
  intoStructure: core.intoStructure,
  withFrame: core.withFrame,
  hasFallen: core.hasFallen,
  monotonicityTolerance: core.monotonicityTolerance,
  checkFixed: core.checkFixed,
}

const garbage = fc.oneof(
  fc.anything({
    withBigInt: true,
    withNullPrototype: true,
    withTypedArray: true,
    withDate: true,
    withSparseArray: true,
  }),
  fc.constantFrom(null, undefined, true, '', '123', 'constructor', '__proto__', Number.NaN, -1, 1e300, {}, [], () => 1),
  fc.constantFrom({ parameters: {} }, { aborted: 1 }, { length: 3 }, { length: -1 }, new Matrix(0, 0), Symbol('s')),
  fc.array(fc.oneof(fc.constantFrom('1', true, null, 1n, undefined), fc.integer()), { maxLength: 7 }),
  fc.array(fc.array(fc.constantFrom<unknown>('1', true, null, 1, 2, Number.NaN), { maxLength: 3 }), { maxLength: 7 }),
)

/** The valid value, with one field of it or one of its parts replaced. */
function spoilt(value: unknown): fc.Arbitrary<unknown> {
  if (value === null || typeof value !== 'object' || value instanceof Dataset || value instanceof GaussianMixture) {
    return garbage
  }
  const keys = Object.keys(value)
  if (keys.length === 0) return garbage
  const inner = fc
    .constantFrom(...keys)
    .chain((key) =>
      spoilt((value as Record<string, unknown>)[key]).map((part) =>
        Array.isArray(value)
          ? value.map((each: unknown, i) => (String(i) === key ? part : each))
          : { ...value, [key]: part },
      ),
    )
  return fc.oneof(garbage, inner, inner)
}

describe('whatever is handed to a public function, it answers or refuses with a code', () => {
  test.each(Object.entries(borders))('%s', (_, [call, given]) => {
    const anyArguments = fc
      .nat({ max: given.length - 1 })
      .chain((at) => spoilt(given[at]).map((bad) => given.map((each, i) => (i === at ? bad : each))))
    fc.assert(
      fc.property(anyArguments, (spoiltArguments) => {
        expect(codeOf(() => call(...(spoiltArguments as never[])))).not.toMatch(/^no code/)
      }),
      { numRuns: 150 },
    )
  })

  test('the tables hold every function there is', () => {
    const functions = Object.entries(core).filter(([, value]) => typeof value === 'function')
    const classes = new Set(['Dataset', 'GaussianMixture', 'MixturaError', 'SufficientStatistics'])
    const named = functions.map(([name]) => name).filter((name) => !classes.has(name))
    expect(named.filter((name) => !(name in borders) && !(name in seams))).toEqual([])
    const methods = Object.entries(Object.getOwnPropertyDescriptors(GaussianMixture.prototype))
    const asked = methods.filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
    expect(asked.map(([name]) => name).filter((name) => !(name in borders) && name !== 'toJSON')).toEqual([])
  })
})

test('numbers in a list are numbers: strings, booleans, null and holes are no weights, values, labels or means', () => {
  const noNumbers = fc.constantFrom('1', true, false, null, undefined, 1n, [1], { valueOf: () => 1 })
  fc.assert(
    fc.property(fc.nat({ max: 5 }), noNumbers, (at, bad) => {
      const spoil = (list: readonly unknown[]): never => list.map((each, i) => (i === at ? bad : each)) as never
      const spoilRow = (list: readonly number[][]): never =>
        list.map((row, i) => (i === at % list.length ? spoilAt(row, at % 2, bad) : row)) as never
      expect(codeOf(() => Dataset.from(rows, { sampleWeights: spoil(labels) }))).toBe('bad-sample-weights')
      expect(codeOf(() => Dataset.from(spoilRow(rows)))).toBe('not-a-number')
      expect(codeOf(() => Dataset.from(spoil([1, 2, 3, 4, 5, 6]), { dimension: 2 }))).toMatch(
        /not-a-number|bad-dim|ragged/,
      )
      expect(codeOf(() => GaussianMixture.fit(rows, { ...options, init: { labels: spoil(labels) } }))).toBe(
        'bad-labels',
      )
      expect(codeOf(() => new GaussianMixture({ ...parts, means: spoilRow(parts.means) }))).toBe('bad-means')
    }),
  )
  expect(codeOf(() => Dataset.from([[1], [2], [3]], { sampleWeights: '123' as never }))).toBe('bad-sample-weights')
})

function spoilAt(row: readonly number[], at: number, bad: unknown): unknown[] {
  return row.map((value, j) => (j === at ? bad : value))
}

test('a dimension that is said is kept to, whatever the points come as', () => {
  const d = fc.integer({ min: 1, max: 5 })
  fc.assert(
    fc.property(d, d, fc.integer({ min: 1, max: 4 }), (columns, said, n) => {
      const table = Array.from({ length: n }, (_, i) => Array.from({ length: columns }, (_, j) => i * columns + j))
      for (const points of [table, new Matrix(table), Dataset.from(table)]) {
        const code = codeOf(() => Dataset.from(points, { dimension: said }))
        expect(code).toBe(said === columns ? 'nothing was thrown' : 'bad-dimension')
      }
      const flat = table.flat()
      for (const points of [flat, Uint8ClampedArray.from(flat), Int32Array.from(flat), Float64Array.from(flat)]) {
        if (flat.length % said !== 0) {
          expect(codeOf(() => Dataset.from(points, { dimension: said }))).toBe('bad-dimension')
          continue
        }
        const data = Dataset.from(points, { dimension: said })
        expect([data.dimension, data.sampleCount, ...data.values]).toEqual([said, flat.length / said, ...flat])
      }
    }),
  )
})

test('what is no number since the data set was made is named by row and column, not blamed on EM', () => {
  fc.assert(
    fc.property(fc.nat({ max: 11 }), fc.constantFrom(Number.NaN, Infinity, -Infinity), (at, bad) => {
      const data = Dataset.from(Float64Array.from(rows.flat()), { dimension: 2 })
      data.values[at] = bad
      for (const ask of [
        () => GaussianMixture.fit(data, options),
        () => core.initialize(data, { components: 2 }),
        () => core.selectModel(data),
        () => core.createEngine(data),
        () => model.predict(data),
      ]) {
        expect(codeOf(ask)).toBe('not-a-number')
        expect(ask).toThrow(`Row ${Math.floor(at / 2)}, column ${at % 2}`)
      }
    }),
  )
})

test('a covariance is symmetric at every scale, to rounding of its correlations', () => {
  const power = fc.integer({ min: -150, max: 150 })
  fc.assert(
    fc.property(power, fc.double({ min: 0.01, max: 0.9, noNaN: true }), (exponent, correlation) => {
      const scale = 10 ** exponent
      const covariance = (asymmetry: number) => [[scale, scale * correlation * (1 + asymmetry)], [scale * correlation, scale]] // prettier-ignore
      const make = (asymmetry: number) => () =>
        new GaussianMixture({ weights: [1], means: [[0, 0]], covariances: [covariance(asymmetry)] })
      expect(codeOf(make(1e-12))).toBe('nothing was thrown')
      for (const asymmetry of [1e-5, 0.01]) expect(codeOf(make(asymmetry))).toBe('not-symmetric')
    }),
  )
  const huge = [[1e200, 1e199], [1.1e199, 1e200]] // prettier-ignore
  expect(codeOf(() => new GaussianMixture({ weights: [1], means: [[0, 0]], covariances: [huge] }))).toBe(
    'not-symmetric',
  )
})

test('with a ridge there may be more components than distinct points, whatever the start and the structure', () => {
  const few = [[0, 0], [0, 0], [0, 0], [3, 1], [3, 1]] // prettier-ignore
  for (const covariance of core.familyNames) {
    for (const init of ['kmeans', 'k-means++', 'random', 'random-responsibilities'] as const) {
      const asked = { components: 10, covariance, init, maxIterations: 20 }
      const { model: fitted, finalLml } = GaussianMixture.fit(few, { ...asked, regularization: 1e-3 })
      expect(fitted.componentCount).toBe(10)
      expect(Number.isFinite(finalLml)).toBe(true)
      expect(codeOf(() => GaussianMixture.fit(few, asked))).toBe('too-few-distinct-points')
    }
  }
})

test('allocation by a caller’s number is refused with a code where there is no room for it', () => {
  for (const count of [1e10, 1e12, 2 ** 40, Number.MAX_SAFE_INTEGER]) {
    expect(codeOf(() => model.sample(count))).toBe('out-of-memory')
    expect(codeOf(() => model.sampleFlat(count))).toBe('out-of-memory')
  }
  const many = Dataset.from(
    Float64Array.from({ length: 50_000 }, (_, i) => i),
    { dimension: 1 },
  )
  for (const init of ['random-responsibilities', { labels: new Int32Array(50_000) }] as const) {
    const asked = { components: 45_000, covariance: 'spherical', regularization: 1, init } as const
    expect(codeOf(() => GaussianMixture.fit(many, asked))).toBe('out-of-memory')
  }
  expect(codeOf(() => core.confusionMatrix([1e6], [0]))).toBe('bad-labels')
})

test('samples and responsibilities in one array are the numbers of the matrices, written where it is asked', () => {
  const { points, labels: drawn } = model.sample(50, { seed: 3 })
  const out = new Float64Array(100)
  const flat = model.sampleFlat(50, { seed: 3, out })
  expect(flat.values).toBe(out)
  expect([Array.from(out), flat.labels]).toEqual([points.to1DArray(), drawn])
  const shares = new Float64Array(100)
  expect(model.responsibilitiesFlat(points, { out: shares })).toBe(shares)
  expect(Array.from(shares)).toEqual(model.responsibilities(points).to1DArray())
  expect(codeOf(() => model.responsibilitiesFlat(points, { out: new Float64Array(99) }))).toBe('bad-option')
})

test('seams take what the package has made', () => {
  const frames = [...core.runEm(core.createJsEngine(Dataset.from(rows)), start, emOptions)]
  expect(frames.length).toBeGreaterThan(1)
})

test('a deadline ends a selection, which returns what is done', () => {
  let time = 0
  const onProgress = (): void => void time++
  const options = { components: [1, 2], covariances: ['EII', 'VII'] as const, onProgress }
  for (const at of [1, 2, 3]) {
    time = 0
    const { candidates } = core.selectModel(rows, { ...options, deadline: { now: () => time, at } })
    expect(candidates).toHaveLength(at)
  }
  expect(codeOf(() => core.selectModel(rows, { ...options, deadline: { now: () => 1, at: 1 } }))).toBe('bad-option')
  expect(codeOf(() => core.selectModel(rows, { deadline: {} as never }))).toBe('bad-option')
})

test('a deadline ends a fit after the first frame at or after it, whichever start it is in', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), (at) => {
      let time = 0
      const seen: number[] = []
      const { stopReason } = GaussianMixture.fit(rows, {
        components: 2,
        tolerance: 0,
        maxIterations: 100,
        deadline: { now: () => time, at },
        onFrame: () => void seen.push(++time),
      })
      expect([stopReason, seen.length]).toEqual(['aborted', at])
    }),
  )
  for (const deadline of [{}, 5, { now: 1, at: 1 }, { now: () => 1, at: Number.NaN }, null]) {
    expect(codeOf(() => GaussianMixture.fit(rows, { components: 2, deadline: deadline as never }))).toBe('bad-option')
  }
})
