import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { em, GaussianMixture, initialize, kMeans, type Frame, type Init } from '../src/index.ts'
import { notebook } from './fixtures.ts'
import { codeOf, flatten, largestDifference } from './matchers.ts'
import { problems } from './problems.ts'

const points = notebook.x

const labelsOf = (rows: readonly number[][]): number[] => rows.map((_, i) => i % 3)
const starts: [string, (rows: readonly number[][]) => Init][] = [
  ...(['kmeans', 'k-means++', 'random', 'random-responsibilities'] as const).map((name): [string, () => Init] => [
    name,
    () => name,
  ]),
  [
    'means',
    () => ({
      means: [
        [2, 5],
        [4, 4],
        [5.5, 4],
      ],
    }),
  ],
  ['labels', (rows) => ({ labels: labelsOf(rows) })],
  [
    'responsibilities',
    (rows) => ({ responsibilities: labelsOf(rows).map((own) => [0, 1, 2].map((k) => (k === own ? 0.8 : 0.1))) }),
  ],
  ['function', (rows) => () => ({ labels: labelsOf(rows) })],
]

describe('starts', () => {
  test('random: three of the stones, the data’s covariance, weights 1/K', () => {
    const { model } = initialize(points, { components: 3, init: 'random', seed: 4 })
    const single = initialize(points, { components: 1, init: 'kmeans' }).model.covariances[0]!
    const rows = new Set(points.map((row) => row.join()))
    expect(model.means.to2DArray().every((mean) => rows.has(mean.join()))).toBe(true)
    expect(new Set(model.means.to2DArray().map((mean) => mean.join())).size).toBe(3)
    expect(largestDifference(model.covariances, [single, single, single])).toBeLessThan(1e-12)
    expect(model.weights).toEqual([1 / 3, 1 / 3, 1 / 3])
  })

  test('random never draws two equal points, however many there are', () => {
    const twins = [...Array.from({ length: 400 }, () => [1, 1]), [2, 2], [3, 4]]
    const { model } = initialize(twins, { components: 3, init: 'random' })
    expect(new Set(model.means.to2DArray().map((mean) => mean.join())).size).toBe(3)
  })

  test('any part given on its own is used as it is, the others are filled as in random', () => {
    const random = initialize(points, { components: 3, init: 'random', seed: 9 }).model.toJSON()
    const parts = {
      weights: [0.2, 0.3, 0.5],
      means: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      covariances: [
        [
          [1, 0.5],
          [0.5, 2],
        ],
        [
          [1, 0],
          [0, 1],
        ],
        [
          [3, 0],
          [0, 1],
        ],
      ],
    }
    for (const names of [
      ['weights'],
      ['means'],
      ['covariances'],
      ['weights', 'covariances'],
      ['means', 'covariances'],
    ] as const) {
      const init = Object.fromEntries(names.map((name) => [name, parts[name as 'means']]))
      const { model } = initialize(points, { components: 3, init, seed: 9 })
      expect(model.toJSON()).toEqual({ ...random, ...init })
    }
  })

  test('labels and responsibilities of 0 and 1 are the same start: Nₖ/N, cluster means, divisor Nₖ', () => {
    const byLabels = initialize(points, { components: 3, init: { labels: notebook.kmeansLabels } }).model
    const responsibilities = notebook.kmeansLabels.map((label) => [0, 1, 2].map((k) => (k === label ? 1 : 0)))
    const byShares = initialize(points, { components: 3, init: { responsibilities } }).model
    expect(byShares.toJSON()).toEqual(byLabels.toJSON())
    expect(largestDifference(byLabels.means, notebook.init.means)).toBeLessThan(1e-13)
    const counts = [0, 1, 2].map((k) => notebook.kmeansLabels.filter((label) => label === k).length)
    expect(
      largestDifference(
        byLabels.weights,
        counts.map((count) => count / 500),
      ),
    ).toBeLessThan(1e-15)
    const expected = notebook.init.covariances.map((c, k) => flatten(c).map((v) => (v * (counts[k]! - 1)) / counts[k]!))
    expect(largestDifference(byLabels.covariances, expected)).toBeLessThan(1e-13)
  })

  test('a function is asked with the data, K and the seed', () => {
    const asked: unknown[] = []
    const init: Init = (dataset, { components, seed }) => {
      asked.push([dataset.sampleCount, components, seed])
      return 'random'
    }
    const { model } = initialize(points, { components: 2, init, seed: 3 })
    expect(asked).toEqual([[500, 2, 3]])
    expect(model.toJSON()).toEqual(initialize(points, { components: 2, init: 'random', seed: 3 }).model.toJSON())
  })

  test('a diagonal model starts a full fit, and the other way round', () => {
    const diag = GaussianMixture.fit(points, { components: 3, covariance: 'diag' })
    const full = GaussianMixture.fit(points, { components: 3, init: diag.model })
    expect(full.startLml).toBe(diag.lml.at(-1))
    expect(full.events).toEqual([])
    expect(full.lml.at(-1)).toBeGreaterThan(diag.lml.at(-1)! + 0.01)
    const back = GaussianMixture.fit(points, { components: 3, covariance: 'diag', init: full.model })
    const diagonals = full.model.covariances.map((covariance) => covariance.diag())
    expect(back.startLml).toBeCloseTo(
      new GaussianMixture({
        weights: full.model.weights,
        means: full.model.means,
        covariances: diagonals,
        covariance: 'diag',
      }).lml(points),
      12,
    )
    expect(back.events.map(({ cause, action }) => [cause, action])).toEqual(
      Array.from({ length: 3 }, () => ['outside-structure', 'project']),
    )
    expect(back.model.covariance).toBe('diag')
  })

  test('continuing from any frame is the same run', () => {
    const frames = [...em(points, { components: 3, maxIterations: 20, tolerance: 0 })]
    const onward = [...em(points, { components: 3, init: frames[8]!.model, maxIterations: 12, tolerance: 0 })]
    expect(onward.map(({ lml }) => lml)).toEqual(frames.slice(8).map(({ lml }) => lml))
  })
})

