import {
  expectationMaximization,
  intoStructure,
  MixturaError,
  modelOf,
  noEvidence,
  withFrame,
  type EmOptions,
  type EStepEngine,
  type Frame,
  type GaussianMixture,
  type Intervention,
  type MaybePromise,
  type MonotoneEvidence,
  type ScoringParameters,
  type SufficientStatistics,
} from '@mixtura/core'
import type { HistoryFrame, PendingFrame, Run } from './types.ts'

/** Where a run begins, and by which rules it goes on. */
export interface RunStart {
  readonly model: GaussianMixture
  readonly events: readonly Intervention[]
  readonly options: EmOptions
}

/**
 * One run of EM: what has been computed of it, and EM itself, waiting for the answer to its next question.
 * `run`, `monotone` and `error` are immutable values, replaced when a frame is added.
 */
export class RunRecord {
  /** Where this run began. */
  readonly start: RunStart
  /** Where a restart begins: the last start given from outside. */
  readonly origin: RunStart
  readonly pending: PendingFrame
  run: Run
  monotone: MonotoneEvidence
  error: MixturaError | undefined
  readonly #em: ReturnType<typeof expectationMaximization>
  /** The next E-step, or why the M-step before it could not be done. */
  #request: ScoringParameters | MixturaError | undefined

  constructor(identity: Pick<Run, 'id' | 'origin' | 'forkedAt' | 'label'>, start: RunStart, origin: RunStart = start) {
    const { options } = start
    const { parameters, events } = intoStructure(options, {
      parameters: start.model.parameters,
      events: start.events,
    })
    const model = modelOf(parameters)
    this.start = start
    this.origin = origin
    this.pending = Object.freeze({
      iteration: 0,
      model,
      lml: undefined,
      gain: undefined,
      events,
      effectiveCounts: undefined,
    })
    this.run = { ...identity, frames: [], stopReason: undefined }
    this.monotone = noEvidence
    this.#em = expectationMaximization({ parameters, events }, options)
    this.#proceed()
  }

  /** Has the engine compute the E-step of the next model. @throws MixturaError */
  eStep(engine: EStepEngine): MaybePromise<SufficientStatistics> {
    if (this.#request instanceof MixturaError) throw this.#request
    return engine.eStep(this.#request!)
  }

  /** The answer: one frame more. */
  take(statistics: SufficientStatistics): void {
    this.#proceed(statistics)
  }

  /** Lets EM run to its next question. The M-step is done ahead of its half-step, since only EM knows whether there is one. */
  #proceed(statistics?: SufficientStatistics): void {
    try {
      let step = this.#em.next(statistics)
      if (!step.done && 'frame' in step.value) {
        this.#add(step.value.frame)
        step = this.#em.next()
      }
      if (step.done) this.run = { ...this.run, stopReason: step.value }
      else if ('eStep' in step.value) this.#request = step.value.eStep
    } catch (problem) {
      if (!(problem instanceof MixturaError)) throw problem
      this.#request = problem
    }
  }

  #add(added: Frame): void {
    const { iteration, model, lml, gain, events, statistics } = added
    // A copy: history does not keep the statistics, of which these are a part.
    const effectiveCounts = statistics.effectiveCounts.slice()
    const frame: HistoryFrame = Object.freeze({ iteration, model, lml, gain, events, effectiveCounts })
    this.run = { ...this.run, frames: [...this.run.frames, frame] }
    this.monotone = withFrame(this.monotone, added, this.start.options.regularization)
  }
}
