import {
  createEngine,
  emOptionChecks,
  MixturaError,
  type Dataset,
  type EngineOptions,
  type ErrorCode,
  type FitOptions,
  type FitResult,
  type Init,
  type Points,
} from '@mixtura/core'
import {
  createStarts,
  fitRemotely,
  seedOfStart,
  type InParts,
  type KMeansRuns,
  type RemoteRows,
} from '@mixtura/core/remote'
import { nextTurn, now } from './host.ts'
import { threadsWorthwhile } from './estimate.ts'
import { checkSignal, type AbortSignalLike } from './abort-signal.ts'
import { packInit } from './packed-init.ts'
import { createCrew, type CrewEngine } from './crew.ts'
import { badOption, checkPool, checkThreads, createWorkerPool, type Pool, type WorkerPool } from './pool.ts'
import type { SentOptions } from './protocol.ts'
import { gatherRows } from './rows.ts'
import { bindToPool } from './workers-engine.ts'

/** How far a fit has come. */
export interface FitProgress {
  /** Index of the start that is being run, of how many. */
  readonly start: number
  readonly starts: number
  /** Iterations done from it, of how many at most. */
  readonly iteration: number
  readonly maxIterations: number
  /** Mean log-marginal likelihood per sample, in nats; undefined while K-means makes the start. */
  readonly lml: number | undefined
  /** By how much the last iteration raised it; undefined at the start. */
  readonly gain: number | undefined
  /** While K-means makes the start on this thread: its run that begins, from 0, of how many. */
  readonly kMeans?: KMeansRuns
}

/** How to fit, as for `GaussianMixture.fit`, and where. */
export interface FitAsyncOptions extends Omit<FitOptions, 'signal' | 'deadline'> {
  /**
   * Workers to use; 0 is this thread, which is given free every few milliseconds. `auto`: none where the fit is shorter than starting them would be, else as many as pay, in a
   * browser one less than there are cores. Default `auto`.
   */
  threads?: number | 'auto'
  /** Called after each iteration, and on this thread before each run of K-means. */
  onProgress?: ((progress: FitProgress) => void) | undefined
  /** Once aborted, all work stops, and the fit ends with the best model so far; rejects with its reason if there is none. */
  signal?: AbortSignalLike | undefined
  /** The workers. Default: those that all fits without a pool of their own share; they keep no process alive. */
  pool?: WorkerPool | undefined
}

/** What a fit ends in, and where it was made. */
export interface FitAsyncResult extends FitResult {
  /** Workers that computed; 0 where it was this thread. */
  readonly threads: number
  /** Why this thread has computed in their stead, where workers do not run: as under some content security policies. */
  readonly fallback?: { readonly code: ErrorCode; readonly message: string }
}

/** More are never of use: see `createWorkersEngine`. */
const MOST_THREADS = 16
/** Milliseconds that this thread is kept at most between two turns of others, where an iteration takes less. */
const TURN = 10
let commonPool: WorkerPool | undefined

/**
 * Fits a mixture by EM as `GaussianMixture.fit` does, without keeping this thread: large problems are left to workers.
 * The result is the same to rounding, and the same to the bit for any number of workers.
 * Where no worker can be started this thread computes, and the result says why (`fallback`).
 * @throws MixturaError on bad points or options, before any work; `engine-failed` where workers end again and again
 *
 * @example
 * const { model, engine, threads } = await fitAsync([[0], [1], [9], [10]], { components: 2, threads: 1 })
 * model.means.to1DArray().sort() // → [ 0.5, 9.5 ]
 * [engine, threads] // → [ 'workers/wasm', 1 ]
 */
export async function fitAsync(points: Points, options: FitAsyncOptions): Promise<FitAsyncResult> {
  const { threads, onProgress, pool, signal, ...given } = checkPlace(options)
  signal?.throwIfAborted()

  let onFrame = given.onFrame
  if (onProgress) {
    onFrame = (frame, start) => {
      given.onFrame?.(frame, start)
      onProgress({ ...howMany(given), start, iteration: frame.iteration, lml: frame.lml, gain: frame.gain })
    }
  }
  const onKMeans = (start: number, kMeans: KMeansRuns): void => {
    onProgress?.({ ...howMany(given), start, iteration: 0, lml: undefined, gain: undefined, kMeans })
  }
  const fitOptions = { ...given, onFrame }
  const workers = checkPool(pool ?? (commonPool ??= createWorkerPool({ threads: MOST_THREADS })))
  let dataset: Dataset | undefined
  /** The fit by as many workers, or by this thread; rows are let go of afterwards. */
  const fitBy = async (threads: number | 'auto'): Promise<FitAsyncResult> => {
    let rows: BoundRows | undefined
    try {
      const result = await fitRemotely({ ...fitOptions, signal }, async () => {
        dataset ??= (await gatherRows(points, given.sampleWeights)).normalised()
        const count = threads === 'auto' ? threadsWorthwhile(dataset, fitOptions) : threads
        rows =
          count === 0
            ? await bindHere(dataset, fitOptions, signal, onKMeans)
            : await bindToWorkers(dataset, fitOptions, count, signal, workers)
        return rows
      })
      return { ...result, threads: rows!.threads }
    } finally {
      rows?.release()
    }
  }
  try {
    return await fitBy(threads)
  } catch (error) {
    if (!(error instanceof MixturaError) || error.code !== 'engine-failed' || workers.mayRun) throw error
    return { ...(await fitBy(0)), fallback: { code: error.code, message: error.message } }
  }
}

