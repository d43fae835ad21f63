import type {
  Dataset,
  EmOptions,
  EStepEngine,
  GaussianMixture,
  Intervention,
  MixturaError,
  MonotoneEvidence,
  StopReason,
} from '@mixtura/core'

/** Time is an argument. Milliseconds. */
export interface Clock {
  now(): number
  /** Calls back once, `delay` from now (0: as soon as other work has had its turn); returns what cancels it. */
  schedule(callback: () => void, delay: number): () => void
}

/** Iterations a second, two half-steps each; `max`: as fast as frames come. */
export type Speed = 0.5 | 1 | 2 | 5 | 15 | 'max'

/** From slow to fast. */
export const speeds: readonly Speed[] = [0.5, 1, 2, 5, 15, 'max']

/** What a session works on, where it starts, and whose time it keeps. */
export interface SessionOptions {
  readonly dataset: Dataset
  readonly initialModel: GaussianMixture
  /** What had to be done to make the start, as `initialize` reports it. */
  readonly startEvents?: readonly Intervention[]
  /** Who computes E-steps; bound to the same data set. Default: core's own. */
  readonly engine?: EStepEngine
  readonly options?: Partial<EmOptions>
  readonly clock: Clock
  /** Told what a subscriber has thrown; the others are told of the change all the same. Default: the console's error. */
  readonly onListenerError?: (problem: unknown) => void
}

/** What `reset` starts from. */
export interface NewStart {
  readonly model: GaussianMixture
  readonly events?: readonly Intervention[]
  /** Over the options of the run before; a value of undefined asks for the default. */
  readonly options?: Partial<EmOptions>
}

/** A frame of EM as history keeps it: without the statistics, which are large in many dimensions. */
export interface HistoryFrame {
  /** M-steps since the start of the run, which is frame 0. */
  readonly iteration: number
  readonly model: GaussianMixture
  /** Mean log-marginal likelihood per sample under this very model, in nats. */
  readonly lml: number
  /** lml minus the previous frame's; undefined at the start. */
  readonly gain: number | undefined
  /** What was done to this model beside the M-step; empty as a rule. */
  readonly events: readonly Intervention[]
  /** Nₖ under this very model: K sums of responsibilities. */
  readonly effectiveCounts: Float64Array
}

/** The start of a run while its E-step is under way, or after that has failed: a model whose lml is not known. */
export interface PendingFrame {
  readonly iteration: 0
  readonly model: GaussianMixture
  readonly lml: undefined
  readonly gain: undefined
  readonly events: readonly Intervention[]
  readonly effectiveCounts: undefined
}

/** One run of EM: its frames, and where it was forked from. */
export interface Run {
  /** Unique within the session. */
  readonly id: number
  /** Frames 0 … n, as far as computed; empty until the first E-step has been answered. */
  readonly frames: readonly HistoryFrame[]
  /** Why EM ended; undefined while it can go on. */
  readonly stopReason: StopReason | undefined
  /** The run that began from the start given to `createSession` or `reset`: this one, or the one it was forked or restarted from. */
  readonly origin: number
  /** The frame of another run that this one left from, by `edit` or `fork`. */
  readonly forkedAt?: { readonly runId: number; readonly iteration: number }
  readonly label?: string
}

/** All that is to be shown at one moment. Immutable; a new object exactly when something changed. */
export interface Snapshot {
  /** The current run. */
  readonly run: Run
  /** Runs left behind by `edit`, `fork` and `reset`, newest last. */
  readonly ghosts: readonly Run[]
  /** Half-steps h. */
  readonly cursor: number
  /** `start` at h = 0; `E` at odd h, an E-step seen; `M` at even h, an M-step seen. */
  readonly halfStep: 'start' | 'E' | 'M'
  /** Model ⌊h / 2⌋. */
  readonly frame: HistoryFrame | PendingFrame
  /** Whose responsibilities colour the samples: frame ⌈h / 2⌉ − 1; undefined at h = 0. */
  readonly responsibilitiesOf: HistoryFrame | undefined
  /** As far as history can be sought: the last model, and its E-step once the run has stopped or it was seen. */
  readonly lastCursor: number
  readonly stopReason: StopReason | undefined
  readonly playing: boolean
  /** Whether the session waits for an E-step. */
  readonly computing: boolean
  readonly speed: Speed
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly monotone: MonotoneEvidence
  /** What keeps the current run from going on. The next step beyond its history tries again. */
  readonly error: MixturaError | undefined
}

/**
 * One experiment with EM. Methods are bound and may be passed on as they are. Everything but `play` and `setSpeed` pauses.
 * Wrong arguments throw a MixturaError before anything changes; what goes wrong on the way stands in `snapshot.error`.
 */
export interface Session {
  /** Calls back after every change; returns what ends that. */
  subscribe(listener: () => void): () => void
  getSnapshot(): Snapshot
  /** To the next model (even cursor), computing a frame if needed; past the last model of a stopped run, to its E-step. */
  step(): Promise<void>
  /** To the next half-step, computing a frame if needed. */
  stepHalf(): Promise<void>
  /** To the even cursor before this one. */
  back(): void
  backHalf(): void
  /** To a whole number of half-steps, clamped to what history holds. */
  seek(cursor: number): void
  /** Half-step by half-step at `speed`, the first at once; `max`: model by model, yielding to the clock in between. Ends paused at the end. */
  play(): void
  pause(): void
  setSpeed(speed: Speed): void
  /** A new run whose frame 0 is this model; the old run becomes a ghost. */
  edit(model: GaussianMixture, label?: string): void
  /** A new run from the model at the cursor; the old run becomes a ghost. */
  fork(): void
  /** Takes back the last `edit`, `fork` or `reset`: the run before it, its cursor and its ghosts. */
  undo(): void
  redo(): void
  /** A fresh run; without argument from the start last given to `createSession` or `reset`. The old run becomes a ghost. */
  reset(start?: NewStart): void
  /** Cancels timers and forgets listeners; disposes nothing it was given. Afterwards nothing changes any more. */
  dispose(): void
}
