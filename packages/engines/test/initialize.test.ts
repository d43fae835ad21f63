import { initialize, MixturaError, type InitializeOptions } from '@mixtura/core'
import { expect, onTestFinished, test } from 'vitest'
import { createWorkersEngine, createWorkerPool, type WorkerPoolOptions } from '../src/workers/index.ts'
import { heaps } from './problems.ts'

const dataset = heaps(20_000, 3, 4)

const starts: InitializeOptions[] = [
  { components: 4 },
  { components: 4, seed: 7 },
  { components: 6, covariance: 'diag' },
  { components: 3, init: 'random', seed: 2, regularization: 0.5 },
  { components: 3, init: 'k-means++' },
]

test.each<WorkerPoolOptions>([{ threads: 1 }, { threads: 3 }, { threads: 2, sharedMemory: false }])(
  'one start after another and at once, each to the bit what core makes: %o',
  async (options) => {
    const pool = createWorkerPool(options)
    onTestFinished(() => pool.dispose())
    const engine = await createWorkersEngine(pool, dataset)
    const expected = starts.map((start) => initialize(dataset, start))
    const alone = await engine.initialize(starts[0]!)
    expect(alone.model.toJSON()).toEqual(expected[0]!.model.toJSON())
    const together = await Promise.all(starts.map((start) => engine.initialize(start)))
    expect(together.map(({ model }) => model.toJSON())).toEqual(expected.map(({ model }) => model.toJSON()))
    expect(together.map(({ events }) => events)).toEqual(expected.map(({ events }) => events))
    // Rows that were let go of are bound anew.
    engine.dispose()
    expect((await engine.initialize(starts[1]!)).model.toJSON()).toEqual(expected[1]!.model.toJSON())
  },
)

test('what cannot be started is refused as by core', async () => {
  const pool = createWorkerPool({ threads: 1 })
  onTestFinished(() => pool.dispose())
  const engine = await createWorkersEngine(pool, dataset)
  const refused = await engine.initialize({ components: 0 }).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(MixturaError)
  expect(refused).toMatchObject({ code: 'bad-component-count', value: 0 })
})
