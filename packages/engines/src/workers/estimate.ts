import type { Dataset, FitOptions } from '@mixtura/core'
import { kMeansRowCount } from '@mixtura/core/remote'
import { availableThreads } from './host.ts'

/*
 * Times in milliseconds, measured on cores of 2020 to 2024: good to a factor of two, which is all that the choice needs.
 */
/** For which a page may be kept waiting, and what it takes to start workers. */
const SHORT = 40
/** Of an iteration, what is worth a worker's being asked. */
const WORTH_ASKING = 0.2
/** A row and a component in an E-step, and a multiplication for it. */
const PAIR = 2.5e-6
const MULTIPLICATION = 1e-7
/** A row and a component in a run of K-means, all its iterations together, and each column of it. */
const KMEANS_PAIR = 1e-5
const KMEANS_COLUMN = 2e-6
/** Iterations that a fit takes which is not told to stop before. */
const USUAL_ITERATIONS = 50

/** Workers that a fit is worth: 0 where it is over before they would be ready. */
export function threadsWorthwhile(
  size: Pick<Dataset, 'sampleCount' | 'dimension'>,
  options: Pick<FitOptions, 'components' | 'maxIterations' | 'restarts' | 'init' | 'kMeansRestarts'>,
  available: number = availableThreads(),
): number {
  const { components, maxIterations = Infinity, restarts = 1 } = options
  const { sampleCount, dimension: d } = size
  const iteration = sampleCount * components * (PAIR + MULTIPLICATION * (d * d + 4 * d))
  const kMeans = kMeansRowCount(size, options) * components * (KMEANS_PAIR + KMEANS_COLUMN * d)
  const total = restarts * Math.min(maxIterations, USUAL_ITERATIONS) * iteration + kMeans
  if (total < SHORT) return 0
  return Math.max(1, Math.min(available, Math.floor(iteration / WORTH_ASKING)))
}
