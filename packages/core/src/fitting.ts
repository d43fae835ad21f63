import { jsonArray } from './as-json.ts'
import { coincidentComponents } from './divergence.ts'
import { expectationMaximization, type Start } from './em.ts'
import type { ScoringParameters } from './engine.ts'
import { MixturaError } from './errors.ts'
import { recipeOf, type CheckedFit, type FailedStart, type FitResult, type StartRecipe } from './fit.ts'
import type { Frame, StopReason } from './frame.ts'
import type { Init } from './initialize.ts'
import type { Intervention } from './maximize.ts'
import { noEvidence, withFrame, type MonotoneEvidence } from './monotone.ts'
import type { SufficientStatistics } from './statistics.ts'
import { remainingGain } from './stopping.ts'

/** What a fit asks of whoever drives it: the start of this index, or all that comes of it; or the E-step of a model. */
export type FitRequest = { readonly start: number } | { readonly eStep: ScoringParameters }

/** A result without what takes the rows to tell. */
export type Fitted = Omit<FitResult, 'spurious'>

export type FitAnswer = Start | Run | SufficientStatistics

/** EM from one start, until it stopped. */
export interface Run {
  /** What the function that was given as `init` has returned, where it was one. */
  readonly init?: Init | undefined
  /** What it ended in. */
  readonly last: Pick<Frame, 'model' | 'lml' | 'objective' | 'iteration' | 'events'>
  /** How the objective went. */
  readonly monotone: MonotoneEvidence
  /** What is left to gain, in nats per sample, where that can be told. */
  readonly remaining: number | undefined
  /** Mean log-marginal likelihood of each model, that of the start first, in nats per sample. */
  readonly lml: readonly number[]
  /** All of them, where they were asked for. */
  readonly frames: readonly Frame[]
  /** Everything that was done beside EM, in order. */
  readonly events: readonly Intervention[]
  /** Why it ended. */
  readonly stopReason: StopReason
}

/**
 * A fit of one or more starts, whole but for the work on the rows: it asks for that, and is answered, or thrown at.
 */
export function* fitting(checked: CheckedFit, engine: string): Generator<FitRequest, Fitted, FitAnswer> {
  const runs: (Run & { readonly start: StartRecipe })[] = []
  const failures: FailedStart[] = []
  for (let start = 0; start === 0 || (start < checked.restarts && !checked.signal?.aborted); start++) {
    try {
      const run = yield* runFrom(checked, start)
      runs.push({ ...run, start: recipeOf(checked, start, run.init) })
    } catch (error) {
      // Cut short before its first frame, a further start leaves the runs before it.
      if (checked.signal?.aborted && runs.length > 0) break
      if (!isOfOneStart(error)) throw error
      const recipe = recipeOf(checked, start)
      failures.push({ start: recipe, seed: recipe.seed, error })
    }
  }
  if (runs.length === 0) throw failures[0]!.error
  // Equal optima differ by rounding only; the first of them is kept.
  const best = runs.reduce((a, b) => (isBetter(standingOf(b), standingOf(a)) ? b : a))
  return {
    model: best.last.model,
    lml: jsonArray(Float64Array.from(best.lml.slice(1))),
    finalLml: best.last.lml,
    startLml: best.lml[0]!,
    ...(checked.frames && { frames: best.frames }),
    iterations: best.last.iteration,
    converged: best.stopReason === 'tolerance',
    stopReason: best.stopReason,
    ...(best.remaining !== undefined && { remaining: best.remaining }),
    monotone: best.monotone,
    events: best.events,
    heldUp: heldUp(best),
    coincident: coincidentComponents(best.last.model.parameters),
    optima: runs.map((run) => {
      const { start, last, stopReason } = run
      const { lml, iteration: iterations } = last
      return { start, seed: start.seed, lml, iterations, stopReason, heldUp: heldUp(run) }
    }),
    failures,
    start: best.start,
    seed: best.start.seed,
    engine,
  }
}

/** What optima are compared by. */
interface Standing {
  readonly objective: number
  readonly isHeldUp: boolean
}

/** Whether the first optimum is the better one: higher by more than rounding, and a sound one before one that stands by a repair. */
export function isBetter(a: Standing, b: Standing): boolean {
  if (a.isHeldUp !== b.isHeldUp) return b.isHeldUp
  return a.objective - b.objective > 1e-10 * Math.max(1, Math.abs(b.objective))
}

function standingOf(run: Run): Standing {
  return { objective: run.last.objective, isHeldUp: heldUp(run).length > 0 }
}

/** The components of the last model that it has only by a repair. */
function heldUp({ last: { iteration, events } }: Run): number[] {
  return iteration > 0 ? [...new Set(events.map(({ component }) => component))] : []
}

/** Errors that end one start but not the fit. */
function isOfOneStart(error: unknown): error is MixturaError {
  return error instanceof MixturaError && ['component-collapsed', 'density-underflow'].includes(error.code)
}

/** The run from the start of this index. */
export function* runFrom(checked: CheckedFit, index: number): Generator<FitRequest, Run, FitAnswer> {
  const { signal } = checked
  const start = (yield { start: index }) as Start | Run
  if ('stopReason' in start) return start
  const lml: number[] = []
  const frames: Frame[] = []
  const events: Intervention[] = []
  let monotone = noEvidence
  let last: Frame | undefined
  let before: Frame | undefined
  const end = (stopReason: StopReason): Run => {
    const remaining = remainingGain(last!, before)
    return { init: start.init, last: last!, remaining, monotone, lml, frames, events, stopReason }
  }

  const em = expectationMaximization(start, checked)
  let step = em.next()
  while (!step.done) {
    if ('frame' in step.value) {
      before = last
      last = step.value.frame
      lml.push(last.lml)
      monotone = withFrame(monotone, last, checked.regularization)
      events.push(...last.events)
      if (checked.frames) frames.push(last)
      checked.onFrame?.(last, index)
      if (signal?.aborted) return end('aborted')
      step = em.next()
    } else {
      let statistics: FitAnswer
      try {
        statistics = yield step.value
      } catch (error) {
        if (last && signal?.aborted) return end('aborted')
        throw error
      }
      step = em.next(statistics as SufficientStatistics)
    }
  }
  return end(step.value)
}
