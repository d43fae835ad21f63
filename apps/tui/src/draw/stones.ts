import { Dataset } from '@mixtura/core'
import type { Point } from '@mixtura/viz'

/** More than this would fill every cell of a screen and only cost time. */
const MOST_DRAWN = 5000

/** The samples a plot draws: all of them, or every so-manieth. */
export interface Stones {
  readonly dataset: Dataset
  /** How many there are altogether. */
  readonly total: number
  /** What all of them weigh; their number, where they have no weights. */
  readonly weightTotal: number
}

export function stonesOf(dataset: Dataset, most: number = MOST_DRAWN): Stones {
  const { sampleCount: total, weightTotal, dimension: d, values } = dataset
  const stride = Math.ceil(total / most)
  if (stride === 1) return { dataset, total, weightTotal }
  const count = Math.floor((total - 1) / stride) + 1
  const kept = new Float64Array(count * d)
  for (let i = 0; i < count; i++) kept.set(values.subarray(i * stride * d, (i * stride + 1) * d), i * d)
  return { dataset: Dataset.from(kept, { dimension: d }), total, weightTotal }
}

/** Two columns of the samples, as points in the plane. */
export function pointsOf({ dataset: { values, dimension: d } }: Stones, [i, j]: readonly [number, number]): Point[] {
  return Array.from({ length: values.length / d }, (_, row) => [values[row * d + i], values[row * d + j]])
}
