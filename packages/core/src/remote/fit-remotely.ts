import type { Start } from '../em.ts'
import type { EStepEngine } from '../engine.ts'
import type { Dataset } from '../dataset.ts'
import { checkFit, judged, type FitOptions, type FitResult } from '../fit.ts'
import { fitting, type FitAnswer, type Run } from '../fitting.ts'
import type { MaybePromise } from '../host.ts'

/** Rows that are held elsewhere, and answered for. */
export interface RemoteRows {
  /** The rows themselves, which are asked for a verdict once all is done. */
  readonly dataset: Dataset
  /** Answers for the rows in E-steps. */
  readonly engine: EStepEngine
  /** The start of this index, as `Starts` make it where the rows are; or all that comes of it, if nobody asks for frames. */
  start(index: number): MaybePromise<Start | Run>
}

/**
 * The fit of rows that are held elsewhere. What fails there is thrown here; what fails once the signal is aborted ends
 * the fit with the best model so far, if there is one.
 * @param bind is called once the options have been checked
 * @throws MixturaError on bad options, before any work
 *
 * @example
 * const data = Dataset.from([[0], [1], [9], [10]])
 * const rows = { dataset: data, engine: createEngine(data), start: (index) => createStarts(data, { components: 2 }).start(index) }
 * const { model } = await fitRemotely({ components: 2 }, () => rows)
 * model.weights // → [ 0.5, 0.5 ]
 */
export async function fitRemotely(options: FitOptions, bind: () => MaybePromise<RemoteRows>): Promise<FitResult> {
  const checked = checkFit(options)
  const { dataset, engine, start } = await bind()
  const run = fitting(checked, engine.name)
  let step = run.next()
  while (!step.done) {
    const request = step.value
    let answer: FitAnswer
    try {
      if ('start' in request) engine.beginRun?.()
      answer = await ('start' in request ? start(request.start) : engine.eStep(request.eStep))
    } catch (error) {
      step = run.throw(error)
      continue
    }
    step = run.next(answer)
  }
  return judged(step.value, dataset)
}
