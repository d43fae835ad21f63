import { Dataset, GaussianMixture, type FitOptions } from '@mixtura/core'
import { engineContract } from '@mixtura/core/testing'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { createCrew, type CrewEngine } from '../src/workers/crew.ts'
import { createWorkerPool, fitAsync, type FitAsyncOptions, type WorkerPool } from '../src/workers/index.ts'
import { CALLED_OFF, createControl, DONE, endSession, OVER, STEP } from '../src/workers/crew-control.ts'
import { checkPool, type SharedSpace } from '../src/workers/pool.ts'
import { heaps, modelOf } from './problems.ts'
import { startedWorkers } from './started-workers.ts'

function openPool(threads: number): WorkerPool {
  const pool = createWorkerPool({ threads })
  onTestFinished(() => pool.dispose())
  return pool
}

async function crewOf(pool: WorkerPool, dataset: Dataset, threads = pool.threads): Promise<CrewEngine> {
  const checked = checkPool(pool)
  const crew = await createCrew(checked, dataset, {
    threads,
    components: 20,
    binding: checked.newBinding(),
    signal: undefined,
  })
  return crew!
}

describe.each([1, 3])('the contract of engines, for a crew of %s', (threads) => {
  const pool = createWorkerPool({ threads })
  afterAll(() => pool.dispose())

  test.each(engineContract((dataset) => crewOf(pool, dataset)))('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})

const dataset = heaps(40_000, 5, 4)
const { parameters } = modelOf(dataset, 4)
/** Too long for any test, unless it is ended. */
const endless: FitAsyncOptions = { components: 4, tolerance: 0, maxIterations: 1e9, init: modelOf(dataset, 4) }

test('a crew of 1, 2, 3 and 8 comes to the same bits', async () => {
  const expected = (await (await crewOf(openPool(1), dataset)).eStep(parameters)).sums
  for (const threads of [2, 3, 8]) {
    const crew = await crewOf(openPool(threads), dataset)
    expect(crew.threads).toBe(threads)
    for (let time = 0; time < 20; time++) expect((await crew.eStep(parameters)).sums).toEqual(expected)
  }
})

test('components far apart, for which rows are sorted, come to the same', async () => {
  const means = Array.from({ length: 6 }, (_, k) => Array.from({ length: 8 }, (_, j) => 40 * ((k * (j + 3)) % 7)))
  const covariances = means.map(() =>
    Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => Number(i === j))),
  )
  const truth = new GaussianMixture({ weights: means.map(() => 1 / 6), means, covariances })
  const { points } = truth.sample(20_000, { seed: 1 })
  const options: FitOptions = { components: 6, init: truth, tolerance: 0, maxIterations: 12 }
  const expected = GaussianMixture.fit(points, options)
  const lml: Float64Array[] = []
  for (const threads of [1, 3])
    lml.push((await fitAsync(points, { ...options, signal: undefined, threads, pool: openPool(threads) })).lml)
  expect(lml[1]).toEqual(lml[0])
  expected.lml.forEach((value, i) => expect(lml[0]![i]).toBeCloseTo(value, 10))
})

test('watched or not, a fit comes to the same bits', async () => {
  const options: FitAsyncOptions = {
    components: 4,
    init: 'random',
    restarts: 3,
    maxIterations: 8,
    threads: 2,
    pool: openPool(2),
  }
  const alone = await fitAsync(dataset, options)
  const iterations: number[] = []
  const watched = await fitAsync(dataset, { ...options, onProgress: ({ iteration }) => iterations.push(iteration) })
  expect(watched.lml).toEqual(alone.lml)
  expect(watched.model.toJSON()).toEqual(alone.model.toJSON())
  expect(watched.optima).toEqual(alone.optima)
  expect(iterations.length).toBe(alone.optima.reduce((sum, { iterations: count }) => sum + count + 1, 0))
})

test('interventions and failures come back from a run', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => (i < 2900 ? [i % 17, (i * i) % 23] : [1000, 1000]))
  const options: FitOptions = {
    components: 3,
    init: 'k-means++',
    seed: 2,
    restarts: 2,
    onCollapse: 'reseed',
    maxIterations: 20,
  }
  const expected = GaussianMixture.fit(rows, options)
  const result = await fitAsync(rows, { ...options, signal: undefined, threads: 2, pool: openPool(2) })
  expect(expected.events.length).toBeGreaterThan(0)
  expect(result.events).toEqual(expected.events)
  const failing: FitAsyncOptions = { ...options, signal: undefined, restarts: 1, onCollapse: 'error', threads: 2 }
  await expect(fitAsync(rows, { ...failing, pool: openPool(2) })).rejects.toMatchObject({ code: 'component-collapsed' })
})

