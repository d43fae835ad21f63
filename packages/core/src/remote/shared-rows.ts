import type { Dataset } from '../dataset.ts'
import type { ScoringParameters, SyncEStepEngine } from '../engine.ts'
import { webAssembly, type SharedMemory } from '../host.ts'
import { plainKernel, relaxedChanges, sharedChanges } from '../kernel-bytes.ts'
import { bytesOf, changed } from '../kernel-text.ts'
import { wasmEngineOn, type Summed, type SumRows } from '../wasm-engine.ts'
import { compiledOnce, type Kernel } from '../wasm-kernel.ts'
import { CHUNK_ROWS, layOut, STAGED_ROWS, WasmRows } from '../wasm-rows.ts'

/** A data set in WebAssembly memory that several threads share; a message can carry it. */
export interface SharedRows {
  /** A shared `WebAssembly.Memory`. */
  readonly memory: SharedMemory
  /** N. */
  readonly sampleCount: number
  /** D. */
  readonly dimension: number
  /** Σ w. */
  readonly weightTotal: number
  /** Whether they have weights of their own. */
  readonly isWeighted: boolean
}

/** Rows laid out before others have their turn: a few milliseconds' worth. */
const NUMBERS_A_TURN = 250_000
const MOST_PAGES = 65_536
/** So much is soon made empty, however few rows there are. */
const SMALL_BYTES = 2 ** 22
/** Of rows: what is left of the memory is for models and sums. */
const MOST_BYTES = 2 ** 31

/**
 * Lays rows out for several threads, a part at a time: the caller may do other things between two of them.
 * @param aside bytes that models and sums will take, roughly
 * @param used memory of rows that nobody asks about any more; taken unless it is far too large
 * @returns undefined where the host cannot share WebAssembly memory, or has too little of it
 *
 * @example
 * const sharing = shareRows(Dataset.from([[0], [1]]), 1000)
 * let step = sharing.next()
 * while (!step.done) step = sharing.next()
 * step.value.sampleCount // → 2
 */
export function* shareRows(
  dataset: Dataset,
  aside: number,
  used?: SharedMemory,
): Generator<undefined, SharedRows | undefined> {
  const { sampleCount, dimension, weightTotal, sampleWeights } = dataset
  const bytes = 8 * sampleCount * (dimension + 4)
  if (bytes > MOST_BYTES) return undefined
  // Only who asks is told how far others have let it grow.
  used?.grow(0)
  const isFit = used && used.buffer.byteLength <= 4 * (bytes + aside) + SMALL_BYTES
  const memory = isFit ? used : tryToShare()
  const kernel = memory && createSharedKernel(memory)
  if (!kernel) return undefined
  try {
    const rows = layOut(kernel, dataset, Infinity)
    const part = STAGED_ROWS * Math.ceil(NUMBERS_A_TURN / dimension / STAGED_ROWS)
    for (let row = 0; row < sampleCount; row += part) {
      if (row > 0) yield
      rows.take(row, Math.min(row + part, sampleCount))
    }
  } catch (error) {
    // The kernel traps where memory does not grow.
    if (error instanceof webAssembly!.RuntimeError) return undefined
    throw error
  }
  return { memory, sampleCount, dimension, weightTotal, isWeighted: sampleWeights !== undefined }
}

function tryToShare(): SharedMemory | undefined {
  try {
    return webAssembly && new webAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true })
  } catch {
    return undefined
  }
}

/** One thread's hand in the E-steps of rows that threads share. */
export interface Hand {
  /** Bytes that a thread needs for such a model, beside the rows. */
  roomFor(scoring: ScoringParameters): number
  /** Takes a model, `aside` bytes after the rows: each thread has a place of its own, beyond all sums. */
  take(scoring: ScoringParameters, aside: number): void
  /**
   * Writes what `SufficientStatistics` has of rows [start, end) as far as `goOn` wants it, `place` bytes after the rows, a
   * multiple of 8; `start` is one of `STEP_ROWS`.
   * @returns pairs of four rows and a component that were left, and the place of a row without density, or −1
   */
  sum(start: number, end: number, prune: boolean, place: number, goOn: () => boolean): Summed
  /** Adds the sums at one place to those at another. */
  add(place: number, from: number): void
  /** Copies the sums at a place. */
  read(place: number, sums: Float64Array): void
  /** The engine that has `sumRows` do its sums; it may sort the rows. Only one thread is to have it. */
  createEngine(sumRows: (...asked: Parameters<SumRows>) => Summed): SyncEStepEngine
}

