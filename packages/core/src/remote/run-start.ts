import type { Start } from '../em.ts'
import type { SyncEStepEngine } from '../engine.ts'
import { checkFit, type FitOptions } from '../fit.ts'
import { runFrom, type FitRequest, type Run } from '../fitting.ts'
import type { SufficientStatistics } from '../statistics.ts'

/**
 * EM from one start of a fit, until it stops: what `RemoteRows` may answer in place of the start. Between two E-steps the
 * caller's other work may have its turn.
 * @throws MixturaError on bad options; where EM cannot go on
 *
 * @example
 * const data = Dataset.from([[0], [1], [9], [10]])
 * const options = { components: 2 }
 * const run = runStart(options, 0, createStarts(data, options).start(0), createEngine(data))
 * let step = run.next()
 * while (!step.done) step = run.next()
 * step.value.last.model.means.to1DArray().sort() // → [ 0.5, 9.5 ]
 */
export function* runStart(
  options: FitOptions,
  index: number,
  start: Start,
  engine: SyncEStepEngine,
): Generator<undefined, Run, void> {
  const run = runFrom(checkFit(options), index)
  run.next()
  let step = run.next(start)
  while (!step.done) {
    yield
    const { eStep } = step.value as Extract<FitRequest, { eStep: unknown }>
    let statistics: SufficientStatistics
    try {
      statistics = engine.eStep(eStep)
    } catch (error) {
      step = run.throw(error)
      continue
    }
    step = run.next(statistics)
  }
  return step.value
}
