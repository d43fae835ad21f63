import { checkFittable } from './check-fittable.ts'
import type { Clustering } from './clustering.ts'
import { bindRows, engineNames, type EngineName } from './bind.ts'
import { Dataset, type Points } from './dataset.ts'
import { runEm, type Start } from './em.ts'
import type { MixturaError } from './errors.ts'
import { fitting, type FitAnswer, type FitRequest, type Fitted } from './fitting.ts'
import type { Frame, StopReason } from './frame.ts'
import type { Abortable } from './host.ts'
import { atOnce, type InParts } from './in-parts.ts'
import { checkInit, startFrom, type Init } from './initialize.ts'
import type { Intervention } from './maximize.ts'
import type { GaussianMixture } from './mixture.ts'
import type { MonotoneEvidence } from './monotone.ts'
import {
  abortable,
  badOption,
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
import { verdictOn, type SpuriousComponent } from './spurious.ts'

/** How to run EM from one start. */
export interface StartOptions extends Partial<EmOptions> {
  /** K. */
  components: number
  /** Where EM starts. Default `kmeans`. */
  init?: Init
  /** Runs of K-means that a start `kmeans` is the best of, on all rows or their sample (see `Init`). Default 10, and 50 when N ≤ 2 000. */
  kMeansRestarts?: number | undefined
  /** 0 … 2³² − 1. The same seed gives the same bits. Default 0. */
  seed?: number
  /**
   * Equal bits on every machine that runs the same engine, at some cost in speed: exp and log of our own, no fused
   * multiply-add. `js` and `wasm` have each their own bits: name `engine`, too, where `auto` might differ. Default false.
   */
  deterministic?: boolean
  /** Who computes the E-steps: `auto` is WebAssembly where it runs. Default `auto`. */
  engine?: EngineName
  /**
   * One weight ≥ 0 a sample, in any unit: scaled by a power of two they give the same bits. In E-step, M-step, lml and
   * Lloyd's iterations weight 2 is the row twice. It is not where rows are counted or drawn: in the divisor of starts
   * (Σ w − Σ w² / Σ w), in the verdict on components (Kish's count), and in what the random numbers pick.
   */
  sampleWeights?: ArrayLike<number> | undefined
}

/** How to fit: `StartOptions`, with several starts and with what is to be seen on the way. */
export interface FitOptions extends StartOptions {
  /**
   * Starts to try, of which the best is kept (one that stands only by a repair where no other is left); start i has seed + i. A start that collapses is reported, and thrown only
   * where all do. Of `kmeans`, the starts after the first are one run of K-means each. Default 1.
   */
  restarts?: number
  /** Keep every frame of the best run in the result. Default false. */
  frames?: boolean
  /** Called with each frame as it is made, and with the index of the start. */
  onFrame?: ((frame: Frame, start: number) => void) | undefined
  /**
   * Looked at after each frame; once aborted, the fit ends with the best model so far. As `fit` keeps its thread, no timer and
   * no click can abort an `AbortSignal` meanwhile: only `onFrame` can, or a getter. `fitAsync` of `@mixtura/engines` yields.
   */
  signal?: Abortable | undefined
  /** Ends the fit as a signal does, after the first frame at or after this time. The clock is handed in, as is its unit. */
  deadline?: Deadline | undefined
}

/**
 * What makes one start again: `fit(points, { components, ...start })`, with the same options of EM, engine and threads,
 * repeats its run alone, to the bit. A function that was given as `init` is replaced by what it returned.
 */
export interface StartRecipe {
  /** Where EM started. */
  readonly init: Init
  /** Of this start. */
  readonly seed: number
  /** Runs of K-means that it is the best of, where that is not the default. */
  readonly kMeansRestarts?: number
}

/** When to end, by a clock. */
export interface Deadline {
  /** The time, `() => performance.now()` as a rule. */
  readonly now: () => number
  /** When it is up, by that clock. */
  readonly at: number
}

/** Where one start led, if it did not fail. */
export interface Optimum {
  /** What makes it again alone. */
  readonly start: StartRecipe
  /** Of this start. */
  readonly seed: number
  /** Of its last model, in nats per sample. */
  readonly lml: number
  /** Until it stopped. */
  readonly iterations: number
  /** Why it stopped. */
  readonly stopReason: StopReason
  /** The components that its last model has only by a repair. */
  readonly heldUp: readonly number[]
}

/** A start from which EM could not go on, though others could. */
export interface FailedStart {
  /** With which it fails again alone; with a function for `init`, that. */
  readonly start: StartRecipe
  /** Of this start. */
  readonly seed: number
  /** `component-collapsed` or `density-underflow`. */
  readonly error: MixturaError
}

/** What a fit ends in: the model, how it got there, and everything that was done to it. */
export interface FitResult {
  /** The last model of the best run. */
  readonly model: GaussianMixture
  /** lml after each iteration of the best run: frames 1 … n. */
  readonly lml: Float64Array
  /** lml of that model: the last entry of `lml`, or `startLml` where there was no iteration. */
  readonly finalLml: number
  /** lml of its start: frame 0. */
  readonly startLml: number
  /** Frames 0 … n of the best run, where they were asked for. */
  readonly frames?: readonly Frame[]
  /** n. */
  readonly iterations: number
  /** Whether it was stopped by the rule of `tolerance`. */
  readonly converged: boolean
  /** Why the best run ended. */
  readonly stopReason: StopReason
  /** An estimate of what is left to gain, in nats per sample: the last gains continued as a geometric series, where they are one. */
  readonly remaining?: number
  /** How often the lml rose, was level, and fell. */
  readonly monotone: MonotoneEvidence
  /** Everything done that EM itself would not have done, in order. Empty as a rule. */
  readonly events: readonly Intervention[]
  /**
   * The components that the data do not bear out: those that stand only by a repair, and those that foretell rows left out
   * hardly better than the others do (see `spuriousComponents`). Of more than 4096 rows only
   * components of fewer than 200 are judged so. Empty as a rule.
   */
  readonly spurious: readonly SpuriousComponent[]
  /** The components that the last model has only by a repair (a ridge, or old values kept). Empty as a rule. */
  readonly heldUp: readonly number[]
  /** Groups of components that are the same Gaussian written more than once: fewer components do, or another start. Empty as a rule. */
  readonly coincident: readonly (readonly number[])[]
  /** Every start that ended well, in order. */
  readonly optima: readonly Optimum[]
  /** Every start that failed, in order. */
  readonly failures: readonly FailedStart[]
  /** What makes the run that was kept again, alone. */
  readonly start: StartRecipe
  /** The seed of the start that was kept. */
  readonly seed: number
  /** Which engine computed the E-steps. */
  readonly engine: string
}

export type CheckedStart = EmOptions &
  Required<Pick<StartOptions, 'components' | 'init' | 'seed' | 'deterministic' | 'engine'>> &
  Pick<StartOptions, 'sampleWeights' | 'kMeansRestarts'>

export type CheckedFit = CheckedStart & Required<Pick<FitOptions, 'restarts' | 'frames' | 'onFrame' | 'signal'>>

const startChecks = {
  ...emOptionChecks,
  components: componentCount,
  init: checkInit,
  kMeansRestarts: (value: unknown) =>
    value === undefined ? undefined : wholeNumber('kMeansRestarts', undefined, 1)(value),
  seed,
  deterministic: flag('deterministic', false),
  engine: oneOf<EngineName>('engine', engineNames, 'auto'),
  sampleWeights: (value: unknown) => value as ArrayLike<number> | undefined,
}

/** @throws MixturaError on bad options */
export function checkFit(options: FitOptions): CheckedFit {
  const { deadline, ...checked } = checkOptions<CheckedFit & { deadline: Deadline | undefined }>(options, {
    ...startChecks,
    deadline: checkDeadline,
    restarts: wholeNumber('restarts', 1, 1),
    frames: flag('frames', false),
    onFrame: callback<NonNullable<FitOptions['onFrame']>>('onFrame'),
    signal: abortable,
  })
  checkFixed(checked, checked.components)
  return { ...checked, signal: endedBy(deadline, checked.signal) ?? checked.signal }
}

export function checkDeadline(value: unknown): Deadline | undefined {
  const { now, at } = Object(value) as Partial<Deadline>
  if (value === undefined || (typeof now === 'function' && typeof at === 'number' && !Number.isNaN(at))) {
    return value as Deadline | undefined
  }
  throw badOption('deadline', value, 'Give { now: () => performance.now(), at: performance.now() + milliseconds }.')
}

/** The signal that is aborted with this one, or once the time is up. */
export function endedBy(deadline: Deadline | undefined, signal: Abortable | undefined): Abortable | undefined {
  return (
    deadline && {
      get aborted() {
        return signal?.aborted === true || deadline.now() >= deadline.at
      },
    }
  )
}

/**
 * Fits a mixture by EM from one or more starts.
 * @throws MixturaError on bad points or options, before any work; what the first start threw, where all of them failed
 */
export function fit(points: Points, options: FitOptions): FitResult {
  const checked = checkFit(options)
  const dataset = prepare(points, checked)
  const engine = bindRows(dataset, checked)
  try {
    const fitted = drive(fitting(checked, engine.name), (request) => {
      if ('eStep' in request) return engine.eStep(request.eStep)
      engine.beginRun?.()
      return atOnce(startOf(dataset, () => engine.clustering, checked, request.start))
    })
    return judged(fitted, dataset)
  } finally {
    engine.dispose?.()
  }
}

/** The result of a fit: with the rows' verdict on its components. */
export function judged(fitted: Fitted, dataset: Dataset): FitResult {
  return { ...fitted, spurious: verdictOn(dataset, fitted.model.parameters, fitted.heldUp) }
}

function drive(run: Generator<FitRequest, Fitted, FitAnswer>, answerTo: (request: FitRequest) => FitAnswer): Fitted {
  let step = run.next()
  while (!step.done) {
    let answer: FitAnswer
    try {
      answer = answerTo(step.value)
    } catch (error) {
      step = run.throw(error)
      continue
    }
    step = run.next(answer)
  }
  return step.value
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
  checkFixed(checked, checked.components)
  const dataset = prepare(points, checked)
  const engine = bindRows(dataset, checked)
  return runEm(engine, atOnce(startOf(dataset, () => engine.clustering, checked, 0)), checked)
}

export function prepare(points: Points, checked: CheckedStart): Dataset {
  const dataset = Dataset.from(points, { sampleWeights: checked.sampleWeights }).normalised()
  checkFittable(dataset, checked)
  return dataset
}

export function startOf(
  dataset: Dataset,
  clustering: () => Clustering | undefined,
  checked: CheckedStart,
  index: number,
): InParts<Start> {
  return startFrom(dataset, {
    clustering,
    engine: checked.engine,
    deterministic: checked.deterministic,
    components: checked.components,
    init: checked.init,
    seed: seedOfStart(checked.seed, index),
    covariance: checked.covariance,
    regularization: checked.regularization,
    kMeansRestarts: kMeansRestartsOf(checked, index),
  })
}

export function recipeOf(checked: CheckedStart, index: number, init: Init = checked.init): StartRecipe {
  const kMeansRestarts = init === 'kmeans' ? kMeansRestartsOf(checked, index) : undefined
  return { init, seed: seedOfStart(checked.seed, index), ...(kMeansRestarts !== undefined && { kMeansRestarts }) }
}

/** K-means from many starts finds the same partition each time; further starts are worth their while only if they differ. */
function kMeansRestartsOf(checked: CheckedStart, index: number): number | undefined {
  return index > 0 ? 1 : checked.kMeansRestarts
}
