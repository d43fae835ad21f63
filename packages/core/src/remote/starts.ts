import type { Clustering } from '../clustering.ts'
import { bindRows } from '../bind.ts'
import type { Dataset, Points } from '../dataset.ts'
import type { Start } from '../em.ts'
import type { SyncEStepEngine } from '../engine.ts'
import { checkFit, prepare, startOf, type FitOptions } from '../fit.ts'
import { atOnce, type InParts } from '../in-parts.ts'
import { usualRestarts } from '../kmeans.ts'
import { seedOfStart } from '../random.ts'
import { rowCountForKMeans, rowsForKMeans } from '../start-sample.ts'

/** Makes the starts of a fit where the rows are. */
export interface Starts {
  /** The start of this index. */
  start(index: number): Start
  /** The same in parts, the last of which returns it: between two of them others may have their turn. */
  startInParts(index: number): InParts<Start>
  /** Lets go of the memory that the rows are bound in, until it is needed again. */
  release(): void
}

/**
 * Checks rows and options, and binds the rows for K-means.
 * @throws MixturaError on bad points or options, before any work
 *
 * @example
 * const starts = createStarts([[0], [1], [9], [10]], { components: 2 })
 * starts.start(0).parameters.weights // → Float64Array(2) [ 0.5, 0.5 ]
 */
export function createStarts(points: Points, options: FitOptions): Starts {
  const checked = checkFit(options)
  const dataset = prepare(points, checked)
  let engine: SyncEStepEngine | undefined
  const clustering = (): Clustering | undefined => (engine ??= bindRows(dataset, checked)).clustering
  const startInParts = (index: number): InParts<Start> => startOf(dataset, clustering, checked, index)
  return {
    start: (index) => atOnce(startInParts(index)),
    startInParts,
    release: () => void (engine = undefined),
  }
}

/**
 * The rows that a start is made from: all of them, or the sample that K-means finds it in.
 * @throws MixturaError on bad options
 *
 * @example
 * const many = Dataset.from(Float64Array.from({ length: 50_000 }, (_, i) => i % 9), { dimension: 1 })
 * rowsOfStart(many, { components: 2 }, 0).sampleCount // → 10000
 * rowsOfStart(many, { components: 2, init: 'random' }, 0).sampleCount // → 50000
 */
export function rowsOfStart(dataset: Dataset, options: FitOptions, index: number): Dataset {
  const { init, seed, components, covariance, regularization } = checkFit(options)
  if (init !== 'kmeans') return dataset
  return rowsForKMeans(dataset, { components, covariance, regularization, seed: seedOfStart(seed, index) })
}

/**
 * How many rows K-means goes through for the first start of a fit, all its runs together; 0 where it starts otherwise.
 *
 * @example
 * const size = { sampleCount: 5000, dimension: 2 }
 * kMeansRowCount(size, { components: 2 }) // → 50000
 * kMeansRowCount(size, { components: 2, kMeansRestarts: 3 }) // → 15000
 * kMeansRowCount(size, { components: 2, init: 'random' }) // → 0
 */
export function kMeansRowCount(
  { sampleCount, dimension }: Pick<Dataset, 'sampleCount' | 'dimension'>,
  { components, init = 'kmeans', kMeansRestarts }: Pick<FitOptions, 'components' | 'init' | 'kMeansRestarts'>,
): number {
  if (init !== 'kmeans') return 0
  const rows = rowCountForKMeans(sampleCount, dimension, components)
  return rows * (kMeansRestarts ?? usualRestarts(rows))
}
