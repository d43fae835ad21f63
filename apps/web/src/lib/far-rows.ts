import { createEngine, MixturaError, type Dataset, type EStepEngine, type MaybePromise } from '@mixtura/core'
import { createWorkerPool, createWorkersEngine, type WorkersEngine } from '@mixtura/engines/workers'
import { nearStart, startOptions, type Rows } from './rows.ts'

/** As many workers as there are cores but one, which is left to the page; each is started when it is first needed. */
const pool = createWorkerPool()

/** Has workers work on these rows; where they do not run, this thread. */
export async function bindFar(dataset: Dataset): Promise<Rows> {
  const far = await createWorkersEngine(pool, dataset)
  let near: EStepEngine | undefined

  async function ask<T>(
    there: (engine: WorkersEngine) => Promise<T>,
    here: (engine: EStepEngine) => MaybePromise<T>,
  ): Promise<T> {
    if (near) return here(near)
    try {
      return await there(far)
    } catch (error) {
      if (error instanceof MixturaError && error.code !== 'engine-failed') throw error
      near = createEngine(dataset)
      return here(near)
    }
  }

  return {
    engine: {
      get name() {
        return near?.name ?? far.name
      },
      sampleCount: dataset.sampleCount,
      dimension: dataset.dimension,
      weightTotal: dataset.weightTotal,
      eStep: (scoring) =>
        ask(
          (engine) => engine.eStep(scoring),
          (engine) => engine.eStep(scoring),
        ),
    },
    start: (setup) =>
      ask(
        (engine) => engine.initialize(startOptions(setup)),
        () => nearStart(dataset, setup),
      ),
    release: () => far.dispose(),
  }
}
