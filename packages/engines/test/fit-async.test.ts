import { Dataset, GaussianMixture, MixturaError, type FitOptions, type Init } from '@mixtura/core'
import { readFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  fitAsync,
  createWorkerPool,
  type WorkerPool,
  type FitAsyncOptions,
  type FitProgress,
} from '../src/workers/index.ts'
import { heaps } from './problems.ts'
import { startedWorkers } from './started-workers.ts'

const fixture = new URL('../../../fixtures/three-students-seed12.json', import.meta.url)
const { x, lml } = JSON.parse(readFileSync(fixture, 'utf8')) as { x: number[][]; lml: number[] }
const dataset = heaps(30_000, 3, 4)

function openPool(threads: number, sharedMemory = true): WorkerPool {
  const pool = createWorkerPool({ threads, sharedMemory })
  onTestFinished(() => pool.dispose())
  return pool
}

describe('the fit of a fit', () => {
  test.each([1, 2])("the notebook's trace, on %s workers", async (threads) => {
    const options = { components: 3, tolerance: 0, maxIterations: 50 }
    const result = await fitAsync(x, { ...options, threads, pool: openPool(threads) })
    expect(result.lml).toHaveLength(50)
    result.lml.forEach((value, i) => expect(value).toBeCloseTo(lml[i]!, 9))
    expect(result).toMatchObject({ engine: 'workers/wasm', threads: 1, iterations: 50, stopReason: 'max-iterations' })
  })

  const cases: [string, Partial<Omit<FitOptions, 'signal'>>][] = [
    ['as it is', {}],
    ['from three starts', { restarts: 3, seed: 7 }],
    ['in plain JavaScript', { engine: 'js' }],
    ['deterministic', { deterministic: true }],
    ['with diagonal covariances', { covariance: 'diag' }],
    ['with a common orientation', { covariance: 'VVE', init: 'k-means++' }],
    ['with sample weights', { sampleWeights: Float64Array.from({ length: 30_000 }, (_, i) => (i < 3000 ? 0 : i % 3)) }],
    ['with frames', { frames: true, maxIterations: 2 }],
    ['from random means', { init: 'random', seed: 5 }],
    ['from labels', { init: { labels: Array.from({ length: 30_000 }, (_, i) => i % 4) } }],
    [
      'from means',
      {
        init: {
          means: [
            [0, 0, 0],
            [4, 4, 4],
            [8, 8, 8],
            [12, 12, 12],
          ],
        },
      },
    ],
    [
      'from a function',
      { init: (rows) => ({ means: [0, 1, 2, 3].map((row) => rows.values.slice(3 * row, 3 * row + 3)) }) },
    ],
    ['accelerated', { acceleration: 'anderson', init: 'random', seed: 5 }],
  ]
  test.each(cases)('%s', async (_, given) => {
    const options = { components: 4, tolerance: 1e-6, maxIterations: 30, ...given }
    const expected = GaussianMixture.fit(dataset, options)
    const results = []
    for (const threads of [1, 2])
      results.push(await fitAsync(dataset, { ...options, threads, pool: openPool(threads) }))
    const [one, two] = results
    expect(one!.iterations).toBe(expected.iterations)
    expect(one!.lml.every((value, i) => Math.abs(value - expected.lml[i]!) < 1e-9)).toBe(true)
    expect(one!.optima.map(({ seed }) => seed)).toEqual(expected.optima.map(({ seed }) => seed))
    expect(one!.engine).toBe(`workers/${expected.engine}`)
    expect(one!.frames?.length).toBe(expected.frames?.length)
    // The same bits, whether or not the work was divided.
    expect(two!.lml).toEqual(one!.lml)
    expect(two!.model.toJSON()).toEqual(one!.model.toJSON())
    // Where they are to be those of `fit`, too, it is not.
    const { deterministic = false } = given
    expect([one!.threads, two!.threads]).toEqual([1, deterministic ? 1 : 2])
    if (deterministic) expect(one!.lml).toEqual(expected.lml)
  })

  test('from a model, and without shared memory', async () => {
    const { model } = GaussianMixture.fit(dataset, { components: 4, covariance: 'VVE', maxIterations: 2 })
    const options: FitAsyncOptions = { components: 4, covariance: 'VVE', init: model, maxIterations: 3, tolerance: 0 }
    const shared = await fitAsync(dataset, { ...options, threads: 2, pool: openPool(2) })
    const copied = await fitAsync(dataset, { ...options, threads: 2, pool: openPool(2, false) })
    shared.lml.forEach((value, i) => expect(copied.lml[i]).toBeCloseTo(value, 11))
    expect(copied.startLml).toBeCloseTo(shared.startLml, 11)
    expect(shared.startLml).toBeCloseTo(
      GaussianMixture.fit(dataset, { ...options, signal: undefined, maxIterations: 0 } as FitOptions).startLml,
      11,
    )
  })
})

