import { Matrix } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import {
  Dataset,
  em,
  GaussianMixture,
  initialize,
  kMeans,
  kMeansSteps,
  MixturaError,
  type FitOptions,
  type MixtureInput,
  type StartOptions,
} from '../src/index.ts'
import { notebook } from './fixtures.ts'
import { codeOf } from './matchers.ts'

const points = notebook.x
const identity = [
  [1, 0],
  [0, 1],
]
const fitting = (data: unknown, options: unknown = { components: 2 }): string =>
  codeOf(() => GaussianMixture.fit(data as number[][], options as FitOptions))

describe('bad points are refused before any work', () => {
  const nan = points.map((row) => [...row])
  nan[13]![1] = Number.NaN
  const infinite = points.map((row) => [...row])
  infinite[4]![0] = -Infinity

  test.each([
    ['no rows', [], 'no-rows'],
    ['ragged rows', [[1, 2], [3]], 'ragged-rows'],
    ['a hole', [[1, 2], undefined], 'ragged-rows'],
    ['NaN', nan, 'not-a-number'],
    ['−Infinity', infinite, 'not-a-number'],
    ['a string', [[1, '2']], 'not-a-number'],
    ['empty rows', [[], []], 'bad-dimension'],
    ['rows that are objects', [{ x: 1, y: 2 }], 'bad-dimension'],
    ['numbers and rows mixed', [1, [2]], 'not-a-number'],
    ['a matrix without rows', new Matrix(0, 2), 'no-rows'],
    ['a matrix without columns', new Matrix(2, 0), 'bad-dimension'],
    [
      'a matrix with NaN',
      new Matrix([
        [1, 2],
        [Number.NaN, 3],
      ]),
      'not-a-number',
    ],
    ['no points', undefined, 'bad-points'],
    ['a sentence', 'stones', 'bad-points'],
    [
      '1e200',
      [
        [1, 2],
        [1e200, 3],
      ],
      'scale-out-of-range',
    ],
    [
      'a constant column',
      [
        [1, 2],
        [1, 3],
        [1, 5],
      ],
      'constant-column',
    ],
    [
      'identical points',
      [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      'too-few-distinct-points',
    ],
    [
      'a column of denormal spread',
      [
        [0, 1],
        [1e-100, 2],
        [2e-100, 5],
      ],
      'scale-out-of-range',
    ],
    [
      'two samples that differ, of which one hardly counts',
      Dataset.from([[0], [1e-3], [0]], { sampleWeights: [1, 1e-150, 1] }),
      'scale-out-of-range',
    ],
  ])('%s', (_, data, code) => {
    expect(fitting(data)).toBe(code)
  })

  test('the error names row and column', () => {
    expect(() => GaussianMixture.fit(nan, { components: 2 })).toThrow('Row 13, column 1 is NaN')
    expect(() => GaussianMixture.fit(infinite, { components: 2 })).toThrow('Row 4, column 0 is -Infinity')
  })

  test('a typed array needs a dimension that divides it', () => {
    expect(codeOf(() => Dataset.from(new Float64Array(6)))).toBe('bad-dimension')
    expect(codeOf(() => Dataset.from(new Float64Array(6), { dimension: 4 }))).toBe('bad-dimension')
    expect(Dataset.from(new Float64Array(6), { dimension: 3 }).sampleCount).toBe(2)
  })

  test.each([
    ['too few', [1, 2], 'bad-sample-weights'],
    ['negative', points.map(() => -1), 'bad-sample-weights'],
    ['NaN', points.map(() => Number.NaN), 'bad-sample-weights'],
    ['all zero', points.map(() => 0), 'bad-sample-weights'],
    ['null', null, 'bad-sample-weights'],
    ['one number', 2, 'bad-sample-weights'],
  ])('sample weights: %s', (_, sampleWeights, code) => {
    expect(fitting(points, { components: 2, sampleWeights })).toBe(code)
  })

  test('a model asked about points of another dimension', () => {
    const { model } = GaussianMixture.fit(points, { components: 2, maxIterations: 1 })
    for (const ask of ['responsibilities', 'logMarginal', 'lml', 'predict', 'uncertainty', 'bic'] as const) {
      expect(codeOf(() => model[ask]([[1, 2, 3]]))).toBe('bad-dimension')
    }
    expect(codeOf(() => model.cdf(points))).toBe('bad-dimension')
    expect(codeOf(() => model.marginal([2]))).toBe('bad-axes')
    expect(codeOf(() => model.marginal([]))).toBe('bad-axes')
    expect(codeOf(() => model.marginal(0 as unknown as number[]))).toBe('bad-axes')
    expect(codeOf(() => model.regress(0 as unknown as number[], [1]))).toBe('bad-axes')
    expect(codeOf(() => model.conditional(undefined as unknown as Record<number, number>))).toBe('bad-axes')
    expect(codeOf(() => model.conditional({ 0: Number.NaN }))).toBe('bad-points')
    expect(codeOf(() => model.conditional({ 0: 1, 1: 1 }))).toBe('bad-axes')
    expect(codeOf(() => model.regress([0], [0]))).toBe('bad-axes')
    expect(codeOf(() => model.sample(0))).toBe('bad-option')
  })
})

describe('bad options are refused before any work', () => {
  test.each([
    ['K = 0', { components: 0 }, 'bad-component-count'],
    ['K missing', {}, 'bad-component-count'],
    ['K without its name', 2, 'bad-option'],
    ['K = 2.5', { components: 2.5 }, 'bad-component-count'],
    ['more components than points', { components: 501 }, 'too-few-distinct-points'],
    ['an unknown option', { components: 2, component: 2 }, 'unknown-option'],
    ['an unknown structure', { components: 2, covariance: 'banana' }, 'bad-option'],
    ['an unknown start', { components: 2, init: 'banana' }, 'bad-option'],
    ['an unknown part of a start', { components: 2, init: { sigma: 1 } }, 'bad-option'],
    ['an empty start', { components: 2, init: {} }, 'bad-option'],
    ['a negative tolerance', { components: 2, tolerance: -1 }, 'bad-option'],
    ['NaN regularization', { components: 2, regularization: Number.NaN }, 'bad-option'],
    ['half an iteration', { components: 2, maxIterations: 0.5 }, 'bad-option'],
    ['a negative seed', { components: 2, seed: -1 }, 'bad-option'],
    ['a seed of 2³²', { components: 2, seed: 2 ** 32 }, 'bad-option'],
    ['no restarts', { components: 2, restarts: 0 }, 'bad-option'],
    ['no run of K-means', { components: 2, kMeansRestarts: 0 }, 'bad-option'],
    ['an unknown policy', { components: 2, onCollapse: 'ignore' }, 'bad-option'],
    ['an unknown fixed part', { components: 2, fixed: { labels: true } }, 'unknown-option'],
    [
      'a policy that would change what is fixed',
      { components: 2, onCollapse: 'drop', fixed: { weights: true } },
      'bad-option',
    ],
    ['fixed means of another K', { components: 2, fixed: { means: [true] } }, 'bad-option'],
    [
      'one fixed covariance where all share a shape',
      { components: 2, covariance: 'VEV', fixed: { covariances: [true, false] } },
      'bad-option',
    ],
    ['a signal that is none', { components: 2, signal: 1 }, 'bad-option'],
    ['a callback that is none', { components: 2, onFrame: 1 }, 'bad-option'],
    ['start weights that sum to 0.9', { components: 2, init: { weights: [0.5, 0.4] } }, 'bad-weights'],
    ['start weights of another K', { components: 2, init: { weights: [1] } }, 'bad-weights'],
    ['start means of another D', { components: 2, init: { means: [[1], [2]] } }, 'bad-means'],
    [
      'a singular start covariance',
      {
        components: 2,
        init: {
          covariances: [
            [
              [1, 1],
              [1, 1],
            ],
            identity,
          ],
        },
      },
      'not-positive-definite',
    ],
    ['labels of another N', { components: 2, init: { labels: [0, 1] } }, 'bad-labels'],
    ['labels beyond K', { components: 2, init: { labels: points.map(() => 2) } }, 'bad-labels'],
    [
      'labels that leave a component empty',
      { components: 2, init: { labels: points.map(() => 0) } },
      'bad-responsibilities',
    ],
    [
      'responsibilities that sum to 2',
      { components: 2, init: { responsibilities: points.map(() => [1, 1]) } },
      'bad-responsibilities',
    ],
    [
      'a model of another K',
      { components: 2, init: new GaussianMixture({ weights: [1], means: [[0, 0]], covariances: [identity] }) },
      'bad-option',
    ],
    [
      'a model of another D',
      { components: 1, init: new GaussianMixture({ weights: [1], means: [[0]], covariances: [[[1]]] }) },
      'bad-dimension',
    ],
  ])('%s', (_, options, code) => {
    expect(fitting(points, options)).toBe(code)
    const onlyOfFit = ['restarts', 'onFrame', 'signal'].some((name) => name in Object(options))
    expect(codeOf(() => em(points, options as unknown as StartOptions))).toBe(onlyOfFit ? 'unknown-option' : code)
  })

  test('fixed beside any policy, where it fixes nothing', () => {
    const fixed = { weights: false, means: [false, false], covariances: false }
    expect(fitting(points, { components: 2, onCollapse: 'drop', fixed, maxIterations: 1 })).toBe('nothing was thrown')
  })

  test('K-means and initialize check theirs', () => {
    expect(codeOf(() => kMeans(points, { components: 0 }))).toBe('bad-component-count')
    expect(codeOf(() => kMeans([[1], [1]], { components: 2 }))).toBe('too-few-distinct-points')
    expect(codeOf(() => kMeansSteps(points, { components: 2, maxIterations: 0 }))).toBe('bad-option')
    expect(codeOf(() => initialize(points, { components: 2, banana: 1 } as unknown as { components: number }))).toBe(
      'unknown-option',
    )
  })

  test('the message holds the value, and the error is typed', () => {
    try {
      GaussianMixture.fit(points, { components: 2, tolerance: -3 })
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(MixturaError)
      expect(error).toMatchObject({ code: 'bad-option', value: -3 })
      expect((error as Error).message).toContain('-3')
    }
  })
})

describe('bad parameters are refused by the constructor', () => {
  test.each([
    [undefined, 'bad-weights'],
    [null, 'bad-option'],
    [{}, 'bad-weights'],
  ])('%s', (input, code) => {
    expect(codeOf(() => new GaussianMixture(input as unknown as MixtureInput))).toBe(code)
  })

  const good = {
    weights: [0.5, 0.5],
    means: [
      [0, 0],
      [1, 1],
    ],
    covariances: [identity, identity],
  }
  test.each([
    ['weights that sum to 1.1', { weights: [0.5, 0.6] }, 'bad-weights'],
    ['a negative weight', { weights: [1.5, -0.5] }, 'bad-weights'],
    ['no weights', { weights: [] }, 'bad-weights'],
    [
      'a NaN mean',
      {
        means: [
          [0, Number.NaN],
          [1, 1],
        ],
      },
      'bad-means',
    ],
    ['one mean', { means: [[0, 0]] }, 'bad-means'],
    [
      'a covariance that is not symmetric',
      {
        covariances: [
          [
            [1, 0.5],
            [0.4, 1],
          ],
          identity,
        ],
      },
      'not-symmetric',
    ],
    [
      'a covariance that is not positive',
      {
        covariances: [
          [
            [1, 2],
            [2, 1],
          ],
          identity,
        ],
      },
      'not-positive-definite',
    ],
    [
      'a negative variance',
      {
        covariances: [
          [
            [-1, 0],
            [0, 1],
          ],
          identity,
        ],
      },
      'not-positive-definite',
    ],
    [
      'an infinite variance',
      {
        covariances: [
          [
            [Infinity, 0],
            [0, 1],
          ],
          identity,
        ],
      },
      'bad-covariances',
    ],
    ['one covariance', { covariances: [identity] }, 'bad-covariances'],
    [
      'off-diagonals in diag',
      {
        covariances: [
          [
            [1, 0.5],
            [0.5, 1],
          ],
          identity,
        ],
        covariance: 'diag',
      },
      'bad-covariances',
    ],
    ['an unknown field', { sigma: 1 }, 'unknown-option'],
  ])('%s', (_, change, code) => {
    expect(codeOf(() => new GaussianMixture({ ...good, ...change } as typeof good))).toBe(code)
  })

  test('what is handed out are copies', () => {
    const model = new GaussianMixture({ ...good, means: new Matrix(good.means) })
    model.means.set(0, 0, 99)
    model.covariances[0]!.set(0, 0, 99)
    model.weights[0] = 99
    expect(model.toJSON()).toEqual({ schemaVersion: 1, covariance: 'full', ...good })
  })

  test.each([
    [undefined, 'bad-model-file'],
    [[], 'bad-model-file'],
    [{ schemaVersion: 2 }, 'bad-model-file'],
    [{ schemaVersion: 1, weights: [1] }, 'bad-model-file'],
    [{ schemaVersion: 1, covariance: 'banana', ...good }, 'bad-model-file'],
    [{ schemaVersion: 1, covariance: 'full', ...good, weights: [1, 1] }, 'bad-weights'],
  ])('model file %j', (json, code) => {
    expect(codeOf(() => GaussianMixture.fromJSON(json))).toBe(code)
  })
})