test('a start is the best of as many runs of K-means as are asked for', () => {
  const startOf = (kMeansRestarts: number): GaussianMixture =>
    GaussianMixture.fit(points, { components: 6, kMeansRestarts, maxIterations: 0 }).model
  for (const restarts of [1, 7]) {
    const { centers } = kMeans(points, { components: 6, restarts })
    expect(largestDifference(startOf(restarts).means, centers)).toBeLessThan(1e-12)
  }
  expect(largestDifference(startOf(1).means, startOf(7).means)).toBeGreaterThan(1e-3)
})

describe('restarts', () => {
  const fit = GaussianMixture.fit(points, { components: 4, init: 'random', restarts: 6, seed: 11 })

  test('every optimum is reported, the best is kept', () => {
    expect(fit.optima.map(({ seed }) => seed)).toEqual([11, 12, 13, 14, 15, 16])
    expect(Math.max(...fit.optima.map(({ lml }) => lml)) - fit.lml.at(-1)!).toBeLessThan(1e-9)
    expect(new Set(fit.optima.map(({ lml }) => lml.toFixed(4))).size).toBeGreaterThan(1)
  })

  test('each start can be run again alone by its seed', () => {
    const { seed, lml, iterations } = fit.optima[3]!
    const alone = GaussianMixture.fit(points, { components: 4, init: 'random', seed })
    expect([alone.lml.at(-1), alone.iterations]).toEqual([lml, iterations])
  })

  test('a start that collapses is reported; the others go on, and the error comes where none is left', () => {
    const heap = [...points, ...Array.from({ length: 12 }, () => [7, 7])]
    const options = { components: 3, init: 'random', onCollapse: 'error' } as const
    const fit = GaussianMixture.fit(heap, { ...options, restarts: 8 })
    expect(fit.failures.length).toBeGreaterThan(0)
    expect(fit.optima.length).toBeGreaterThan(0)
    const seeds = [...fit.failures, ...fit.optima].map(({ seed }) => seed)
    expect(seeds.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(fit.events).toEqual([])
    for (const { seed, error } of fit.failures) {
      expect(error.code).toBe('component-collapsed')
      expect(codeOf(() => GaussianMixture.fit(heap, { ...options, seed }))).toBe('component-collapsed')
    }
    const sevenHeaps = Array.from({ length: 70 }, (_, i) => [i % 7, (i % 7) ** 2])
    expect(codeOf(() => GaussianMixture.fit(sevenHeaps, { ...options, components: 7, restarts: 3 }))).toBe(
      'component-collapsed',
    )
  })

  test('seeds wrap round', () => {
    const { optima } = GaussianMixture.fit(points, { components: 2, restarts: 2, seed: 2 ** 32 - 1, maxIterations: 1 })
    expect(optima.map(({ seed }) => seed)).toEqual([2 ** 32 - 1, 0])
  })
})

describe('sample weights', () => {
  test('weight 2 is the row twice, weight 0 the row left out', () => {
    fc.assert(
      fc.property(
        problems({ maxComponents: 2 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
        (problem, stream) => {
          const sampleWeights = problem.points.map(() => stream.next().value as number)
          const repeated = problem.points.flatMap((row, i) => Array.from({ length: sampleWeights[i]! }, () => row))
          if (new Set(repeated.map((row) => row.join())).size < 3 * problem.points[0]!.length) return
          const init = initialize(problem.points, { components: problem.components, init: 'random' }).model
          const options = { components: problem.components, init, maxIterations: 8, tolerance: 0 }
          const weighted = GaussianMixture.fit(problem.points, { ...options, sampleWeights })
          const plain = GaussianMixture.fit(repeated, options)
          expect(largestDifference(weighted.lml, plain.lml)).toBeLessThan(1e-9)
          expect(largestDifference(weighted.model.means, plain.model.means)).toBeLessThan(1e-7)
        },
      ),
    )
  })

  test.each([1e-30, 1e30])('their unit does not matter to a fit from a given start: times %d', (unit) => {
    const init = initialize(points, { components: 3 }).model
    const options = { components: 3, init, maxIterations: 10, tolerance: 0 }
    const plain = GaussianMixture.fit(points, options)
    const scaled = GaussianMixture.fit(points, { ...options, sampleWeights: points.map(() => unit) })
    expect(scaled.events).toEqual([])
    expect(largestDifference(scaled.lml, plain.lml)).toBeLessThan(1e-12)
  })

  test.each(starts)('from the start %s, weight 2 is the row twice: in the start and after it', (_, init) => {
    // Every row counts twice, so that a start that draws rows draws the same ones.
    const rows = points.slice(0, 90)
    const sampleWeights = rows.map(() => 2)
    const options = { components: 3, init: init(rows), seed: 2 }
    const { model } = initialize(rows, { ...options, sampleWeights })
    const start = GaussianMixture.fit(rows, { ...options, sampleWeights, maxIterations: 0 })
    expect(start.model.toJSON()).toEqual(model.toJSON())
    const weighted = GaussianMixture.fit(rows, { ...options, sampleWeights, maxIterations: 6, tolerance: 0 })
    const twice = GaussianMixture.fit([...rows, ...rows], {
      components: 3,
      init: model,
      maxIterations: 6,
      tolerance: 0,
    })
    expect(Math.abs(start.startLml - twice.startLml)).toBeLessThan(1e-12)
    expect(largestDifference(weighted.lml, twice.lml)).toBeLessThan(1e-11)
    expect(largestDifference(weighted.model.means, twice.model.means)).toBeLessThan(1e-9)
  })

  test.each(starts)('from the start %s, rows of weight 0 are as if they were not there', (_, init) => {
    const rows = points.slice(0, 60)
    const strangers = Array.from({ length: 7 }, (_, i) => [50 + i ** 2, -40 + i])
    const all = [...rows, ...strangers]
    const sampleWeights = all.map((_, i) => (i < rows.length ? 1 : 0))
    const { model } = initialize(all, { components: 3, init: init(all), seed: 5, sampleWeights })
    const inside = rows.map(([x]) => x!)
    for (const x of model.means.getColumn(0)) {
      expect(x).toBeGreaterThanOrEqual(Math.min(...inside))
      expect(x).toBeLessThanOrEqual(Math.max(...inside))
    }
    const options = { components: 3, init: model, maxIterations: 6, tolerance: 0 }
    const weighted = GaussianMixture.fit(all, { ...options, sampleWeights })
    expect(largestDifference(weighted.lml, GaussianMixture.fit(rows, options).lml)).toBeLessThan(1e-12)
  })

  test('also in BIC’s n', () => {
    const doubled = GaussianMixture.fit(points, { components: 3, sampleWeights: points.map(() => 2), maxIterations: 5 })
    const { model } = doubled
    expect(model.bic(points)).toBeCloseTo(17 * Math.log(500) - 1000 * model.lml(points), 8)
  })
})

describe('fixed parameters stay fixed to the bit', () => {
  const init = {
    weights: [0.3, 0.3, 0.4],
    means: [
      [2, 5],
      [4, 4],
      [5.5, 4],
    ],
    covariances: [0, 1, 2].map(() => [
      [1, 0.2],
      [0.2, 1],
    ]),
  }
  const run = (fixed: object): Frame =>
    [...em(points, { components: 3, init, fixed, maxIterations: 15, tolerance: 0 })].at(-1)!

  test.each(['weights', 'means', 'covariances'] as const)('%s', (part) => {
    const { model, lml } = run({ [part]: true })
    expect(model.toJSON()[part]).toEqual(init[part])
    const others = (['weights', 'means', 'covariances'] as const).filter((other) => other !== part)
    for (const other of others) expect(model.toJSON()[other]).not.toEqual(init[other])
    expect(lml).toBeLessThanOrEqual(run({}).lml)
  })

  test('of single components too, and still no step down', () => {
    const frames = [
      ...em(points, {
        components: 3,
        init,
        fixed: { means: [true, false, false], covariances: [false, true, false] },
        maxIterations: 30,
        tolerance: 0,
      }),
    ]
    for (const { gain } of frames.slice(1)) expect(gain!).toBeGreaterThan(-1e-12)
    const { means, covariances } = frames.at(-1)!.model.toJSON()
    expect(means[0]).toEqual(init.means[0])
    expect(means[1]).not.toEqual(init.means[1])
    expect(covariances[1]).toEqual(init.covariances[1])
    expect(covariances[0]).not.toEqual(init.covariances[0])
  })
})

test('plain numbers are one column', () => {
  const numbers = points.map(([x]) => x!)
  const column = numbers.map((x) => [x])
  const fit = GaussianMixture.fit(numbers, { components: 2 })
  expect(fit.lml).toEqual(GaussianMixture.fit(column, { components: 2 }).lml)
  expect(fit.model.predict(numbers)).toEqual(fit.model.predict(column))
  expect(fit.model.cdf([3])).toEqual(fit.model.cdf([[3]]))
  expect(kMeans(numbers, { components: 2 }).labels).toEqual(kMeans(column, { components: 2 }).labels)
})

describe('stopping', () => {
  test('by tolerance: the last gain is below it, the ones before are not', () => {
    const { lml, startLml, converged, stopReason, frames } = GaussianMixture.fit(points, {
      components: 3,
      tolerance: 1e-4,
      frames: true,
    })
    const gains = [...lml].map((value, i) => value - (i ? lml[i - 1]! : startLml))
    expect([converged, stopReason]).toEqual([true, 'tolerance'])
    expect(gains.findIndex((gain) => gain < 1e-4)).toBe(gains.length - 1)
    expect(frames).toHaveLength(lml.length + 1)
  })

  test('by a signal: between frames, with the best so far', () => {
    const signal = { aborted: false }
    const seen: number[] = []
    const { stopReason, iterations, converged } = GaussianMixture.fit(points, {
      components: 3,
      signal,
      restarts: 3,
      onFrame: ({ iteration }, start) => {
        expect(start).toBe(0)
        seen.push(iteration)
        signal.aborted = iteration === 4
      },
    })
    expect([stopReason, iterations, converged]).toEqual(['aborted', 4, false])
    expect(seen).toEqual([0, 1, 2, 3, 4])
    expect(GaussianMixture.fit(points, { components: 3, signal: { aborted: true } }).iterations).toBe(0)
  })

  test('what onFrame throws comes out as it is, and is no failed start', () => {
    const own = new RangeError('of the caller')
    const onFrame = ({ iteration }: Frame): void => {
      if (iteration === 2) throw own
    }
    expect(() => GaussianMixture.fit(points, { components: 3, restarts: 3, onFrame })).toThrow(own)
  })

  test('maxIterations 0 is the start itself', () => {
    const { lml, model, startLml } = GaussianMixture.fit(points, { components: 3, maxIterations: 0 })
    expect(lml).toHaveLength(0)
    expect(Math.abs(model.lml(points) - startLml)).toBeLessThan(1e-13)
  })

  test('regularization is added to every diagonal in each M-step', () => {
    const options = { components: 1, maxIterations: 1, tolerance: 0 } as const
    const plain = GaussianMixture.fit(points, options).model.covariances[0]!
    const ridged = GaussianMixture.fit(points, { ...options, regularization: 0.25 }).model.covariances[0]!
    expect(
      largestDifference(ridged.sub(plain), [
        [0.25, 0],
        [0, 0.25],
      ]),
    ).toBeLessThan(1e-12)
  })
})
