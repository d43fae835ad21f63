import { Dataset, GaussianMixture, kMeans, type EngineName, type FitOptions } from '@mixtura/core'
import { createWorkerPool, fitAsync } from '@mixtura/engines/workers'
import manifest from '@mixtura/core/package.json' with { type: 'json' }
import type { Problem } from '../problem.ts'
import type { Contestant } from './contestant.ts'

/** Core by itself. */
export function onOneThread(engine: EngineName = 'auto'): Contestant {
  const name = engine === 'auto' ? 'mixtura, 1 thread' : `mixtura, ${engine}`
  return mixtura(name, async (data, options) => GaussianMixture.fit(data, { ...options, engine }))
}

/** The pool, whose workers stay from fit to fit. */
export function onTwoThreads(): Contestant {
  const pool = createWorkerPool({ threads: 2 })
  const contestant = mixtura('mixtura, 2 threads', (data, options) => fitAsync(data, { ...options, threads: 2, pool }))
  return { ...contestant, close: () => pool.dispose() }
}

interface Outcome {
  readonly lml: Float64Array
  readonly iterations: number
}

function mixtura(
  name: string,
  fit: (dataset: Dataset, options: Omit<FitOptions, 'signal'>) => Promise<Outcome>,
): Contestant {
  let problem: Problem
  const run = (maxIterations: number): Promise<Outcome> => {
    const { dataset, covariance, start } = problem
    const options = { covariance, components: start.weights.length, init: start, tolerance: 0, maxIterations }
    return fit(dataset, options)
  }
  // What comes from outside is checked again in each timed run, as it would be for anybody.
  const arrive = (): Dataset => Dataset.from(problem.dataset.values, { dimension: problem.dataset.dimension })
  return {
    name,
    version: manifest.version,
    tolerance: 1e-9,
    load: async (next) => {
      problem = next
    },
    time: async (iterations, repeats) => {
      const begun = performance.now()
      for (let i = 0; i < repeats; i++) await run(iterations)
      return (performance.now() - begun) / repeats
    },
    lml: async (iterations) => (await run(iterations)).lml.at(-1)!,
    fit: async (request) => {
      const begun = performance.now()
      const components = problem.start.weights.length
      const { lml, iterations } = await fit(arrive(), { ...request, components, kMeansRestarts: 1 })
      return { milliseconds: performance.now() - begun, iterations, lml: lml.at(-1)! }
    },
    kMeans: async (seed) => {
      const begun = performance.now()
      const { iterations, inertia } = kMeans(arrive(), { components: problem.start.weights.length, seed, restarts: 1 })
      return { milliseconds: performance.now() - begun, iterations, inertia }
    },
    close: async () => {},
  }
}
