import type { Snapshot } from '@mixtura/session'
import { describeEvent } from '../events.ts'
import { describeMonotone } from '../monotone.ts'
import type { Problem } from '../problem.ts'
import type { Settings } from '../settings.ts'

/** What just happened, in a sentence; at the end how it ended, and what to try next. */
export function captionOf(snapshot: Snapshot, { noun }: Problem, settings: Settings): string {
  const { error, frame, halfStep, cursor, lastCursor, stopReason, monotone, computing } = snapshot
  if (error) return `▲ ${error.message}`
  if (monotone.falls.length > 0) return `▲ LML ${describeMonotone(monotone)}.`
  if (halfStep === 'M' && frame.events.length > 0) return frame.events.map(describeEvent).join(' ')
  if (halfStep !== 'start' && stopReason && cursor === lastCursor) {
    const after = `Stopped after ${frame.iteration} iterations`
    const ended = {
      tolerance: `Converged: the gain fell below ${settings.tolerance.toExponential()}.`,
      'max-iterations': `${after}, the maximum.`,
      aborted: `${after}: interrupted.`,
      collapsed: `${after}: every component stands by its ridge alone.`,
      fell: `${after}: LML fell, which EM never does.`,
    }[stopReason]
    return `${ended} LML ${describeMonotone(monotone)}.`
  }
  if (halfStep === 'start') {
    return noun === 'stone'
      ? 'Who threw which stone? Nobody knows yet; dotted is a first guess.'
      : `The start: a first guess, dotted; no ${noun} belongs to a component yet.`
  }
  if (computing) return halfStep === 'E' ? 'M-step …' : 'E-step …'
  return halfStep === 'E'
    ? `E-step: how likely does each ${noun} come from each component?`
    : `M-step: each component moves and stretches to fit its ${noun}s.`
}
