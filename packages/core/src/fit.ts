import { checkFittable } from './check-fittable.ts'
import { createEngine, engineNames, type EngineName } from './create-engine.ts'
import { Dataset, type Points } from './dataset.ts'
import { runEm, type Start } from './em.ts'
import type { SyncEStepEngine } from './engine.ts'
import { MixturaError } from './errors.ts'
import type { Frame, StopReason } from './frame.ts'
import type { Abortable } from './host.ts'
import { checkInit, startFrom, type Init } from './initialize.ts'
import type { Intervention } from './maximize.ts'
import type { GaussianMixture } from './mixture.ts'
import {
  abortable,
  callback,
  checkFixed,
  checkOptions,
  componentCount,
  emOptionChecks,
  flag,
  oneOf,
  seed,
  wholeNumber,
  type EmOptions,
} from './options.ts'
import { seedOfStart } from './random.ts'

/** How to run EM from one start. */
export interface StartOptions extends Partial<EmOptions> {
  /** K. */
  components: number
  /** Where EM starts. Default `kmeans`. */
  init?: Init
  /** 0 … 2³² − 1. The same seed gives the same bits. Default 0. */
  seed?: number
  /** Equal bits on every machine, at some cost in speed: exp and log of our own, no fused multiply-add. Default false. */
  deterministic?: boolean
  /** Who computes the E-steps: `auto` is WebAssembly where it runs. Default `auto`. */
  engine?: EngineName
  /** One weight ≥ 0 a sample; weight 2 counts as the row twice. */
  sampleWeights?: ArrayLike<number> | undefined
}

/** How to fit: `StartOptions`, with several starts and with what is to be seen on the way. */
export interface FitOptions extends StartOptions {
  /**
   * Starts to try, of which the best is kept; start i has seed + i. A start that collapses is reported, and thrown only
   * where all do. Of `kmeans`, the starts after the first are one run of K-means each. Default 1.
   */
  restarts?: number
  /** Keep every frame of the best run in the result. Default false. */
  frames?: boolean
  /** Called with each frame as it is made, and with the index of the start. */
  onFrame?: ((frame: Frame, start: number) => void) | undefined
  /** Looked at after each frame; once aborted, the fit ends with the best model so far. */
  signal?: Abortable | undefined
}

/** Where one start led, if it did not fail. */
export interface Optimum {
  readonly seed: number
  readonly lml: number
  readonly iterations: number
  readonly stopReason: StopReason
}

/** A start from which EM could not go on, though others could. */
export interface FailedStart {
  readonly seed: number
  readonly error: MixturaError
}

/** What a fit ends in: the model, how it got there, and everything that was done to it. */
export interface FitResult {
  /** The last model of the best run. */
  readonly model: GaussianMixture
  /** lml after each iteration of the best run: frames 1 … n. */
  readonly lml: Float64Array
  /** lml of its start: frame 0. */
  readonly startLml: number
  /** Frames 0 … n of the best run, where they were asked for. */
  readonly frames?: readonly Frame[]
  /** n. */
  readonly iterations: number
  /** Whether the gain fell below the tolerance. */
  readonly converged: boolean
  readonly stopReason: StopReason
  /** Everything done that EM itself would not have done, in order. Empty as a rule. */
  readonly events: readonly Intervention[]
  /** Every start that ended well, in order. */
  readonly optima: readonly Optimum[]
  /** Every start that failed, in order. */
  readonly failures: readonly FailedStart[]
  /** The seed of the start that was kept. */
  readonly seed: number
  /** Which engine computed the E-steps. */
  readonly engine: string
}

type CheckedStart = EmOptions &
  Required<Pick<StartOptions, 'components' | 'init' | 'seed' | 'deterministic' | 'engine'>> &
  Pick<StartOptions, 'sampleWeights'>

const startChecks = {
  ...emOptionChecks,
  components: componentCount,
  init: checkInit,
  seed,
  deterministic: flag('deterministic', false),
  engine: oneOf<EngineName>('engine', engineNames, 'auto'),
  sampleWeights: (value: unknown) => value as ArrayLike<number> | undefined,
}

/**
 * Fits a mixture by EM from one or more starts.
 * @throws MixturaError on bad points or options, before any work; what the first start threw, where all of them failed
 */