test('a run that drops a component comes to the same on 1 and 2 workers', async () => {
  const rows = heaps(60_000, 4, 3).values.slice()
  rows.fill(1000, 0, 12)
  const means = [0, 1000, 4, 8].map((mean) => [mean, mean, mean, mean])
  const unit = means.map((_, i) => means.map((_, j) => Number(i === j)))
  const init = new GaussianMixture({ weights: means.map(() => 1 / 4), means, covariances: means.map(() => unit) })
  const options: FitAsyncOptions = { components: 4, init, onCollapse: 'drop', maxIterations: 30, tolerance: 0 }
  const data = Dataset.from(rows, { dimension: 4 })
  const expected = GaussianMixture.fit(data, { ...options, signal: undefined } as FitOptions)
  expect(expected.model.weights).toHaveLength(3)
  const lml: Float64Array[] = []
  for (const threads of [1, 2]) {
    const pool = openPool(threads)
    // The first time helpers may come too late.
    await fitAsync(data, { ...options, threads, pool })
    lml.push((await fitAsync(data, { ...options, threads, pool })).lml)
  }
  expect(lml[1]).toEqual(lml[0])
  expected.lml.forEach((value, i) => expect(lml[0]![i]).toBeCloseTo(value, 10))
})

test('of rows without density the first is named', async () => {
  const values = dataset.values.slice()
  for (const row of [39_000, 17_001, 25_000]) values.fill(1e74, 5 * row, 5 * row + 5)
  const crew = await crewOf(openPool(3), Dataset.from(values, { dimension: 5 }))
  const narrow = { ...parameters, precisionsCholesky: parameters.precisionsCholesky.map((u) => u * 1e90) }
  await expect(crew.eStep(narrow)).rejects.toMatchObject({ code: 'density-underflow', value: 17_001 })
  expect((await crew.eStep(parameters)).lml).toBeLessThan(0)
})

describe('a worker that ends in the middle', () => {
  test.each([
    ['the leader', 0],
    ['a helper', 1],
  ])('%s: all is done again, to the same bits', async (_, who) => {
    const options: FitAsyncOptions = { ...endless, maxIterations: 300, threads: 3 }
    const expected = await fitAsync(dataset, { ...options, pool: openPool(3) })
    const workers = startedWorkers()
    const pool = openPool(3)
    await fitAsync(dataset, { ...options, maxIterations: 3, pool })
    const fitted = fitAsync(dataset, { ...options, pool })
    await wait(30)
    void workers[who]!.terminate()
    const { lml, stopReason } = await fitted
    expect(stopReason).toBe('max-iterations')
    expect(lml).toEqual(expected.lml)
    expect(workers.length).toBeGreaterThan(3)
  })

  test('again and again is reported', async () => {
    // Each has answered once, so that they do run here.
    startedWorkers((worker) => worker.once('message', () => void worker.terminate()))
    const fitted = fitAsync(dataset, { ...endless, threads: 2, pool: openPool(2) })
    await expect(fitted).rejects.toMatchObject({ code: 'engine-failed' })
  })

  test.each<[string, () => void]>([
    ['end before they answer', () => void startedWorkers((worker) => void worker.terminate())],
    [
      'cannot be started',
      () =>
        void startedWorkers(() => {
          throw new Error('not here')
        }),
    ],
  ])('where none run, for they %s, this thread computes, and it is said', async (_, prevent) => {
    prevent()
    const options = { ...endless, maxIterations: 5 }
    const fitted = await fitAsync(dataset, { ...options, threads: 2, pool: openPool(2) })
    const { lml } = GaussianMixture.fit(dataset, { ...options })
    expect(fitted).toMatchObject({ threads: 0, engine: 'wasm', fallback: { code: 'engine-failed' } })
    fitted.lml.forEach((value, i) => expect(value).toBeCloseTo(lml[i]!, 9))
  })

  test('because the pool is disposed of rejects', async () => {
    const pool = createWorkerPool({ threads: 2 })
    const fitted = fitAsync(dataset, { ...endless, threads: 2, pool })
    const disposed = wait(150).then(() => pool.dispose())
    await expect(fitted).rejects.toMatchObject({ code: 'engine-failed' })
    await disposed
  })
})

