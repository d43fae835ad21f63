import {
  expectationMaximization,
  MixturaError,
  monotonicityTolerance,
  type EmOptions,
  type EStepEngine,
  type Frame,
  type GaussianMixture,
  type Intervention,
  type MaybePromise,
  type ScoringParameters,
  type SufficientStatistics,
} from '@mixtura/core'
import type { HistoryFrame, MonotoneEvidence, PendingFrame, Run } from './types.ts'

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

  constructor(identity: Pick<Run, 'id' | 'forkedAt' | 'label'>, start: RunStart, origin: RunStart = start) {
    const { model, events, options } = start
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
    this.monotone = { rose: 0, of: 0, falls: [], claimed: options.regularization === 0 && events.length === 0 }
    this.#em = expectationMaximization({ parameters: model.parameters, events }, options)
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

  #add({ iteration, model, lml, gain, events, statistics }: Frame): void {
    // A copy: history does not keep the statistics, of which these are a part.
    const effectiveCounts = statistics.effectiveCounts.slice()
    const frame: HistoryFrame = Object.freeze({ iteration, model, lml, gain, events, effectiveCounts })
    this.run = { ...this.run, frames: [...this.run.frames, frame] }
    this.monotone = withGain(this.monotone, frame)
  }
}

function withGain(evidence: MonotoneEvidence, { iteration, lml, gain, events }: HistoryFrame): MonotoneEvidence {
  if (gain === undefined) return evidence
  const fell = gain < -monotonicityTolerance(lml)
  return {
    rose: evidence.rose + (fell ? 0 : 1),
    of: evidence.of + 1,
    falls: fell ? [...evidence.falls, iteration] : evidence.falls,
    claimed: evidence.claimed && events.length === 0,
  }
}
