import {
  createEngine,
  Dataset,
  GaussianMixture,
  MixturaError,
  modelOf,
  SufficientStatistics,
  type EngineOptions,
  type EStepEngine,
  type InitializeOptions,
  type Intervention,
  type ScoringParameters,
} from '@mixtura/core'
import { createStarts, rowsOfStart, type Start } from '@mixtura/core/remote'
import { checkSignal, type AbortSignalLike } from './abort-signal.ts'
import { addPairs, addTo, type BlockSums } from './block-sums.ts'
import { packInit, unpackInit } from './packed-init.ts'
import { unpackStart } from './packed-parameters.ts'
import { checkPool, checkThreads, failed, type Pool, type WorkerPool } from './pool.ts'
import { ALL_ROWS, plain, type Result, type SentOptions, type SentRows, type Task } from './protocol.ts'
import { toSharedMemory } from './rows.ts'

/** How to bind a data set to a pool. */
export interface WorkersEngineOptions extends EngineOptions {
  /** Workers to use, at most. Default: all of the pool's. */
  threads?: number
  /** Once aborted, whatever is under way is rejected with its reason, and stops. */
  signal?: AbortSignalLike | undefined
}

/** The E-step on workers. */
export interface WorkersEngine extends EStepEngine {
  /** `workers/` and the engine that serves them; until the first E-step, the one that would serve this thread. */
  readonly name: string
  /** Workers that have a share of the rows. */
  readonly threads: number
  /** @throws MixturaError `density-underflow`, `engine-failed` */
  eStep(scoring: ScoringParameters): Promise<SufficientStatistics>
  responsibilities(scoring: ScoringParameters, start: number, end: number, out: Float64Array): Promise<void>
  /**
   * What `initialize` of core makes of the rows, to the bit, made where they are.
   * @throws MixturaError as `initialize`, and `engine-failed`
   */
  initialize(
    options: Omit<InitializeOptions, 'sampleWeights'>,
  ): Promise<{ model: GaussianMixture; events: readonly Intervention[] }>
  /** Has the workers forget the rows; the pool goes on, and what is asked later binds them anew. */
  dispose(): void
}

/** One that makes starts, too, where the rows are. */
export interface FittingEngine extends WorkersEngine {
  /** The number by which workers know the rows. */
  readonly binding: number
  start(options: SentOptions, index: number): Promise<Start>
}

type Numbers = Pick<Dataset, 'values' | 'sampleWeights'>

/** Powers of two, to be shared out evenly; few enough that what each costs beside its rows does not count. */
const MOST_BLOCKS = 16
const LEAST_BLOCK_ROWS = 4096
/** Rows of few columns are done sooner: what a block has at least of rows times multiplications for a row and component. */
const LEAST_BLOCK_WORK = 2 ** 19
/** Of rows on their way to a worker. */
const NUMBERS_AT_ONCE = 2 ** 18

/**
 * Binds a data set to the workers of a pool. Rows are divided into blocks by their number alone, and the sums of the
 * blocks are added in their order, so that the bits are the same for every number of workers.
 * @throws MixturaError `bad-option`, `unsupported`
 *
 * @example
 * const pool = createWorkerPool({ threads: 2 })
 * const data = Dataset.from([[0], [1], [9], [10]])
 * const engine = await createWorkersEngine(pool, data)
 * const { model } = initialize(data, { components: 2 })
 * const { effectiveCounts } = await engine.eStep(model.parameters)
 * effectiveCounts.map(Math.round) // → Float64Array(2) [ 2, 2 ]
 * await pool.dispose()
 */
export async function createWorkersEngine(
  pool: WorkerPool,
  dataset: Dataset,
  options: WorkersEngineOptions = {},
): Promise<WorkersEngine> {
  if (options.signal !== undefined) checkSignal(options.signal)
  return bindToPool(checkPool(pool), Dataset.from(dataset), options)
}

