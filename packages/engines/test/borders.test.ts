import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Dataset, GaussianMixture, MixturaError } from '@mixtura/core'
import { fitAsync, type FitAsyncOptions } from '../src/workers/index.ts'

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
