import { hasFallen, monotonicityTolerance, type Frame } from './frame.ts'

/** The promise that EM never lowers what it climbs, held against every gain of a run. */
export interface MonotoneEvidence {
  /** All gains. */
  readonly of: number
  /** Gains beyond rounding. */
  readonly rose: number
  /** Gains and losses that rounding explains. */
  readonly level: number
  /** Iterations that fell by more, though nothing but EM was at work: each is a bug. */
  readonly falls: readonly number[]
  /** Iterations that fell where a ridge was in use, or something was done to the model: EM promises nothing there. */
  readonly lowered: readonly number[]
}

/**
 * What is known of a run before its first gain.
 *
 * @example
 * noEvidence.of // → 0
 */
export const noEvidence: MonotoneEvidence = { of: 0, rose: 0, level: 0, falls: [], lowered: [] }

/**
 * The evidence with one frame more: the one count that fits, sessions, page and terminal show.
 * @param regularization that of the run
 *
 * @example
 * const frames = [...em([[0], [1], [2], [8], [9], [10]], { components: 2, tolerance: 1e-9 })]
 * const { rose, level, of, falls } = frames.reduce((evidence, frame) => withFrame(evidence, frame, 0), noEvidence)
 * [of - rose - level, falls] // → [ 0, [] ]
 */
export function withFrame(
  evidence: MonotoneEvidence,
  frame: Pick<Frame, 'iteration' | 'gain' | 'objective' | 'model' | 'events'>,
  regularization: number,
): MonotoneEvidence {
  const { iteration, gain, objective, events } = frame
  if (gain === undefined) return evidence
  const of = evidence.of + 1
  if (gain > monotonicityTolerance(objective)) return { ...evidence, of, rose: evidence.rose + 1 }
  if (!hasFallen(frame)) return { ...evidence, of, level: evidence.level + 1 }
  if (regularization > 0 || events.length > 0) return { ...evidence, of, lowered: [...evidence.lowered, iteration] }
  return { ...evidence, of, falls: [...evidence.falls, iteration] }
}
