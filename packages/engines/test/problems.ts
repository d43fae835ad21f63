import { Dataset, initialize, type GaussianMixture } from '@mixtura/core'

/** Rows in K heaps on a line, spread by a generator that needs no library. */
export function heaps(n: number, d: number, k: number): Dataset {
  let state = 12345
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const values = Float64Array.from({ length: n * d }, (_, i) => {
    const row = Math.floor(i / d)
    return 4 * (row % k) + uniform() + uniform() + uniform() - 1.5
  })
  return Dataset.from(values, { dimension: d })
}

/** A model near its rows that no step of EM has touched. */
export function modelOf(dataset: Dataset, k: number): GaussianMixture {
  return initialize(dataset, { components: k, init: 'random', seed: 3 }).model
}
