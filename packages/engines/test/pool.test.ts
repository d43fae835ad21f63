import { Dataset, MixturaError } from '@mixtura/core'
import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  createWorkersEngine,
  createWorkerPool,
  fitAsync,
  type WorkerPool,
  type WorkersEngineOptions,
  type WorkerPoolOptions,
} from '../src/workers/index.ts'
import { heaps, modelOf } from './problems.ts'
import { startedWorkers } from './started-workers.ts'

const dataset = heaps(40_000, 3, 4)
const { parameters } = modelOf(dataset, 4)

function openPool(options?: WorkerPoolOptions): WorkerPool {
  const pool = createWorkerPool(options)
  onTestFinished(() => pool.dispose())
  return pool
}

async function sumsWith(options: WorkerPoolOptions, engineOptions?: WorkersEngineOptions): Promise<Float64Array> {
  const engine = await createWorkersEngine(openPool(options), dataset, engineOptions)
  return (await engine.eStep(parameters)).sums
}

describe('the same bits', () => {
  test.each(['wasm', 'js'] as const)('from 1, 2, 3 and 8 workers, shared memory or not, with %s', async (engine) => {
    const expected = await sumsWith({ threads: 1 }, { engine })
    for (const options of [{ threads: 2 }, { threads: 3 }, { threads: 8 }, { threads: 2, sharedMemory: false }]) {
      expect(await sumsWith(options, { engine })).toEqual(expected)
    }
  })

  test('from a part of the pool', async () => {
    expect(await sumsWith({ threads: 8 }, { threads: 2 })).toEqual(await sumsWith({ threads: 1 }))
  })
})

test('rows are sent once, and read where they are when they lie in shared memory already', async () => {
  const values = new Float64Array(new SharedArrayBuffer(dataset.values.byteLength))
  values.set(dataset.values)
  const [worker] = await observe(async (pool) => {
    const engine = await createWorkersEngine(pool, Dataset.from(values, { dimension: 3 }))
    await engine.eStep(parameters)
    await engine.eStep(parameters)
  })
  // All blocks, as there is not much of them, and then none.
  expect(worker!.map(({ rows }) => rows.length)).toEqual([2, 0])
  expect(worker!.flatMap(({ rows }) => rows).every((rows) => rows.values.buffer === values.buffer)).toBe(true)
})

test('of many rows few are on their way at a time', async () => {
  const many = Dataset.from(
    Float64Array.from({ length: 300_000 }, (_, i) => i % 7),
    { dimension: 3 },
  )
  const [worker] = await observe(async (pool) => {
    const engine = await createWorkersEngine(pool, many)
    await engine.eStep(parameters)
    await engine.eStep(parameters)
  })
  const sent = worker!.map(({ numbers }) => numbers.reduce((sum, count) => sum + count, 0))
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(300_000)
  expect(sent.length).toBeGreaterThan(2)
  expect(Math.max(...sent)).toBeLessThanOrEqual(2 ** 18)
  expect(sent.at(-1)).toBe(0)
})

test('a model to start from needs no rows', async () => {
  const [worker] = await observe(async (pool) => {
    await fitAsync(dataset, { components: 4, init: modelOf(dataset, 4), maxIterations: 1, threads: 1, pool })
  })
  expect(worker!.length).toBeGreaterThan(0)
  expect(worker!.every(({ task, rows }) => rows.length === 0 && (task === 'forget' || !('series' in task)))).toBe(true)
})

interface Asked {
  readonly rows: readonly { readonly values: Float64Array }[]
  readonly numbers: readonly number[]
  readonly task: object | 'forget'
}

/** What each worker of a pool of one is asked meanwhile. */
async function observe(use: (pool: WorkerPool) => Promise<void>): Promise<Asked[][]> {
  const asked: Asked[][] = []
  startedWorkers((worker) => {
    const questions: Asked[] = []
    asked.push(questions)
    const post = worker.postMessage.bind(worker)
    worker.postMessage = (question, transfer) => {
      // Counted now: memory that is handed over is gone afterwards.
      questions.push({ ...question, numbers: question.rows.map(({ values }: Asked['rows'][number]) => values.length) })
      post(question, transfer as readonly ArrayBuffer[])
    }
  })
  const pool = openPool({ threads: 1 })
  await use(pool)
  return asked
}