describe('where it is made', () => {
  test('here, bit for bit, when workers would not be ready in time', async () => {
    const workers = startedWorkers()
    const result = await fitAsync(x, { components: 3 })
    const expected = GaussianMixture.fit(x, { components: 3 })
    expect(result).toMatchObject({ threads: 0, engine: expected.engine })
    expect(result.model.toJSON()).toEqual(expected.model.toJSON())
    expect(workers).toHaveLength(0)
  })

  test('on workers when it is long, the same ones for the next fit', async () => {
    const workers = startedWorkers()
    const large = heaps(200_000, 4, 6)
    const options: FitAsyncOptions = { components: 6, maxIterations: 2, init: 'random', restarts: 10 }
    const { threads } = await fitAsync(large, options)
    expect(threads).toBeGreaterThan(0)
    await fitAsync(large, options)
    expect(workers).toHaveLength(threads)
  })
})

test('progress is told after every iteration', async () => {
  const seen: FitProgress[] = []
  const options = { components: 4, maxIterations: 3, tolerance: 0, init: 'random', restarts: 2 } as const
  const { optima, lml, startLml } = await fitAsync(dataset, {
    ...options,
    threads: 1,
    onProgress: (step) => seen.push(step),
  })
  expect(seen.map(({ start, iteration }) => [start, iteration])).toEqual(
    [0, 1].flatMap((start) => [0, 1, 2, 3].map((i) => [start, i])),
  )
  expect(seen.every(({ starts, maxIterations }) => starts === 2 && maxIterations === 3)).toBe(true)
  const best = optima[0]!.lml >= optima[1]!.lml ? 0 : 1
  expect(seen.filter(({ start }) => start === best).map(({ lml }) => lml)).toEqual([startLml, ...lml])
})

describe('an aborted signal', () => {
  test('ends the fit with the best model so far', async () => {
    const controller = new AbortController()
    const onProgress = ({ iteration }: FitProgress): void => {
      if (iteration === 2) setTimeout(() => controller.abort())
    }
    const options: FitAsyncOptions = { components: 4, tolerance: 0, maxIterations: 1e6, init: 'random', threads: 1 }
    const result = await fitAsync(dataset, { ...options, signal: controller.signal, onProgress })
    expect(result.stopReason).toBe('aborted')
    expect(result.iterations).toBeGreaterThanOrEqual(2)
  })

  test('rejects where there is none', async () => {
    const controller = new AbortController()
    const options: FitAsyncOptions = { components: 4, threads: 1, signal: controller.signal }
    const fitted = fitAsync(heaps(200_000, 3, 4), options)
    setTimeout(() => controller.abort(new Error('enough')), 20)
    await expect(fitted).rejects.toThrow('enough')
    await expect(fitAsync(dataset, options)).rejects.toThrow('enough')
  })
})

