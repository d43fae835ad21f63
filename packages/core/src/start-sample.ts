import { checkFittable, type FittableOptions } from './check-fittable.ts'
import { Dataset } from './dataset.ts'
import { createRandom, drawWithoutReplacement, seedOfStart } from './random.ts'

/** Rows that K-means finds a start in: at least so many, and for each component so many a column. */
const LEAST_ROWS = 10_000
const ROWS_PER_COMPONENT_AND_COLUMN = 10

interface SampleOptions extends FittableOptions {
  readonly seed: number
}

/** How many rows of so many K-means finds a start in: all, or where that is more than twice as many as it needs, these. */
export function rowCountForKMeans(sampleCount: number, dimension: number, components: number): number {
  const enough = Math.max(LEAST_ROWS, ROWS_PER_COMPONENT_AND_COLUMN * components * dimension)
  return sampleCount > 2 * enough ? enough : sampleCount
}

/**
 * The rows that K-means finds a start in: of many, some drawn at random, without replacement; all where rows have weights,
 * or where those drawn could not be fitted. EM goes through all of them from its first iteration on.
 */
export function rowsForKMeans(dataset: Dataset, options: SampleOptions): Dataset {
  const { values, dimension: d, sampleCount, sampleWeights } = dataset
  const count = rowCountForKMeans(sampleCount, d, options.components)
  if (sampleWeights || count === sampleCount) return dataset
  const drawn = new Float64Array(count * d)
  // Other numbers than those that K-means will draw its seeds by.
  const rows = drawWithoutReplacement(sampleCount, createRandom(seedOfStart(options.seed, 2 ** 31)))
  for (let to = 0; to < drawn.length; to += d) {
    const from = d * (rows.next().value as number)
    drawn.set(values.subarray(from, from + d), to)
  }
  const sample = Dataset.from(drawn, { dimension: d })
  try {
    checkFittable(sample, options)
    return sample
  } catch {
    return dataset
  }
}
