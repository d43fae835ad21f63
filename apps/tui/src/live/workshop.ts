import {
  createEngine,
  initialize,
  type Dataset,
  type EStepEngine,
  type GaussianMixture,
  type Intervention,
  type MaybePromise,
} from '@mixtura/core'
import type { Settings } from '../settings.ts'

/** Who does the heavy work for the live view: finds starts, and answers E-steps. */
export interface Workshop {
  readonly engine: EStepEngine
  findStart(settings: Settings): MaybePromise<FoundStart>
  close(): MaybePromise<void>
}

export interface FoundStart {
  readonly model: GaussianMixture
  readonly events: readonly Intervention[]
}

/** At once, on this thread: for data small enough that nobody notices. */
export function createLocalWorkshop(dataset: Dataset): Workshop {
  return {
    engine: createEngine(dataset),
    findStart: (settings) => findStart(dataset, settings),
    close: () => {},
  }
}

export function findStart(dataset: Dataset, settings: Settings): FoundStart {
  const { components, init, seed, covariance, regularization } = settings
  return initialize(dataset, { components, init, seed, covariance, regularization })
}
