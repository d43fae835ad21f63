import type { Dataset, GaussianMixture, Intervention, StopReason } from '@mixtura/core'

/** A fit as it ended: what `GaussianMixture.fit` returns, or a run of the live view. */
export interface FinishedFit {
  readonly model: GaussianMixture
  /** lml after each iteration: frames 1 … n. */
  readonly lml: ArrayLike<number>
  readonly startLml: number
  readonly iterations: number
  readonly converged: boolean
  readonly stopReason: StopReason
  readonly events: readonly Intervention[]
  readonly seed: number
}

/** The fit as one JSON value: the model with the names of its columns, and how it came about. Numbers survive the round trip. */
export function fitDocument(fit: FinishedFit, dataset: Dataset, columns: readonly string[]) {
  const { schemaVersion, ...model } = fit.model.toJSON()
  return {
    schemaVersion,
    model: { ...model, columns },
    startLml: fit.startLml,
    lml: Array.from(fit.lml),
    logLikelihood: fit.model.lml(dataset) * dataset.weightTotal,
    aic: fit.model.aic(dataset),
    bic: fit.model.bic(dataset),
    iterations: fit.iterations,
    converged: fit.converged,
    stopReason: fit.stopReason,
    events: fit.events,
    seed: fit.seed,
    n: dataset.sampleCount,
    d: dataset.dimension,
  }
}