export function fit(points: Points, options: FitOptions): FitResult {
  const checked = checkOptions<CheckedFit>(options, {
    ...startChecks,
    restarts: wholeNumber('restarts', 1, 1),
    frames: flag('frames', false),
    onFrame: callback<NonNullable<FitOptions['onFrame']>>('onFrame'),
    signal: abortable,
  })
  const dataset = prepare(points, checked)
  const engine = createEngine(dataset, checked)

  const runs: Run[] = []
  const failures: FailedStart[] = []
  for (let start = 0; start === 0 || (start < checked.restarts && !checked.signal?.aborted); start++) {
    try {
      runs.push(runFrom(dataset, engine, checked, start))
    } catch (error) {
      if (!isOfOneStart(error)) throw error
      failures.push({ seed: seedOfStart(checked.seed, start), error })
    }
  }
  if (runs.length === 0) throw failures[0]!.error
  // Equal optima differ by rounding only; the first of them is kept.
  const best = runs.reduce((a, b) => (b.last.lml - a.last.lml > 1e-10 * Math.max(1, Math.abs(a.last.lml)) ? b : a))
  return {
    model: best.last.model,
    lml: Float64Array.from(best.lml.slice(1)),
    startLml: best.lml[0]!,
    ...(checked.frames && { frames: best.frames }),
    iterations: best.last.iteration,
    converged: best.stopReason === 'tolerance',
    stopReason: best.stopReason,
    events: best.events,
    optima: runs.map(({ seed, last, stopReason }) => ({ seed, lml: last.lml, iterations: last.iteration, stopReason })),
    failures,
    seed: best.seed,
    engine: engine.name,
  }
}

/** What another start may be spared. */
function isOfOneStart(error: unknown): error is MixturaError {
  return error instanceof MixturaError && ['component-collapsed', 'density-underflow'].includes(error.code)
}

/**
 * The frames of one run of EM, made one at a time as they are asked for; the generator's return value is the stop reason.
 * @throws MixturaError on bad points or options, before any work
 *
 * @example
 * const frames = [...em([[0], [1], [9], [10]], { components: 2, tolerance: 0, maxIterations: 3 })]
 * frames.map(({ iteration }) => iteration) // → [ 0, 1, 2, 3 ]
 * frames.slice(1).every(({ gain }) => gain >= -1e-12) // → true
 */
export function em(points: Points, options: StartOptions): Generator<Frame, StopReason, void> {
  const checked = checkOptions<CheckedStart>(options, startChecks)
  const dataset = prepare(points, checked)
  const engine = createEngine(dataset, checked)
  return runEm(engine, startOf(dataset, engine, checked, 0), checked)
}

function prepare(points: Points, checked: CheckedStart): Dataset {
  checkFixed(checked, checked.components)
  const dataset = Dataset.from(points, { sampleWeights: checked.sampleWeights })
  checkFittable(dataset, checked)
  return dataset
}

interface CheckedFit extends CheckedStart {
  restarts: number
  frames: boolean
  onFrame: FitOptions['onFrame']
  signal: Abortable | undefined
}

interface Run {
  readonly seed: number
  readonly last: Frame
  readonly lml: readonly number[]
  readonly frames: readonly Frame[]
  readonly events: readonly Intervention[]
  readonly stopReason: StopReason
}

function runFrom(dataset: Dataset, engine: SyncEStepEngine, checked: CheckedFit, index: number): Run {
  const run = runEm(engine, startOf(dataset, engine, checked, index), checked, checked.signal)
  const lml: number[] = []
  const frames: Frame[] = []
  const events: Intervention[] = []
  let last: Frame
  for (;;) {
    const step = run.next()
    if (step.done)
      return { seed: seedOfStart(checked.seed, index), last: last!, lml, frames, events, stopReason: step.value }
    last = step.value
    lml.push(last.lml)
    events.push(...last.events)
    if (checked.frames) frames.push(last)
    checked.onFrame?.(last, index)
  }
}

function startOf(dataset: Dataset, { clustering }: SyncEStepEngine, checked: CheckedStart, index: number): Start {
  return startFrom(dataset, {
    clustering,
    components: checked.components,
    init: checked.init,
    seed: seedOfStart(checked.seed, index),
    covariance: checked.covariance,
    regularization: checked.regularization,
    // K-means from many starts finds the same partition each time; further starts are worth their while only if they differ.
    ...(index > 0 && { kMeansRestarts: 1 }),
  })
}
