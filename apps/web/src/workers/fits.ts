import { Dataset, GaussianMixture, MixturaError, type FitOptions } from '@mixtura/core'

/** Fits to be made, one after the other, on one data set. */
export interface FitTask {
  readonly values: Float64Array
  readonly dimension: number
  readonly fits: readonly FitOptions[]
}

/** What became of one of them: all that the page shows, in plain numbers. */
export interface FitOutcome {
  readonly index: number
  readonly lml: number
  readonly bic: number
  readonly aic: number
  readonly icl: number
  readonly weights: number[]
  readonly means: number[][]
  readonly covariances: number[][][]
}

export interface FitFailure {
  readonly index: number
  readonly problem: string
}

/** One fit of a task. */
export function fitOne(dataset: Dataset, fits: readonly FitOptions[], index: number): FitOutcome | FitFailure {
  try {
    const { model, lml, startLml } = GaussianMixture.fit(dataset, fits[index]!)
    return {
      index,
      lml: lml.at(-1) ?? startLml,
      bic: model.bic(dataset),
      aic: model.aic(dataset),
      icl: model.icl(dataset),
      weights: model.weights,
      means: model.means.to2DArray(),
      covariances: model.covariances.map((covariance) => covariance.to2DArray()),
    }
  } catch (error) {
    if (!(error instanceof MixturaError)) throw error
    return { index, problem: error.message }
  }
}
