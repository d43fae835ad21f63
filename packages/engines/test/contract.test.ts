import { type Dataset } from '@mixtura/core'
import { engineContract } from '@mixtura/core/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { createWorkerPool, createWorkersEngine } from '../src/workers/index.ts'

describe.each([
  ['1 worker', 1, true],
  ['3 workers', 3, true],
  ['2 workers that share no memory', 2, false],
])('%s', (_, threads, sharedMemory) => {
  const pool = createWorkerPool({ threads, sharedMemory })
  afterAll(() => pool.dispose())
  const create = (dataset: Dataset) => createWorkersEngine(pool, dataset)

  test.each(engineContract(create))('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})
