import type { Intervention } from './maximize.ts'
import type { GaussianMixture } from './mixture.ts'
import type { SufficientStatistics } from './statistics.ts'

/** A model together with its own E-step: what is on screen at one moment of EM. */
export interface Frame {
  /** Steps since the start, which is frame 0. */
  readonly iteration: number
  /** θ at this moment. */
  readonly model: GaussianMixture
  /** The sums of this model's E-step, from which the next model is made. */
  readonly statistics: SufficientStatistics
  /** Mean log-marginal likelihood per sample under this very model, in nats. */
  readonly lml: number
  /** lml minus the previous frame's; undefined at the start. */
  readonly gain: number | undefined
  /** What was done to this model beside the M-step; empty as a rule. */
  readonly events: readonly Intervention[]
  /** Whether the step to this model went beyond the M-step: see the option `acceleration`. */
  readonly accelerated: boolean
}

/** Why a run ended: the gain fell below the tolerance, the iterations were used up, or the caller's signal. */
export type StopReason = 'tolerance' | 'max-iterations' | 'aborted'

/**
 * How far rounding alone may lower the lml of a frame: EM is called monotone when no gain is below minus this.
 *
 * @example
 * monotonicityTolerance(-2.5) // → 2.5e-12
 * monotonicityTolerance(0.1) // → 1e-12
 */
export function monotonicityTolerance(lml: number): number {
  return 1e-12 * Math.max(1, Math.abs(lml))
}
