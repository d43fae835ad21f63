import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MixturaError } from '@mixtura/core'
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
