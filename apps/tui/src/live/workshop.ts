import {
  createEngine,
  initialize,
  type Dataset,
  type EStepEngine,
  type GaussianMixture,
  type InitializeOptions,
  type Intervention,
  type MaybePromise,
} from '@mixtura/core'
import { createWorkerPool, createWorkersEngine } from '@mixtura/engines/workers'
import type { Settings } from '../settings.ts'

/** From this many samples on, a start or an E-step takes longer than the eye forgives. */
const HEAVY = 5000

/** Who does the heavy work for the live view: finds starts, and answers E-steps. */
export interface Workshop {
  readonly engine: EStepEngine
  findStart(settings: Settings): MaybePromise<FoundStart>
  close(): MaybePromise<void>
}

interface FoundStart {
  readonly model: GaussianMixture
  readonly events: readonly Intervention[]
}

/** On this thread for data small enough that nobody notices; otherwise on workers, so that the view stays fluid. */
export async function createWorkshop(dataset: Dataset): Promise<Workshop> {
  if (dataset.sampleCount < HEAVY) {
    return {
      engine: createEngine(dataset),
      findStart: (settings) => initialize(dataset, startOptions(settings)),
      close: () => {},
    }
  }
  const pool = createWorkerPool()
  const engine = await createWorkersEngine(pool, dataset)
  return {
    engine,
    findStart: (settings) => engine.initialize(startOptions(settings)),
    close: () => pool.dispose(),
  }
}

function startOptions({ components, init, seed, covariance, regularization }: Settings): InitializeOptions {
  return { components, init, seed, covariance, regularization }
}
