import { createEngine } from '../create-engine.ts'
import type { Points } from '../dataset.ts'
import type { Start } from '../em.ts'
import type { SyncEStepEngine } from '../engine.ts'
import { checkFit, prepare, startOf, type FitOptions } from '../fit.ts'
import { bestOfStarts, isLower, lloydDefaults, usualRestarts } from '../kmeans.ts'
import { seedOfStart } from '../random.ts'

/** What one run of K-means has come to. */
export interface KMeansRun {
  /** K × D, row-major. */
  readonly centers: Float64Array
  /** Σ w ‖x − its centre‖², in squared data units. */
  readonly inertia: number
}

/** Makes the starts of a fit where the rows are. */
export interface Starts {
  /** One of the runs of K-means that the first start is chosen from. */
  kMeansRun(run: number): KMeansRun
  /** The start of this index; from the `centers` that K-means has come to, where it has been run. */
  start(index: number, centers?: Float64Array): Start
  /** Lets go of the memory that the rows are bound in, until it is needed again. */
  release(): void
}

/**
 * Checks rows and options, and binds the rows for K-means.
 * @throws MixturaError on bad points or options, before any work
 *
 * @example
 * const starts = createStarts([[0], [1], [9], [10]], { components: 2 })
 * starts.kMeansRun(0).inertia // → 1
 * starts.start(0).parameters.weights // → Float64Array(2) [ 0.5, 0.5 ]
 */
export function createStarts(points: Points, options: FitOptions): Starts {
  const checked = checkFit(options)
  const dataset = prepare(points, checked)
  let engine: SyncEStepEngine | undefined
  const bound = (): SyncEStepEngine => (engine ??= createEngine(dataset, checked))
  return {
    kMeansRun(run) {
      const { components, seed } = checked
      const runOptions = { ...lloydDefaults, components, seed: seedOfStart(seed, run), restarts: 1 }
      const { centers, inertia } = bestOfStarts(dataset, bound().clustering!, runOptions)
      return { centers: Float64Array.from(centers.to1DArray()), inertia }
    },
    start: (index, centers) => startOf(dataset, bound(), checked, index, centers),
    release: () => void (engine = undefined),
  }
}

/**
 * How many runs of K-means the first start of a fit is chosen from; 0 where it starts otherwise.
 *
 * @example
 * [kMeansRunCount(5000, undefined), kMeansRunCount(500, 'kmeans'), kMeansRunCount(5000, 'random')] // → [ 10, 50, 0 ]
 * kMeansRunCount(5000, 'kmeans', 3) // → 3
 */
export function kMeansRunCount(sampleCount: number, init: FitOptions['init'], kMeansRestarts?: number): number {
  return init === undefined || init === 'kmeans' ? (kMeansRestarts ?? usualRestarts(sampleCount)) : 0
}

/**
 * The run that a fit keeps of these, in the order of their seeds.
 *
 * @example
 * const runs = [5, 3, 3].map((inertia) => ({ inertia, centers: new Float64Array() }))
 * runs.indexOf(bestRun(runs)) // → 1
 */
export function bestRun(runs: readonly KMeansRun[]): KMeansRun {
  return runs.reduce((best, run) => (isLower(run.inertia, best.inertia) ? run : best))
}