/** Where a fit is made, and who is told, checked; what is core's is checked there. @throws MixturaError `bad-option` */
function checkPlace(options: FitAsyncOptions): FitAsyncOptions & { threads: number | 'auto' } {
  if (typeof options !== 'object' || options === null) throw badOption('options', options, 'Give an object.')
  if ('deadline' in options)
    throw badOption('deadline', options.deadline, 'Give signal: AbortSignal.timeout(milliseconds).')
  const { threads = 'auto', onProgress, pool, signal } = options
  if (threads !== 'auto' && threads !== 0) checkThreads(threads)
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw badOption('onProgress', onProgress, 'Give a function.')
  }
  if (pool !== undefined) checkPool(pool)
  if (signal !== undefined) checkSignal(signal)
  return { ...options, threads }
}

interface BoundRows extends RemoteRows {
  readonly threads: number
  release(): void
}

type SyncOptions = Omit<FitOptions, 'signal' | 'deadline'>

async function bindHere(
  dataset: Dataset,
  options: SyncOptions,
  signal: AbortSignalLike | undefined,
  onKMeans: (start: number, runs: KMeansRuns) => void,
): Promise<BoundRows> {
  let since = now()
  /** Gives the host's other work, and whoever aborts, their turn every few milliseconds. */
  const turn = async (): Promise<void> => {
    if (now() - since >= TURN) {
      await nextTurn()
      since = now()
    }
    signal?.throwIfAborted()
  }
  const starts = createStarts(dataset, options)
  await turn()
  const engine = createEngine(dataset, engineOptions(options))
  const inTurns = async <T>(work: InParts<T>, onRun?: (runs: KMeansRuns) => void): Promise<T> => {
    for (;;) {
      await turn()
      const step = work.next()
      if (step.done) return step.value
      if (step.value) onRun?.(step.value)
    }
  }
  return {
    dataset,
    threads: 0,
    engine: { ...engine, eStep: (scoring) => inTurns(engine.eStepInParts!(scoring)) },
    start: (index) => inTurns(starts.startInParts(index), (runs) => onKMeans(index, runs)),
    release: () => starts.release(),
  }
}

async function bindToWorkers(
  dataset: Dataset,
  options: SyncOptions,
  threads: number,
  signal: AbortSignalLike | undefined,
  pool: Pool,
): Promise<BoundRows> {
  const { init = 'kmeans', onFrame, sampleWeights: _weights, ...plain } = options
  const { components, seed = 0 } = options
  const pack = (init: Init): SentOptions => ({ ...plain, init: packInit(init, dataset, { components, seed }) })
  const sentForAll = typeof init === 'function' ? undefined : pack(init)
  /** What a function gives for this start. */
  const initOf = (index: number): Init => {
    let given = init
    while (typeof given === 'function') given = given(dataset, { components, seed: seedOfStart(seed, index) })
    return given
  }
  const engine = await bindToPool(pool, dataset, { ...engineOptions(options), threads, signal })
  const { binding, dispose } = engine
  /** Frames are made here, one an E-step that is asked for. */
  const isWatched = onFrame !== undefined || options.frames === true
  /** Once a start is made, so that what it needs and what EM needs is not held at the same time. */
  let crew: CrewEngine | undefined
  const gatherCrew = async (): Promise<CrewEngine | undefined> => {
    // Equal bits everywhere are those of hosts that share no memory, too.
    if (!pool.sharedMemory || options.deterministic || engine.name !== 'workers/wasm') return undefined
    return createCrew(pool, dataset, { threads, components, binding, signal })
  }
  return {
    dataset,
    get threads() {
      return (crew ?? engine).threads
    },
    engine: {
      ...engine,
      name: engine.name,
      beginRun: () => (crew ?? engine).beginRun!(),
      eStep: (scoring) => (crew ?? engine).eStep(scoring),
    },
    async start(index) {
      const own = sentForAll ? undefined : initOf(index)
      const sent = sentForAll ?? pack(own!)
      const start = await engine.start(sent, index)
      crew ??= await gatherCrew()
      const answer = crew && !isWatched ? await crew.run(sent, start, index) : start
      return { ...answer, init: own }
    },
    release() {
      void crew?.dispose()
      dispose()
    },
  }
}

function engineOptions({ engine = 'auto', deterministic = false }: SyncOptions): EngineOptions {
  return { engine, deterministic }
}

function howMany(options: SyncOptions): Pick<FitProgress, 'starts' | 'maxIterations'> {
  const { restarts = 1, maxIterations = emOptionChecks.maxIterations(undefined) } = options
  return { starts: restarts, maxIterations }
}