/**
 * Rows that are summed together begin with a multiple of these: of any tile.
 *
 * @example
 * STEP_ROWS % 4 // → 0
 */
export const STEP_ROWS = 256
/** Multiplications after which is seen whether to go on: ten or twenty milliseconds' worth. */
const WORK_AT_ONCE = 2 ** 27

/**
 * Binds shared rows to a kernel of this thread's own.
 *
 * @example
 * const data = Dataset.from([[0], [1], [9], [10]])
 * const hand = createHand(shareRows(data, 1000).next().value)
 * const { parameters } = initialize(data, { components: 2 }).model
 * const sums = new Float64Array(8)
 * hand.take(parameters, 64)
 * hand.sum(0, 4, false, 0, () => true).undefinedRow // → -1
 * hand.read(0, sums)
 * sums.subarray(2, 4).map(Math.round) // → Float64Array(2) [ 2, 2 ]
 */
export function createHand(shared: SharedRows): Hand {
  const { memory, sampleCount, dimension: d, isWeighted } = shared
  const kernel = createSharedKernel(memory)!
  kernel.layOutRows(sampleCount, d, isWeighted, true)
  const rowsEnd = 64 * Math.ceil(kernel.top.value / 64)
  const rows = new WasmRows(kernel, shared, sampleCount)
  let chunkRows = CHUNK_ROWS
  return {
    roomFor({ form, logConstants }) {
      const start = kernel.model(logConstants.length, form === 'diagonal')
      return 64 * Math.ceil((kernel.top.value - start) / 64)
    },
    take(scoring, aside) {
      rows.aside = aside
      kernel.model(scoring.logConstants.length, scoring.form === 'diagonal', aside)
      // Another thread has let the memory grow, which this one is not told before it asks.
      if (kernel.memory.buffer.byteLength < kernel.top.value) memory.grow(0)
      rows.writeModel(scoring)
      const steps = WORK_AT_ONCE / (scoring.logConstants.length * (d * d + 4 * d + 20) * STEP_ROWS)
      chunkRows = STEP_ROWS * Math.max(1, Math.min(CHUNK_ROWS / STEP_ROWS, Math.floor(steps)))
    },
    sum(start, end, prune, place, goOn) {
      kernel.beginSums(rowsEnd + place)
      const before = kernel.left.value
      let undefinedRow = -1
      for (let row = start; row < end && undefinedRow < 0 && goOn(); row += chunkRows) {
        undefinedRow = kernel.accumulate(row, Math.min(chunkRows, end - row), prune)
      }
      return { left: kernel.left.value - (start === 0 ? 0 : before), undefinedRow }
    },
    add: (place, from) => kernel.addSums(rowsEnd + place, rowsEnd + from),
    read(place, sums) {
      kernel.completeSums(rowsEnd + place)
      rows.read(rowsEnd + place, sums)
    },
    createEngine: (sumRows) =>
      wasmEngineOn(rows, shared, function* (scoring, prune, order, sums) {
        yield* rows.loading(0, order)
        return sumRows(scoring, prune, order, sums)
      }),
  }
}

const plain = compiledOnce(() => changed(bytesOf(plainKernel), bytesOf(sharedChanges)))
const relaxed = compiledOnce(() => {
  return changed(changed(bytesOf(plainKernel), bytesOf(relaxedChanges)), bytesOf(sharedChanges))
})

function createSharedKernel(memory: SharedMemory): Kernel | undefined {
  const build = relaxed() || plain()
  if (!build) return undefined
  return new webAssembly!.Instance(build, { '.': { memory } }).exports as Kernel
}
