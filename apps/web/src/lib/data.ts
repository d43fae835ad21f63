import { Dataset } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import type { Mixture, Point } from '@mixtura/viz'

/** What is fitted, where it comes from, and what really made it where that is known. */
export interface Data {
  readonly dataset: Dataset
  /** One name a dimension. */
  readonly columns: readonly string[]
  /** The mean of the samples in the first two columns. */
  readonly center: Point
  readonly truth?: Truth
}

export interface Truth {
  /** N: who threw each sample. */
  readonly labels: ArrayLike<number>
  /** The mixture the samples were drawn from; real data have labels at most. */
  readonly mixture?: Mixture
}

/** The notebook's stones: N of them, from its own random stream. */
export function students(n: number, seed: number): Data {
  const { points, labels, weights, means, covariances } = threeStudents({ n, seed })
  return {
    dataset: Dataset.from(points),
    columns: ['x', 'y'],
    center: [points.getColumnVector(0).mean(), points.getColumnVector(1).mean()],
    truth: {
      labels,
      mixture: { weights, means, covariances },
    },
  }
}
