import type { Dataset } from '@mixtura/core'

/** The generative model behind the samples, where it is known. */
export interface Truth {
  readonly weights: ArrayLike<number>
  readonly means: ArrayLike<ArrayLike<number>>
  readonly covariances: ArrayLike<ArrayLike<ArrayLike<number>>>
  /** N: the component of each sample. */
  readonly labels: ArrayLike<number>
  /** What one component is called: `student`. */
  readonly noun: string
}

/** What there is to fit, and what is known about it. */
export interface Problem {
  readonly title: string
  readonly dataset: Dataset
  /** D names. */
  readonly columns: readonly string[]
  /** What one sample is called: `stone`, `row`. */
  readonly noun: string
  /** The seed that made the data, where a seed did. */
  readonly seed?: number
  readonly truth?: Truth
}
