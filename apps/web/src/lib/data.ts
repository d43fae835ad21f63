import { Dataset } from '@mixtura/core'
import { threeStudents, type PresetId } from '@mixtura/datagen'
import type { SkippedRows } from '@mixtura/io'
import type { Mixture, Point } from '@mixtura/viz'

/** What is fitted, and what really made it where that is known. */
export interface Data {
  readonly dataset: Dataset
  /** One name a dimension. */
  readonly columns: readonly string[]
  /** The mean of the samples in the first two columns. */
  readonly center: Point
  readonly truth?: Truth
  /** Where it came from, as long as nobody changed it by hand. */
  readonly source?: Source
}

/** A preset can be made again from its name; of somebody's own table only the name is known, and what was left out of it. */
export type Source =
  | { readonly preset: PresetId; readonly n: number; readonly seed: number }
  | { readonly name: string; readonly skipped: SkippedRows; readonly drawnFrom?: number }

export interface Truth {
  /** N: who threw each sample. */
  readonly labels: ArrayLike<number>
  /** The mixture the samples were drawn from; real data have labels at most. */
  readonly mixture?: Mixture
}

export function dataOf(
  dataset: Dataset,
  columns: readonly string[],
  { truth, source }: Pick<Data, 'truth' | 'source'> = {},
): Data {
  const { values, dimension, sampleCount } = dataset
  const center = [0, Math.min(1, dimension - 1)].map((column) => {
    let sum = 0
    for (let i = 0; i < sampleCount; i++) sum += values[i * dimension + column]!
    return sum / sampleCount
  })
  return { dataset, columns, center: [center[0]!, center[1]!], ...(truth && { truth }), ...(source && { source }) }
}

/** The notebook's stones: N of them, from its own random stream. */
export function students(n: number, seed: number): Data {
  const { points, labels, weights, means, covariances } = threeStudents({ n, seed })
  const truth = { labels, mixture: { weights, means, covariances } }
  return dataOf(Dataset.from(points), ['x', 'y'], { truth, source: { preset: 'three-students', n, seed } })
}
