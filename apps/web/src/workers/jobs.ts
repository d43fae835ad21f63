import {
  GaussianMixture,
  MixturaError,
  selectModel,
  type Criterion,
  type CovarianceName,
  type Dataset,
  type FitOptions,
  type MixtureJSON,
  type SelectOptions,
  type SpuriousComponent,
} from '@mixtura/core'

/** Where one start led. */
export interface Climb {
  readonly seed: number
  readonly lml: number
  readonly iterations: number
  readonly model: MixtureJSON
}

/** Criteria of one number of components with one structure. */
export interface Rating extends Readonly<Record<Criterion, number>> {
  readonly components: number
  readonly covariance: CovarianceName
  /** Its components that do not pay for themselves, or stand only by a repair. */
  readonly spurious: readonly SpuriousComponent[]
}

/** What took the place of an answer. */
export interface Failure {
  readonly problem: string
}

function climb(dataset: Dataset, options: FitOptions): Climb | Failure {
  return attempt(() => {
    const { model, finalLml, iterations, seed } = GaussianMixture.fit(dataset, options)
    return { seed, lml: finalLml, iterations, model: model.toJSON() }
  })
}

function rate(dataset: Dataset, options: SelectOptions): readonly Rating[] | Failure {
  return attempt(() =>
    selectModel(dataset, options).candidates.map(({ components, covariance, bic, aic, icl, spurious }) => ({
      components,
      covariance,
      bic,
      aic,
      icl,
      spurious,
    })),
  )
}

function attempt<T>(job: () => T): T | Failure {
  try {
    return job()
  } catch (error) {
    if (!(error instanceof MixturaError)) throw error
    return { problem: error.message }
  }
}

/** What may take longer than a frame. Each answers in plain data, which can be posted. */
export const jobs: {
  readonly climb: (dataset: Dataset, options: FitOptions) => Climb | Failure
  readonly rate: (dataset: Dataset, options: SelectOptions) => readonly Rating[] | Failure
} = { climb, rate }

export type JobName = keyof typeof jobs
export type Options<J extends JobName> = Parameters<(typeof jobs)[J]>[1]
export type Answer<J extends JobName> = ReturnType<(typeof jobs)[J]>

/** One job to be done with many options, one after the other, on one data set. */
export interface Task<J extends JobName = JobName> {
  readonly job: J
  readonly values: Float64Array
  readonly dimension: number
  readonly options: readonly Options<J>[]
}