describe('an aborted signal', () => {
  test('ends a run with the model so far, and the workers go on with the next', async () => {
    const workers = startedWorkers()
    const pool = openPool(2)
    await fitAsync(dataset, { ...endless, maxIterations: 1, threads: 2, pool })
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 200)
    const result = await fitAsync(dataset, { ...endless, threads: 2, pool, signal: controller.signal })
    expect(result.stopReason).toBe('aborted')
    expect(result.iterations).toBeGreaterThan(0)
    expect(result.lml.at(-1)).toBeGreaterThanOrEqual(result.startLml)
    await fitAsync(dataset, { ...endless, maxIterations: 3, threads: 2, pool })
    expect(workers).toHaveLength(2)
  })

  test('rejects a run without a model, and an E-step', async () => {
    const controller = new AbortController()
    const pool = openPool(2)
    const checked = checkPool(pool)
    const binding = checked.newBinding()
    const crew = await createCrew(checked, dataset, { threads: 2, components: 4, binding, signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(crew!.eStep(parameters)).rejects.toThrow('enough')
    await expect(
      crew!.run({ components: 4, init: { plain: 'kmeans' } }, { parameters, events: [] }, 0),
    ).rejects.toThrow('enough')
  })
})

test('fits that are aborted beside another on the same workers do not disturb it', async () => {
  const workers = startedWorkers()
  const pool = openPool(1)
  await fitAsync(dataset, { ...endless, maxIterations: 1, threads: 1, pool })
  const controller = new AbortController()
  const long = fitAsync(dataset, { ...endless, threads: 1, pool, signal: controller.signal })
  for (let time = 0; time < 5; time++) {
    const other = new AbortController()
    const short = fitAsync(dataset, { ...endless, init: 'kmeans', threads: 1, pool, signal: other.signal })
    setTimeout(() => other.abort(new Error('enough')), 20)
    await short.catch((reason: Error) => expect(reason.message).toBe('enough'))
    await wait(60)
  }
  controller.abort()
  const { stopReason, iterations } = await long
  expect([stopReason, iterations > 0]).toEqual(['aborted', true])
  expect(workers).toHaveLength(1)
})

test('of two fits on the same worker each keeps its model when it is aborted', async () => {
  const pool = openPool(1)
  await fitAsync(dataset, { ...endless, maxIterations: 1, threads: 1, pool })
  const controllers = [new AbortController(), new AbortController()]
  const fits = controllers.map(({ signal }) => fitAsync(dataset, { ...endless, threads: 1, pool, signal }))
  await wait(800)
  for (const [i, fitted] of fits.entries()) {
    controllers[i]!.abort()
    expect((await fitted).iterations).toBeGreaterThan(0)
  }
})

test('a short fit need not wait for the end of a long one on the same workers', async () => {
  const pool = openPool(2)
  const controller = new AbortController()
  let isOver = false
  const long = fitAsync(dataset, { ...endless, threads: 2, pool, signal: controller.signal }).then((result) => {
    isOver = true
    return result
  })
  await wait(150)
  const short = await fitAsync(heaps(5000, 2, 3), {
    components: 3,
    init: 'k-means++',
    maxIterations: 5,
    threads: 2,
    pool,
  })
  expect(short.iterations).toBeGreaterThan(0)
  expect(isOver).toBe(false)
  controller.abort()
  expect((await long).stopReason).toBe('aborted')
})

test('a leader that ends between two E-steps is replaced, and the rows are laid out anew', async () => {
  const workers = startedWorkers()
  const crew = await crewOf(openPool(2), dataset)
  const { sums } = await crew.eStep(parameters)
  await workers[0]!.terminate()
  expect((await crew.eStep(parameters)).sums).toEqual(sums)
  expect(workers).toHaveLength(3)
})

test('a signal that is aborted is not left waiting for workers that never answer', async () => {
  const threads = process.getBuiltinModule('node:worker_threads')
  const { Worker } = threads
  onTestFinished(() => {
    threads.Worker = Worker
  })
  threads.Worker = class extends Worker {
    constructor() {
      super('setInterval(() => {}, 1e6)', { eval: true })
    }
  }
  const controller = new AbortController()
  const fitted = fitAsync(dataset, { ...endless, threads: 2, pool: openPool(2), signal: controller.signal })
  setTimeout(() => controller.abort(new Error('enough')), 20)
  await expect(fitted).rejects.toThrow('enough')
})

test.each([OVER, CALLED_OFF] as const)('who is about to wait when a session ends does not wait', (state) => {
  const control = createControl(4)
  Atomics.store(control, STEP, 3)
  Atomics.store(control, DONE, 2)
  endSession(control, state)
  expect(Atomics.wait(control, STEP, 3, 0)).toBe('not-equal')
  expect(Atomics.wait(control, DONE, 2, 0)).toBe('not-equal')
})

test('memory goes from fit to fit, and does not show', async () => {
  const pool = openPool(2)
  const spaceOfPool = async (): Promise<SharedSpace> => {
    // Workers that have come too late for the fit answer all the same.
    for (;;) {
      const space = checkPool(pool).takeSpace()
      if (space) return space
      await wait(5)
    }
  }
  const other = heaps(20_000, 7, 3)
  const options: FitAsyncOptions = { components: 3, init: 'random', maxIterations: 6, threads: 2 }
  const expected = await fitAsync(other, { ...options, pool: openPool(2) })
  await fitAsync(dataset, { ...options, components: 4, pool })
  const space = await spaceOfPool()
  checkPool(pool).keepSpace(space)
  const result = await fitAsync(other, { ...options, pool })
  expect(result.lml).toEqual(expected.lml)
  expect(result.model.toJSON()).toEqual(expected.model.toJSON())
  expect((await spaceOfPool()).rows).toBe(space.rows)
})
