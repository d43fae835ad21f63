import { GaussianMixture, MixturaError } from '@mixtura/core'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formatModel, parseModel, type FitReport } from '../src/index.ts'
import { errorOf } from './samples.ts'

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${name}.json`, import.meta.url), 'utf8'))

interface Iris {
  x: number[][]
  types: Record<string, { weights: unknown; means: unknown; covariances: unknown; meanLogLikelihood: number }>
}
const iris = fixture('iris-k3') as Iris
const stones = fixture('three-students-seed12') as { x: number[][] }

const fit = GaussianMixture.fit(stones.x, { components: 3, maxIterations: 20 })
const { model } = fit
const columns = ['x', 'y [m]']
const report: FitReport = {
  lml: [...fit.lml],
  logLikelihood: model.lml(stones.x) * 500,
  aic: model.aic(stones.x),
  bic: model.bic(stones.x),
  iterations: fit.iterations,
  converged: fit.converged,
  stopReason: fit.stopReason,
  events: [{ iteration: 3, component: 1, cause: 'singular', action: 'regularize' }],
  seed: 0,
  n: 500,
  d: 2,
}

describe('what is written is read', () => {
  test('model, columns and report, to the last bit', () => {
    const text = formatModel({ model, columns, report })
    const file = parseModel(text)
    expect(file.model.toJSON()).toEqual(model.toJSON())
    expect(file.columns).toEqual(columns)
    expect(file.report).toEqual(report)
    expect(formatModel(file)).toBe(text)
  })

  test('in the documented shape, on one line', () => {
    const text = formatModel({ model, columns, report })
    expect(text.indexOf('\n')).toBe(text.length - 1)
    const { schemaVersion, model: parameters, ...rest } = JSON.parse(text) as Record<string, object>
    expect(schemaVersion).toBe(1)
    expect(Object.keys(parameters!)).toEqual(['covariance', 'weights', 'means', 'covariances', 'columns'])
    expect(rest).toEqual(report)
  })

  test('without columns or report', () => {
    const file = parseModel(formatModel({ model }))
    expect(file.model.toJSON()).toEqual(model.toJSON())
    expect(file).toEqual({ model: file.model })
  })

  test('models of any size and scale', () => {
    const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value || 0)
    const variance = fc.double({ min: 1e-6, max: 1e6, noNaN: true })
    const models = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 })).chain(([k, d]) =>
      fc.record({
        shares: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: k, maxLength: k }),
        means: fc.array(fc.array(finite, { minLength: d, maxLength: d }), { minLength: k, maxLength: k }),
        variances: fc.array(fc.array(variance, { minLength: d, maxLength: d }), { minLength: k, maxLength: k }),
      }),
    )
    fc.assert(
      fc.property(models, ({ shares, means, variances }) => {
        const total = shares.reduce((sum, share) => sum + share, 0)
        const weights = shares.map((share) => share / total)
        const model = new GaussianMixture({ weights, means, covariances: variances, covariance: 'diag' })
        expect(parseModel(formatModel({ model })).model.toJSON()).toEqual(model.toJSON())
      }),
    )
  })
})

describe('models from elsewhere', () => {
  test('as core writes them by itself', () => {
    expect(parseModel(JSON.stringify(model)).model.toJSON()).toEqual(model.toJSON())
  })

  test.each(Object.keys(iris.types))('scikit-learn, %s', (type) => {
    const { weights, means, covariances, meanLogLikelihood } = iris.types[type]!
    const json = { weights_: weights, means_: means, covariances_: covariances, covariance_type: type, n_iter_: 25 }
    const file = parseModel(JSON.stringify(json))
    expect(file.columns).toBeUndefined()
    expect(Math.abs(file.model.lml(iris.x) - meanLogLikelihood)).toBeLessThan(1e-12)
    const named = parseModel(JSON.stringify({ ...json, feature_names_in_: ['a', 'b', 'c', 'd'] }))
    expect(named.columns).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('what is no model', () => {
  const good = JSON.parse(formatModel({ model, columns, report })) as Record<string, unknown>
  const parameters = good['model'] as Record<string, unknown>
  const without = (name: string): object => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name))
  const parse = (document: unknown) => () => parseModel(JSON.stringify(document), { source: 'm.json' })

  test('because it is not JSON', () => {
    expect(errorOf(() => parseModel('x,y\n1,2', { source: 'm.json' }))).toMatchObject({
      code: 'bad-json',
      source: 'm.json',
    })
  })

  test.each([[[]], [7], ['model'], [null]])('because it is %j', (document) => {
    expect(errorOf(parse(document))).toMatchObject({ code: 'bad-model-file', source: 'm.json' })
  })

  test.each([
    ['version', { ...good, schemaVersion: 2 }, 'bad-model-file', 'schemaVersion is 2'],
    ['no version', without('schemaVersion'), 'bad-model-file', 'schemaVersion is undefined'],
    ['no model', without('model'), 'bad-model-file', 'no '],
    ['structure', { ...good, model: { ...parameters, covariance: 'round' } }, 'bad-model-file', '“round”'],
    ['weights', { ...good, model: { ...parameters, weights: [0.5, 0.6, 0.1] } }, 'bad-weights', 'sum to'],
    ['means', { ...good, model: { ...parameters, means: [[1, 2]] } }, 'bad-means', '1 × 2'],
    [
      'infinity',
      '{"schemaVersion":1,"covariance":"full","weights":[1],"means":[[1e999]],"covariances":[[[1]]]}',
      'bad-means',
      'Infinity',
    ],
    ['covariances', { ...good, model: { ...parameters, covariances: [1, 2, 3] } }, 'bad-covariances', 'shape'],
    [
      'no factor',
      {
        weights_: [1],
        means_: [[0, 0]],
        covariances_: [
          [
            [1, 2],
            [2, 1],
          ],
        ],
        covariance_type: 'full',
      },
      'not-positive-definite',
      'component 0',
    ],
    [
      'not symmetric',
      {
        weights_: [1],
        means_: [[0, 0]],
        covariances_: [
          [
            [1, 0.5],
            [0, 1],
          ],
        ],
        covariance_type: 'full',
      },
      'not-symmetric',
      '(1, 0)',
    ],
    [
      'scikit-learn without a type',
      { weights_: [1], means_: [[0]], covariances_: [[[1]]] },
      'bad-model-file',
      'covariance_type',
    ],
  ])('because of its parameters: %s', (_, document, code, words) => {
    const call = () => parseModel(typeof document === 'string' ? document : JSON.stringify(document))
    expect(call).toThrow(MixturaError)
    expect(call).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) }))
  })

  test.each([[['x']], ['x,y'], [[1, 2]], [['x', 'y', 'z']]])('because its columns are %j', (given) => {
    expect(errorOf(parse({ ...good, model: { ...parameters, columns: given } }))).toMatchObject({
      code: 'bad-model-file',
      value: given,
    })
    expect(errorOf(() => formatModel({ model, columns: given as string[] })).code).toBe('bad-model-file')
  })

  test.each([
    ['lml', [1, null]],
    ['lml', 7],
    ['logLikelihood', '7'],
    ['aic', null],
    ['bic', undefined],
    ['iterations', 1.5],
    ['iterations', -1],
    ['converged', 'yes'],
    ['stopReason', 7],
    ['events', {}],
    ['events', [{ iteration: 1, component: 0, cause: 'singular' }]],
    ['events', [null]],
    ['seed', NaN],
    ['n', '500'],
    ['d', 3],
  ])('because of its report: %s %j', (name, value) => {
    expect(errorOf(parse({ ...good, [name]: value }))).toMatchObject({
      code: 'bad-model-file',
      source: 'm.json',
      message: expect.stringContaining(`Its ${name} is `),
    })
    expect(errorOf(() => formatModel({ model, report: { ...report, [name]: value } as FitReport })).code).toBe(
      'bad-model-file',
    )
  })

  test('whatever it is, the error is typed', () => {
    const names = fc.constantFrom(
      'schemaVersion',
      'model',
      'weights',
      'means',
      'covariances',
      'covariance',
      'columns',
      'lml',
      'weights_',
    )
    const document = fc.dictionary(
      names,
      fc.oneof(fc.jsonValue(), fc.constant(parameters), fc.constant(1), fc.constant('full')),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          document.map((value) => JSON.stringify(value)),
          fc.json(),
          fc.string(),
        ),
        (text) => {
          try {
            expect(parseModel(text).model).toBeInstanceOf(GaussianMixture)
          } catch (error) {
            expect(['IoError', 'MixturaError']).toContain((error as Error).name)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})
