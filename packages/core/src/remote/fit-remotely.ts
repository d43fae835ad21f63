import { createEngine } from '../create-engine.ts'
import type { Points } from '../dataset.ts'
import type { Start } from '../em.ts'
import type { EStepEngine } from '../engine.ts'
import { checkFit, prepare, startOf, type FitOptions, type FitResult } from '../fit.ts'
import { fitting, type FitAnswer } from '../fitting.ts'
import type { MaybePromise } from '../host.ts'

/** Rows that are held elsewhere, and answered for. */
export interface RemoteRows {
  readonly engine: EStepEngine
  /** The start of this index, as `createStarts` makes it where the rows are. */
  start(index: number): MaybePromise<Start>
}

/**
 * The fit of rows that are held elsewhere. What fails there is thrown here; what fails once the signal is aborted ends
 * the fit with the best model so far, if there is one.
 * @param bind is called once the options have been checked
 * @throws MixturaError on bad options, before any work
 *
 * @example
 * const data = Dataset.from([[0], [1], [9], [10]])
 * const rows = { engine: createEngine(data), start: createStarts(data, { components: 2 }) }
 * const { model } = await fitRemotely({ components: 2 }, () => rows)
 * model.weights // → [ 0.5, 0.5 ]
 */
export async function fitRemotely(options: FitOptions, bind: () => MaybePromise<RemoteRows>): Promise<FitResult> {
  const checked = checkFit(options)
  const { engine, start } = await bind()
  const run = fitting(checked, engine.name)
  let step = run.next()
  while (!step.done) {
    const request = step.value
    let answer: FitAnswer
    try {
      answer = await ('start' in request ? start(request.start) : engine.eStep(request.eStep))
    } catch (error) {
      step = run.throw(error)
      continue
    }
    step = run.next(answer)
  }
  return step.value
}

/**
 * Makes the starts of a fit, by index, where the rows are.
 * @throws MixturaError on bad points or options, before any work
 *
 * @example
 * const start = createStarts([[0], [1], [9], [10]], { components: 2 })
 * start(0).parameters.weights // → Float64Array(2) [ 0.5, 0.5 ]
 */
export function createStarts(points: Points, options: FitOptions): (index: number) => Start {
  const checked = checkFit(options)
  const dataset = prepare(points, checked)
  // The rows are bound anew each time: between the starts of a fit its engines need the room.
  return (index) => startOf(dataset, createEngine(dataset, checked), checked, index)
}
