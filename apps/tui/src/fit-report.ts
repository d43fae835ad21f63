import type { Dataset, GaussianMixture, Intervention } from '@mixtura/core'
import type { FitReport } from '@mixtura/io'

/** A fit as it ended: what `GaussianMixture.fit` returns, or a run of the live view. */
export interface FinishedFit {
  readonly model: GaussianMixture
  /** lml after each iteration: frames 1 … n. */
  readonly lml: ArrayLike<number>
  readonly iterations: number
  readonly converged: boolean
  readonly stopReason: string
  readonly events: readonly Intervention[]
  readonly seed: number
}

/** What a model file tells of the fit, beside the model. */
export function fitReport({ model, lml, ...fit }: FinishedFit, dataset: Dataset): FitReport {
  const { iterations, converged, stopReason, events, seed } = fit
  return {
    lml: Array.from(lml),
    logLikelihood: model.lml(dataset) * dataset.weightTotal,
    aic: model.aic(dataset),
    bic: model.bic(dataset),
    iterations,
    converged,
    stopReason,
    events,
    seed,
    n: dataset.sampleCount,
    d: dataset.dimension,
  }
}
