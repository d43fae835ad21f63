import { modelChange } from './divergence.ts'
import { hasFallen, type Frame, type StopReason } from './frame.ts'
import type { EmOptions } from './options.ts'
import type { SufficientStatistics } from './statistics.ts'

/** What a run of EM climbs, in nats per sample: frames, accelerated steps, restarts and stopping are all judged by it. */
export function objectiveOf(statistics: SufficientStatistics): number {
  return statistics.lml
}

/**
 * So many iterations with every component on a ridge, and a run ends: it climbs what the ridge allows, which is without
 * bound in the data and slow where components share axes. Fewer would cut short mixtures in a plane of the data's space.
 */
const MOST_ON_RIDGES = 50

/**
 * Why a run ends with this frame, if it does: the one place that judges convergence.
 *
 * Plain EM climbs, so that a gain below the tolerance is convergence, and a fall a bug. A ridge or a repair is no step of EM:
 * the lml passes a maximum on its way to where such a run settles, so there both the change in lml and the change of the
 * model have to be below the tolerance.
 * @param iterationsOnRidges for how many iterations every component has stood by a repair
 */
export function reasonToStop(
  frame: Frame,
  previous: Frame | undefined,
  options: EmOptions,
  iterationsOnRidges: number,
): StopReason | undefined {
  const { tolerance, maxIterations, regularization } = options
  // At tolerance 0 all iterations are wanted, whatever they gain.
  if (previous && frame.gain !== undefined && tolerance > 0) {
    const isPlain = regularization === 0 && frame.events.length === 0
    if (isPlain && hasFallen(frame)) return 'fell'
    const hasSettled = (): boolean => modelChange(frame.model.parameters, previous.model.parameters) < tolerance
    if (Math.abs(frame.gain) < tolerance && (isPlain || hasSettled())) return 'tolerance'
    if (iterationsOnRidges >= MOST_ON_RIDGES) return 'collapsed'
  }
  return frame.iteration >= maxIterations ? 'max-iterations' : undefined
}

/**
 * What is left to gain, in nats per sample, if the gains go on to shrink as they did last: gₙ a / (1 − a) with a = gₙ / gₙ₋₁
 * (Aitken; Böhning et al. 1994).
 * @returns undefined where a is not between 0 and 1, or a step was longer than EM's or more was done than EM does
 */
export function remainingGain(last: Frame, before: Frame | undefined): number | undefined {
  const isPlain = (frame: Frame): boolean => !frame.accelerated && frame.events.length === 0
  if (!before || last.gain === undefined || before.gain === undefined) return undefined
  const ratio = last.gain / before.gain
  if (!isPlain(last) || !isPlain(before) || !(ratio > 0 && ratio < 1)) return undefined
  return (last.gain * ratio) / (1 - ratio)
}
