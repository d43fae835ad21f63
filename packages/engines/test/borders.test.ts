import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Dataset, GaussianMixture, MixturaError } from '@mixtura/core'
import { fitAsync, type FitAsyncOptions, type FitProgress } from '../src/workers/index.ts'

const rows = [[0], [1], [9], [10]]

async function codeOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call()
  } catch (error) {
    return error instanceof MixturaError ? error.code : `no code: ${String(error)}`
  }
  return 'nothing was thrown'
}

describe('fitAsync refuses what it cannot use before any work, and with a code', () => {
  const garbage = fc.oneof(fc.anything({ withNullPrototype: true }), fc.constantFrom({}, [], null, { aborted: false }))

  test.each(['threads', 'onProgress', 'signal', 'pool', 'engine', 'deterministic', 'sampleWeights', 'init', 'onFrame'])(
    '%s',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(garbage, async (value) => {
          // A number of threads would be one that starts workers.
          if (name === 'threads' && typeof value === 'number' && value >= 1) return
          const options = { components: 2, maxIterations: 1, threads: 0, [name]: value }
          const code = await codeOf(() => fitAsync(rows, options as FitAsyncOptions))
          expect(code).not.toMatch(/^no code/)
          if (value !== undefined && ['signal', 'pool'].includes(name)) expect(code).toBe('bad-option')
        }),
      )
    },
  )

  test('points and options as a whole', async () => {
    await fc.assert(
      fc.asyncProperty(garbage, async (value) => {
        expect(await codeOf(() => fitAsync(value as number[], { components: 2, threads: 0 }))).not.toMatch(/^no code/)
        expect(await codeOf(() => fitAsync(rows, value as FitAsyncOptions))).toMatch(/^(bad-|unknown-)/)
      }),
    )
  })
})

const truth = new GaussianMixture({ weights: [0.5, 0.5], means: [[0], [3]], covariances: [[[1]], [[1]]] })
const many = Dataset.from(truth.sampleFlat(30_000, { seed: 1 }).values, { dimension: 1 })

test('this thread is given free between iterations: a timer aborts the fit, which ends with the best model so far', async () => {
  const abort = new AbortController()
  let timer: unknown
  const onProgress = (): void => void (timer ??= setTimeout(() => abort.abort(), 20))
  const endless = { components: 2, init: 'random', tolerance: 0, maxIterations: 1e9, threads: 0 } as const
  const { stopReason, iterations, model } = await fitAsync(many, { ...endless, onProgress, signal: abort.signal })
  expect(stopReason).toBe('aborted')
  expect(iterations).toBeLessThan(1e6)
  expect(model.weights.every(Number.isFinite)).toBe(true)
})

test.each(['js', 'wasm'] as const)('deterministic fits have the bits of fit: %s', async (engine) => {
  const options = { components: 2, engine, deterministic: true, maxIterations: 5, kMeansRestarts: 2 }
  const expected = GaussianMixture.fit(many, options)
  for (const threads of [0, 1, 2]) {
    const { model, lml } = await fitAsync(many, { ...options, threads })
    expect([threads, model.toJSON(), lml]).toEqual([threads, expected.model.toJSON(), expected.lml])
  }
})

describe('this thread is given free every few milliseconds, whatever it is at', () => {
  /** A clock that makes every part of the work last longer than a turn. */
  const everyPartIsLong = (): void => {
    let time = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (time += 100))
  }
  afterEach(() => void vi.restoreAllMocks())

  /** Aborts after so many turns of the event loop, and counts those that the fit has left. */
  const abortedAfter = async (turns: number, options: Omit<FitAsyncOptions, 'signal'>): Promise<unknown[]> => {
    const abort = new AbortController()
    let seen = 0
    const count = (): void => {
      if (++seen === turns) abort.abort(new Error('enough'))
      timer = setTimeout(count)
    }
    let timer = setTimeout(count)
    everyPartIsLong()
    try {
      const { stopReason, iterations } = await fitAsync(many, { ...options, signal: abort.signal, threads: 0 })
      return [stopReason, iterations, seen]
    } catch (error) {
      return [(error as Error).message, seen]
    } finally {
      clearTimeout(timer)
    }
  }

  test.each(['js', 'wasm'] as const)('while K-means makes the start: %s', async (engine) => {
    const runs: unknown[] = []
    const onProgress = ({ lml, kMeans }: FitProgress): void => void runs.push(lml ?? kMeans)
    const [message, seen] = await abortedAfter(5, { components: 3, engine, kMeansRestarts: 1e6, onProgress })
    expect(message).toBe('enough')
    expect(seen).toBeLessThan(10)
    expect(runs[0]).toEqual({ run: 0, runs: 1e6 })
  })

  test.each(['js', 'wasm'] as const)('within the first E-step: %s', async (engine) => {
    const init = { means: [[0], [3]], covariances: [[[1]], [[1]]], weights: [0.5, 0.5] }
    const [message, seen] = await abortedAfter(4, { components: 2, engine, init })
    expect(message).toBe('enough')
    expect(seen).toBeLessThan(10)
  })
})