describe('bad input is refused as by a fit', () => {
  const bad: [string, () => Promise<unknown>, string][] = [
    ['no such option', () => fitAsync(x, { components: 3, thread: 2 } as FitAsyncOptions), 'unknown-option'],
    ['threads', () => fitAsync(x, { components: 3, threads: -1 }), 'bad-option'],
    ['components', () => fitAsync(x, { components: 0 }), 'bad-component-count'],
    [
      'points',
      () =>
        fitAsync(
          [
            [1, 2],
            [3, Number.NaN],
          ],
          { components: 1 },
        ),
      'not-a-number',
    ],
    [
      'points, found out by a worker',
      () =>
        fitAsync(
          Array.from({ length: 3000 }, (_, i) => [i, 1]),
          { components: 2, threads: 1 },
        ),
      'constant-column',
    ],
    [
      'many points',
      () =>
        fitAsync(
          Array.from({ length: 250_000 }, (_, i) => (i === 240_000 ? [1, Infinity] : [i, 1])),
          { components: 2 },
        ),
      'not-a-number',
    ],
    ['labels', () => fitAsync(dataset, { components: 2, threads: 1, init: { labels: [5] } }), 'bad-labels'],
  ]
  test.each(bad)('%s', async (_, run, code) => {
    const error: unknown = await run().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(MixturaError)
    expect(error).toMatchObject({ code })
    expect((error as MixturaError).message).toMatch(/^[A-Z].*\.$/)
  })

  test('with the row that is wrong, among many', async () => {
    const rows = Array.from({ length: 250_000 }, (_, i) => (i === 240_000 ? [1] : [i, 1]))
    await expect(fitAsync(rows, { components: 2 })).rejects.toThrow('Row 240000 has 1 values')
  })
})

test('rows of any kind come to the same', async () => {
  const rows = Array.from({ length: 250_000 }, (_, i) => [i % 7, (i * i) % 11])
  const options: FitAsyncOptions = { components: 2, threads: 1, maxIterations: 2, init: 'random' }
  const fromRows = await fitAsync(rows, options)
  const fromDataset = await fitAsync(Dataset.from(rows), options)
  expect(fromRows.lml).toEqual(fromDataset.lml)
})

test.each(['auto', 1, 2] as const)('the unit of the weights changes no bit, threads: %s', async (threads) => {
  const rows = heaps(6000, 3, 4)
  const sampleWeights = Float64Array.from({ length: 6000 }, (_, i) => (i % 7) / 3)
  const options = { components: 4, maxIterations: 12, restarts: 2, threads, pool: openPool(2) }
  const [one, other] = await Promise.all(
    [1, 2 ** -900].map((unit) => fitAsync(rows, { ...options, sampleWeights: sampleWeights.map((w) => w * unit) })),
  )
  const { model, ...result } = one!
  const { model: same, ...again } = other!
  expect(again).toEqual(result)
  expect(same.toJSON()).toEqual(model.toJSON())
})

describe('a result says what makes it again alone, to the bit', () => {
  // Heaps so far apart that engines learn which rows lie together, and would sum the next run's in another order.
  const random = heaps(5000, 17, 1).values
  const rows = Dataset.from(
    Float64Array.from({ length: 5000 * 16 }, (_, i) => random[i]! + (i % 16 ? 0 : 100 * ((i / 16) % 5) + 2 * (i % 3))),
    { dimension: 16 },
  )
  const inits: [string, Init][] = [
    ['k-means++', 'k-means++'],
    ['kmeans', 'kmeans'],
    ['a function', (data, { seed }) => ({ means: Array.from({ length: 10 }, (_, k) => rowOf(data, 31 * k + seed)) })],
  ]
  const rowOf = ({ values }: Dataset, row: number): Float64Array => values.slice(16 * row, 16 * row + 16)

  const cases = inits.flatMap(([name, init]) => [
    { name, init, where: 'on shared memory', sharedMemory: true, frames: false },
    { name, init, where: 'on shared memory, watched', sharedMemory: true, frames: true },
    { name, init, where: 'by messages', sharedMemory: false, frames: false },
  ])
  test.each(cases)('$name, $where', async ({ init, sharedMemory, frames }) => {
    const em = { components: 10, maxIterations: 20, tolerance: 0, frames, threads: 2, pool: openPool(2, sharedMemory) }
    const { optima, start, model } = await fitAsync(rows, { ...em, init, restarts: 3, seed: 5 })
    expect(new Set(optima.map(({ lml }) => lml)).size).toBeGreaterThan(1)
    expect((await fitAsync(rows, { ...em, ...start })).model.toJSON()).toEqual(model.toJSON())
    for (const optimum of optima) {
      expect((await fitAsync(rows, { ...em, ...optimum.start })).optima).toEqual([optimum])
    }
  })
})
