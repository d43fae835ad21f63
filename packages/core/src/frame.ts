import type { Intervention } from './maximize.ts'
import type { GaussianMixture } from './mixture.ts'
import type { SufficientStatistics } from './statistics.ts'

/** A model together with its own E-step: what is on screen at one moment of EM. */
export interface Frame {
  /** Steps since the start, which is frame 0. */
  readonly iteration: number
  /** θ at this moment. */
  readonly model: GaussianMixture
  /** The sums of this model's E-step, from which the next model is made; a fit's are of its weights as `Dataset.normalised` has them. */
  readonly statistics: SufficientStatistics
  /** Mean log-marginal likelihood per sample under this very model, in nats. */
  readonly lml: number
  /** What this run climbs, in nats per sample: the lml. */
  readonly objective: number
  /** The objective minus the previous frame's; undefined at the start. */
  readonly gain: number | undefined
  /** What was done to this model beside the M-step; empty as a rule. */
  readonly events: readonly Intervention[]
  /** Whether the step to this model went beyond the M-step: see the option `acceleration`. */
  readonly accelerated: boolean
}

/**
 * Why a run ended: `tolerance` is convergence, by the rule of the option; the iterations were used up; the caller's signal;
 * every component `collapsed` and has been standing on a ridge for 50 iterations, as with fewer rows than columns;
 * or the objective `fell` by more than rounding explains though nothing had been done beside EM, which is a bug.
 */
export type StopReason = 'tolerance' | 'max-iterations' | 'aborted' | 'collapsed' | 'fell'

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

/**
 * Whether the objective of this frame lies below the one before by more than rounding explains: by `monotonicityTolerance`,
 * and 8 D 2⁻⁵² over the least share of a column's variance that the columns before it leave unexplained, as so many digits
 * of a nearly collinear component's density are rounding.
 *
 * @example
 * const frames = [...em([[0], [1], [2], [8], [9], [10]], { components: 2 })]
 * frames.some(hasFallen) // → false
 */
export function hasFallen({ gain, objective, model }: Pick<Frame, 'gain' | 'objective' | 'model'>): boolean {
  if (gain === undefined || gain >= -monotonicityTolerance(objective)) return false
  const { form, componentCount: k, dimension: d, covariances, precisionsCholesky } = model.parameters
  let least = 1
  const count = form === 'triangular' ? k * d : 0
  for (let at = 0; at < count; at++) {
    const diagonal = at * d + (at % d)
    least = Math.min(least, 1 / (precisionsCholesky[diagonal]! ** 2 * covariances[diagonal]!))
  }
  return gain < -monotonicityTolerance(objective) - (8 * d * 2 ** -52) / least
}
