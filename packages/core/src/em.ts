import { createAcceleration, type Leap } from './acceleration.ts'
import type { EStepEngine, ScoringParameters, SyncEStepEngine } from './engine.ts'
import type { Frame, StopReason } from './frame.ts'
import type { Abortable } from './host.ts'
import type { Init } from './initialize.ts'
import { intoStructure } from './into-structure.ts'
import { maximize, type Intervention, type Maximized } from './maximize.ts'
import { modelOf } from './mixture.ts'
import type { EmOptions } from './options.ts'
import type { MixtureParameters } from './parameters.ts'
import { Repairs } from './repairs.ts'
import type { SufficientStatistics } from './statistics.ts'
import { objectiveOf, reasonToStop } from './stopping.ts'

/** θ₀ and what had to be done to make it. */
export interface Start {
  /** θ₀. */
  readonly parameters: MixtureParameters
  /** What had to be done to make it; empty as a rule. */
  readonly events: readonly Intervention[]
  /** What the function that was given as `init` has returned, where it was one. */
  readonly init?: Init | undefined
}

/** What the algorithm asks of whoever drives it: the E-step of a model (to be answered with its statistics), or to take a frame. */
export type EmRequest = { readonly eStep: ScoringParameters } | { readonly frame: Frame }

/**
 * Expectation–maximisation, whole (Dempster, Laird & Rubin 1977). It computes no E-step and knows no clock: it asks,
 * and is handed sums. Every way of running EM is a driver of this generator.
 *
 * @example
 * const data = Dataset.from([[0], [1], [2], [8], [9], [10]])
 * const start = initialize(data, { components: 2 })
 * const options = checkOptions({ maxIterations: 5 }, emOptionChecks)
 * const run = expectationMaximization({ parameters: start.model.parameters, events: [] }, options)
 * 'eStep' in run.next().value // → true
 * const { value } = run.next(createJsEngine(data).eStep(start.model.parameters))
 * value.frame.iteration // → 0
 */
export function* expectationMaximization(
  start: Start,
  options: EmOptions,
): Generator<EmRequest, StopReason, SufficientStatistics | undefined> {
  let { parameters, events } = intoStructure(options, start)
  let previous: Frame | undefined
  const acceleration = createAcceleration(options)
  const repairs = new Repairs()
  let leap: Leap | undefined

  for (let iteration = 0; ; iteration++) {
    // E-step: who threw which stone? Summed over the stones, under the model as it stands.
    const statistics = leap?.statistics ?? (yield { eStep: parameters })!

    // The frame: the model together with its own likelihood.
    const frame = createFrame(iteration, parameters, statistics, events, previous, leap !== undefined)
    yield { frame }

    // Stop?
    const stopReason = reasonToStop(frame, previous, options, repairs.iterationsOnRidges)
    if (stopReason) return stopReason

    // M-step: the model that explains these responsibilities best.
    const next: Maximized = maximize(statistics, options, parameters, repairs)
    repairs.record(next.interventions, next.parameters.componentCount)

    // Where that is wanted: a model further along the same way, if it is better still.
    leap = acceleration && (yield* acceleration.leap(frame, next))
    parameters = (leap ?? next).parameters
    events = next.interventions.map((intervention) => ({ iteration: iteration + 1, ...intervention }))
    previous = frame
  }
}

/**
 * Drives EM with an engine that answers at once.
 *
 * @example
 * const data = Dataset.from([[0], [1], [2], [8], [9], [10]])
 * const { model } = initialize(data, { components: 2 })
 * const options = checkOptions({ tolerance: 1e-3 }, emOptionChecks)
 * const frames = [...runEm(createJsEngine(data), { parameters: model.parameters, events: [] }, options)]
 * frames.at(-1).model.means.to1DArray().map(Math.round).sort() // → [ 1, 9 ]
 */
export function* runEm(
  engine: SyncEStepEngine,
  start: Start,
  options: EmOptions,
  signal?: Abortable,
): Generator<Frame, StopReason, void> {
  const run = expectationMaximization(start, options)
  let step = run.next()
  while (!step.done) {
    if ('frame' in step.value) {
      yield step.value.frame
      if (signal?.aborted) return 'aborted'
      step = run.next()
    } else {
      step = run.next(engine.eStep(step.value.eStep))
    }
  }
  return step.value
}

/**
 * Drives EM with any engine, awaiting each E-step; between them the caller's other work gets its turn.
 *
 * @example
 * const data = Dataset.from([[0], [1], [2], [8], [9], [10]])
 * const { model } = initialize(data, { components: 2 })
 * const options = checkOptions({ maxIterations: 2, tolerance: 0 }, emOptionChecks)
 * const iterations = []
 * for await (const frame of runEmAsync(createJsEngine(data), { parameters: model.parameters, events: [] }, options)) {
 *   iterations.push(frame.iteration)
 * }
 * iterations // → [ 0, 1, 2 ]
 */
export async function* runEmAsync(
  engine: EStepEngine,
  start: Start,
  options: EmOptions,
  signal?: Abortable,
): AsyncGenerator<Frame, StopReason, void> {
  const run = expectationMaximization(start, options)
  let step = run.next()
  while (!step.done) {
    if ('frame' in step.value) {
      yield step.value.frame
      if (signal?.aborted) return 'aborted'
      step = run.next()
    } else {
      step = run.next(await engine.eStep(step.value.eStep))
    }
  }
  return step.value
}

function createFrame(
  iteration: number,
  parameters: MixtureParameters,
  statistics: SufficientStatistics,
  events: readonly Intervention[],
  previous: Frame | undefined,
  accelerated: boolean,
): Frame {
  const { lml } = statistics
  const objective = objectiveOf(statistics)
  const gain = previous && objective - previous.objective
  const model = modelOf(parameters)
  return Object.freeze({ iteration, model, statistics, lml, objective, gain, events, accelerated })
}
