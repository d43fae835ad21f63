import { describe, expect, test, vi } from 'vitest'
import { Dataset, GaussianMixture, type Init, type StartOptions } from '../src/index.ts'
import { createStarts } from '../src/remote/index.ts'
import { bindRows } from '../src/bind.ts'
import { createJsEngine } from '../src/js-engine.ts'
import type { Clustering } from '../src/clustering.ts'
import { atOnce, type InParts } from '../src/in-parts.ts'
import type { Kernel } from '../src/wasm-kernel.ts'

/** Rows × components, or rows × seeds, gone through since this was last set to 0. */
let work = 0

vi.mock(import('../src/wasm-kernel.ts'), async (load) => {
  const actual = await load()
  return {
    ...actual,
    giveBack: () => {},
    createKernel(deterministic) {
      const kernel = actual.createKernel(deterministic)!
      let [rows, k] = [0, 0]
      const counting =
        <A extends unknown[], R>(call: (...args: A) => R, amount: (...args: A) => number) =>
        (...args: A): R => {
          work += amount(...args)
          return call(...args)
        }
      return {
        ...kernel,
        layOutRows: counting(kernel.layOutRows, (count) => ((rows = count), 0)),
        model: counting(kernel.model, (components) => ((k = components), 0)),
        beginClusters: counting(kernel.beginClusters, (components) => ((k = components), 0)),
        takeRows: counting(kernel.takeRows, (_, count) => count),
        accumulate: counting(kernel.accumulate, (_, count) => count * k),
        scoreRows: counting(kernel.scoreRows, (_, count) => count * k),
        placeSeed: counting(kernel.placeSeed, () => rows),
        weighCandidates: counting(kernel.weighCandidates, (count) => count * rows),
        assignRows: counting(kernel.assignRows, () => rows * k),
      } satisfies Kernel
    },
  }
})

vi.mock(import('../src/js-clustering.ts'), async (load) => {
  const actual = await load()
  const createJsClustering = (dataset: Dataset): Clustering => {
    const clustering = actual.createJsClustering(dataset)
    const rows = dataset.sampleCount
    return {
      ...clustering,
      placeSeed: (row) => ((work += rows), clustering.placeSeed(row)),
      weighCandidates: (candidates) => ((work += candidates.length * rows), clustering.weighCandidates(candidates)),
      assign: (centers) => ((work += (centers.length / dataset.dimension) * rows), clustering.assign(centers)),
    }
  }
  return { ...actual, createJsClustering }
})

/** Most work between two turns of others, and how many those are. */
function inTurns<T>(parts: InParts<T>): { most: number; turns: number; answer: T } {
  let [most, turns] = [0, 0]
  for (;;) {
    work = 0
    const step = parts.next()
    most = Math.max(most, work)
    if (step.done) return { most, turns, answer: step.value }
    turns++
  }
}

const k = 6
const truth = new GaussianMixture({
  weights: Array.from({ length: k }, () => 1 / k),
  means: Array.from({ length: k }, (_, c) => [100 * c, c % 2]),
  covariances: Array.from({ length: k }, () => [
    [1, 0],
    [0, 1],
  ]),
})
const n = 30_000
const data = Dataset.from(truth.sampleFlat(n, { seed: 2 }).values, { dimension: 2 })
const weighted = Dataset.from(data.values, {
  dimension: 2,
  sampleWeights: data.values.subarray(0, n).map((v) => 1 + (Math.abs(v) % 2)),
})

describe.each(['js', 'wasm'] as const)('%s', (engine) => {
  test('an E-step is done in parts of 4096 rows, and has the bits of one that is done at once', () => {
    const bound = (): ReturnType<typeof bindRows> =>
      engine === 'wasm'
        ? bindRows(data, { engine, deterministic: false })
        : createJsEngine(data, { log: Math.log, exp: (x) => (work++, Math.exp(x)) })
    const [whole, parted] = [bound(), bound()]
    // So far apart that rows are sorted: that takes a pass of its own.
    for (let step = 0; step < 3; step++) {
      const { most, turns, answer } = inTurns(parted.eStepInParts!(truth.parameters))
      expect(most).toBeGreaterThan(0)
      expect(most).toBeLessThanOrEqual(4096 * k)
      expect(turns).toBeGreaterThanOrEqual(Math.floor(n / 4096))
      expect(answer.sums).toEqual(whole.eStep(truth.parameters).sums)
    }
  })

  test('an E-step that is given up leaves the rows as they are', () => {
    const bound = bindRows(data, { engine, deterministic: false })
    for (let parts = 1; parts < 20; parts++) {
      const givenUp = bound.eStepInParts!(truth.parameters)
      for (let i = 0; i < parts; i++) givenUp.next()
    }
    bound.beginRun?.()
    const fresh = bindRows(data, { engine, deterministic: false })
    expect(bound.eStep(truth.parameters).sums).toEqual(fresh.eStep(truth.parameters).sums)
  })

  const inits: [string, Init, Dataset][] = [
    ['kmeans of a sample', 'kmeans', data],
    ['kmeans of weighted rows', 'kmeans', weighted],
    ['k-means++', 'k-means++', data],
    ['random', 'random', data],
    ['random-responsibilities', 'random-responsibilities', data],
    ['a function', () => 'k-means++', data],
  ]
  test.each(inits)('a start is made in parts of one pass over its rows: %s', (_, init, dataset) => {
    const options: StartOptions = { components: k, init, engine, kMeansRestarts: 3 }
    const { most, turns, answer } = inTurns(createStarts(dataset, options).startInParts(0))
    expect(most).toBeLessThanOrEqual(n * k)
    // A seed and an assignment at a time, or the moments by 4096 rows.
    expect(turns).toBeGreaterThanOrEqual(Math.floor(n / 4096))
    const { events, parameters } = createStarts(dataset, options).start(0)
    expect(answer).toMatchObject({ events, parameters })
  })

  test('which run of K-means begins is told', () => {
    const { startInParts } = createStarts(data, { components: k, engine, kMeansRestarts: 3 })
    const told = [...startInParts(0)].filter((part) => part !== undefined)
    expect(told).toEqual([0, 1, 2].map((run) => ({ run, runs: 3 })))
  })
})

test('work at once is the work in parts', () => {
  function* parts(): InParts<number> {
    yield
    yield { run: 0, runs: 1 }
    return 7
  }
  expect(atOnce(parts())).toBe(7)
})