export async function bindToPool(pool: Pool, dataset: Dataset, options: WorkersEngineOptions): Promise<FittingEngine> {
  const { threads = pool.threads, signal, ...engine } = options
  const { sampleCount, dimension: d, weightTotal } = dataset
  // Workers say what serves them, which need not be what would serve this thread.
  let { name } = createEngine(Dataset.from([[0], [1]]), engine)
  /** Where a start needs all rows: in shared memory, if there is any. */
  let allRows: Numbers = dataset

  const leastRows = Math.max(LEAST_BLOCK_ROWS, LEAST_BLOCK_WORK / (d * d + 4 * d + 20))
  // Bits that are to be those of `fit`, too, come of rows that are summed in one piece.
  const evenly = engine.deterministic ? 1 : 2 ** Math.floor(Math.log2(Math.max(1, sampleCount / leastRows)))
  const blockRows = 64 * Math.ceil(sampleCount / Math.min(evenly, MOST_BLOCKS) / 64)
  const blockCount = Math.ceil(sampleCount / blockRows)
  const seats = Math.min(checkThreads(threads), pool.threads, blockCount)
  /** Neighbours go to one worker, which can add them up. */
  const seatOf = (block: number): number => Math.floor((block * seats) / blockCount)
  const blocksAtOnce = Math.max(1, Math.floor(NUMBERS_AT_ONCE / (blockRows * d)))
  const seatsBound = new Set<number>()
  const binding = pool.newBinding()

  function rowsOf(block: number): SentRows {
    const [first, end] = block === ALL_ROWS ? [0, sampleCount] : [block * blockRows, (block + 1) * blockRows]
    const { values, sampleWeights } = block === ALL_ROWS ? allRows : dataset
    return {
      block,
      first,
      values: part(values, first * d, end * d),
      dimension: d,
      sampleWeights: sampleWeights && part(sampleWeights, first, end),
    }
  }

  /** Shared memory as it is; a copy of any other, to be handed over. */
  function part(numbers: Float64Array, start: number, end: number): Float64Array {
    return isShared(numbers) ? numbers.subarray(start, end) : numbers.slice(start, end)
  }

  function isShared(numbers: Float64Array): boolean {
    return pool.sharedMemory && numbers.buffer instanceof SharedArrayBuffer
  }

  /** Sends along the rows that the worker has not got. A task with rows of its own is made anew for each worker that ends over it. */
  async function ask(seat: number, blocks: readonly number[], makeTask: () => Task): Promise<Result> {
    const answer = await pool.ask(
      seat,
      (sent) => {
        const rows = blocks.filter((block) => !sent.has(block)).map(rowsOf)
        for (const { block } of rows) sent.add(block)
        const task = makeTask()
        const sample = typeof task === 'object' && 'sample' in task && task.sample ? [task.sample] : []
        const numbers = [...rows, ...sample].flatMap(({ values, sampleWeights }) => {
          return sampleWeights ? [values, sampleWeights] : [values]
        })
        const transfer = numbers.filter((each) => !isShared(each)).map(({ buffer }) => buffer)
        return { question: { binding, rows, engine, task }, transfer }
      },
      binding,
      signal,
    )
    if ('failure' in answer) throw failed(`A worker has failed: ${answer.failure}`)
    if ('error' in answer) throw new MixturaError(answer.error.code, answer.error)
    return answer
  }

  let series = 0
  let startedWith: SentOptions | undefined
  function seriesOf(options: SentOptions): number {
    if (options !== startedWith) series++
    startedWith = options
    return series
  }

  async function start(options: SentOptions, index: number): Promise<Start> {
    const unpacked = { ...options, init: unpackInit(options.init) }
    // A model is a start already, for which no rows have to travel.
    if (unpacked.init instanceof GaussianMixture) return createStarts(dataset, unpacked).start(index)
    let rows: Dataset | undefined = rowsOfStart(dataset, unpacked, index)
    const needsAll = rows === dataset
    if (needsAll && pool.sharedMemory) allRows = await shared(allRows)
    const seriesNumber = seriesOf(options)
    const answer = await ask(0, needsAll ? [ALL_ROWS] : [], () => {
      const { values } = (rows ??= rowsOfStart(dataset, unpacked, index))
      rows = undefined
      const sample = needsAll ? undefined : { values, dimension: d, sampleWeights: undefined }
      return { options, series: seriesNumber, start: index, sample }
    })
    return unpackStart((answer as Extract<Result, { start: unknown }>).start)
  }

  /** The sums of a worker's blocks. The first time it is asked about few at a time, so that few rows lie about as copies. */
  async function sumsOf(seat: number, eStep: ScoringParameters, beginsRun: boolean): Promise<BlockSums[]> {
    const blocks = range(blockCount).filter((block) => seatOf(block) === seat)
    const sums: BlockSums[] = []
    for (const asked of seatsBound.has(seat) ? [blocks] : inGroups(blocks, blocksAtOnce)) {
      const answer = (await ask(seat, asked, () => ({ eStep, beginsRun, blocks: asked }))) as Extract<
        Result,
        { sums: unknown }
      >
      // A worker whose blocks have no weight has no engine to name.
      if (answer.engine !== '') ({ engine: name } = answer)
      sums.push(...answer.sums)
    }
    seatsBound.add(seat)
    return sums
  }

  /** Whether the next E-step is a run's first. */
  let beginsRun = false
  return {
    get name() {
      return `workers/${name}`
    },
    threads: seats,
    binding,
    sampleCount,
    dimension: d,
    weightTotal,
    beginRun: () => void (beginsRun = true),
    async eStep(scoring) {
      const sums = (await all(range(seats).map((seat) => sumsOf(seat, plain(scoring), beginsRun)))).flat()
      beginsRun = false
      const form = scoring.form === 'diagonal' ? 'diagonal' : 'full'
      const statistics = new SufficientStatistics(form, scoring.means, scoring.logConstants.length)
      for (const part of addPairs(sums)) addTo(statistics.sums, part.sums)
      statistics.weightTotal = weightTotal
      return statistics
    },
    async responsibilities(scoring, start, end, out) {
      const k = scoring.logConstants.length
      const responsibilities = plain(scoring)
      const blocks = range(blockCount).filter((block) => block * blockRows < end && (block + 1) * blockRows > start)
      await all(
        blocks.map(async (block) => {
          const first = block * blockRows
          const from = Math.max(start, first)
          const to = Math.min(end, first + blockRows)
          const task = { responsibilities, block, start: from - first, end: to - first }
          const answer = await ask(seatOf(block), [block], () => task)
          out.set((answer as Extract<Result, { responsibilities: unknown }>).responsibilities, (from - start) * k)
        }),
      )
    },
    start,
    async initialize({ init = 'kmeans', ...options }) {
      const { components, seed = 0 } = options
      const { parameters, events } = await start({ ...options, init: packInit(init, dataset, { components, seed }) }, 0)
      return { model: modelOf(parameters), events }
    },
    dispose() {
      pool.forget(binding)
      seatsBound.clear()
    },
  }
}

/** All of them, or the failure that belongs to the first of the rows, whichever came first. */
async function all<T>(answers: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(answers)
  const failures = settled.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason as unknown)
  if (failures.length === 0) return settled.map((outcome) => (outcome as PromiseFulfilledResult<T>).value)
  const rowOf = (reason: unknown): number =>
    reason instanceof MixturaError && reason.code === 'density-underflow' ? Number(reason.value) : -1
  throw failures.reduce((a, b) => (rowOf(b) < rowOf(a) ? b : a))
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i)
}

function inGroups(blocks: readonly number[], size: number): number[][] {
  return range(Math.ceil(blocks.length / size)).map((group) => blocks.slice(group * size, (group + 1) * size))
}

async function shared({ values, sampleWeights }: Numbers): Promise<Numbers> {
  return {
    values: await toSharedMemory(values),
    sampleWeights: sampleWeights && (await toSharedMemory(sampleWeights)),
  }
}