describe('a worker that dies', () => {
  test.each([true, false])('between two E-steps is replaced (shared memory: %s)', async (sharedMemory) => {
    const workers = startedWorkers()
    const engine = await createWorkersEngine(openPool({ threads: 2, sharedMemory }), dataset)
    const { sums } = await engine.eStep(parameters)
    await workers[1]!.terminate()
    expect((await engine.eStep(parameters)).sums).toEqual(sums)
    expect(workers).toHaveLength(3)
  })

  test('in the middle of an E-step has its rows done by another', async () => {
    const workers = startedWorkers()
    const engine = await createWorkersEngine(openPool({ threads: 2 }), dataset)
    const answer = engine.eStep(parameters)
    await wait(1)
    void workers[0]!.terminate()
    expect((await answer).sums).toEqual(await sumsWith({ threads: 1 }))
    expect(workers.length).toBeGreaterThan(2)
  })

  test('each time is reported', async () => {
    const workers = startedWorkers((worker) => void worker.terminate())
    const engine = await createWorkersEngine(openPool({ threads: 1 }), dataset)
    const error: unknown = await engine.eStep(parameters).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(MixturaError)
    expect(error).toMatchObject({
      code: 'engine-failed',
      message: expect.stringContaining('A worker has ended (it has exited).'),
    })
    expect(workers).toHaveLength(3)
  })
})

describe('an aborted signal', () => {
  const slow = heaps(30_000, 40, 20)
  const slowModel = modelOf(slow, 20).parameters

  test('ends an E-step in the middle with its reason; the worker that is still busy is replaced', async () => {
    const workers = startedWorkers()
    const controller = new AbortController()
    const pool = openPool({ threads: 1 })
    const engine = await createWorkersEngine(pool, slow, { signal: controller.signal, engine: 'js' })
    const answer = engine.eStep(slowModel)
    await wait(1)
    const ended = new Promise((resolve) => workers[0]!.once('exit', resolve))
    await new Promise((resolve) => workers[0]!.once('online', resolve))
    await wait(20)
    controller.abort(new Error('enough'))
    await expect(answer).rejects.toThrow('enough')
    await expect(engine.eStep(slowModel)).rejects.toThrow('enough')
    await ended

    const other = await createWorkersEngine(pool, dataset)
    expect((await other.eStep(parameters)).lml).toBeLessThan(0)
    expect(workers).toHaveLength(2)
  })

  test('after an answer changes nothing', async () => {
    const workers = startedWorkers()
    const controller = new AbortController()
    const pool = openPool({ threads: 1 })
    const engine = await createWorkersEngine(pool, dataset, { signal: controller.signal })
    await engine.eStep(parameters)
    controller.abort()
    await wait(50)
    const other = await createWorkersEngine(pool, dataset)
    await other.eStep(parameters)
    expect(workers).toHaveLength(1)
  })
})

describe('its end', () => {
  test('rejects what is under way, and all that comes after', async () => {
    const pool = createWorkerPool({ threads: 1 })
    const engine = await createWorkersEngine(pool, dataset)
    const answer = engine.eStep(parameters)
    await Promise.all([expect(answer).rejects.toThrow('disposed of'), pool.dispose()])
    await expect(engine.eStep(parameters)).rejects.toThrow('disposed of')
  })

  /** What a process of its own prints, and its exit code, that has bound four rows to an `engine` of a `pool`. */
  async function runProgram(program: string): Promise<[unknown, string]> {
    const whole = `
      import { Dataset, initialize } from '@mixtura/core'
      import { createWorkerPool, createWorkersEngine } from '@mixtura/engines/workers'
      const dataset = Dataset.from([[0], [1], [9], [10]])
      const { parameters } = initialize(dataset, { components: 2 }).model
      const pool = createWorkerPool({ threads: 2 })
      const engine = await createWorkersEngine(pool, dataset)
      ${program}`
    const options = ['--conditions=@mixtura/source', '--input-type=module', '--eval', whole]
    const child = spawn(process.execPath, options, { cwd: fileURLToPath(new URL('..', import.meta.url)) })
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    return [await new Promise((resolve) => child.on('close', resolve)), output]
  }

  test.each([
    ['disposed of', 'await pool.dispose()'],
    ['left alone', ''],
    ['left in the middle of an answer', 'void pool.dispose(); engine.eStep(parameters).catch(() => {})'],
  ])('Node ends when a pool is %s', async (_, ending) => {
    const program = `console.log((await engine.eStep(parameters)).weightTotal); ${ending}`
    expect(await runProgram(program)).toEqual([0, '4\n'])
  })

  test('Node does not end before it is told that workers do not run', async () => {
    const program = `
      const threads = process.getBuiltinModule('node:worker_threads')
      const { Worker } = threads
      threads.Worker = class extends Worker {
        constructor() {
          super('throw new Error("no worker")', { eval: true })
        }
      }
      await engine.eStep(parameters).catch(({ code, message }) => console.log(code, message))`
    const [code, output] = await runProgram(program)
    expect([code, output.split('.')[0]]).toEqual([0, 'engine-failed A worker has ended (Error: no worker)'])
  })
})

describe('options are checked', () => {
  test.each([0, -1, 1.5, Number.NaN])('threads: %s', async (threads) => {
    expect(() => createWorkerPool({ threads })).toThrow(MixturaError)
    await expect(createWorkersEngine(openPool(), dataset, { threads })).rejects.toThrow('The option threads is')
  })
})
