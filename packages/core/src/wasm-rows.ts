import type { Dataset } from './dataset.ts'
import type { ScoringParameters } from './engine.ts'
import { MixturaError } from './errors.ts'
import { webAssembly } from './host.ts'
import { atOnce, type InParts } from './in-parts.ts'
import { createKernel, giveBack, numbersAt, type Kernel } from './wasm-kernel.ts'

/** How exactly the kernel repeats itself. */
export interface WasmOptions {
  /** Equal bits on every machine that runs this engine: no fused multiply-add. Default false. */
  deterministic?: boolean
  /** Bytes of rows held in WebAssembly memory at a time; larger data are streamed through. Default 1 GiB. */
  residentBytes?: number
}

/** Rows summed together before their sums are added to the total: fixed, so that any division of work gives the same bits. */
export const CHUNK_ROWS = 4096
/** As in assembly/layout.ts. */
export const STAGED_ROWS = 256
const NONE = new Float64Array(0)

/** A data set in WebAssembly memory: all of it, or one block of rows at a time. */
export class WasmRows {
  #kernel: Kernel | undefined
  /** Rows of a block: all of them, or a multiple of a chunk. */
  readonly blockRows: number
  /** Bytes between the rows and the model: what others have there who share the memory. */
  aside = 0
  readonly #size: Pick<Dataset, 'sampleCount' | 'dimension'>
  /** Let go of once all rows are in WebAssembly memory, so that they need not be kept twice. */
  #source: Dataset | undefined
  #loaded: number
  #order: Uint32Array | undefined
  /** Brings rows into an order, as long as that is under way. */
  #moves: InParts<void> | undefined
  #numbers = NONE

  /** @param source none where all rows are in the kernel's memory already */
  constructor(kernel: Kernel, size: Pick<Dataset, 'sampleCount' | 'dimension'>, blockRows: number, source?: Dataset) {
    this.#kernel = kernel
    this.blockRows = blockRows
    this.#size = size
    this.#source = source
    this.#loaded = source ? -1 : 0
  }

  /** Undefined, and no more to be used, once released. */
  get kernel(): Kernel {
    return this.#kernel!
  }

  /** Lets go of the memory. */
  release(): void {
    if (this.#kernel) giveBack(this.#kernel)
    this.#kernel = undefined
    this.#numbers = NONE
  }

  get areResident(): boolean {
    return this.blockRows === this.#size.sampleCount
  }

  /**
   * Brings the block that begins with row `start` into memory, unless it is there. Where that is all rows they may be had
   * in another `order`.
   * @returns the row after it
   */
  load(start: number, order?: Uint32Array): number {
    return atOnce(this.loading(start, order))
  }

  /** The same in parts. */
  *loading(start: number, order?: Uint32Array): InParts<number> {
    const end = Math.min(start + this.blockRows, this.#size.sampleCount)
    if (this.#loaded !== start) {
      // Given up midway, neither this block nor the one before it is there.
      this.#loaded = -1
      for (let row = start; row < end; row += CHUNK_ROWS) {
        this.take(row, Math.min(row + CHUNK_ROWS, end), start)
        yield
      }
      this.#loaded = start
      if (this.areResident) this.#source = undefined
    }
    // Given up midway, rows are brought into their last order before another.
    while (this.#moves?.next().done === false) yield
    this.#moves = this.#order === order ? undefined : this.#reorder(order)
    while (this.#moves?.next().done === false) yield
    return end
  }

  /** Brings rows [start, end) into memory, of the block that begins with row `first`. */
  take(start: number, end: number, first = 0): void {
    for (let row = start; row < end; row += STAGED_ROWS) {
      const next = Math.min(row + STAGED_ROWS, end)
      this.#stage(row, next)
      this.kernel.takeRows(row - first, next - row)
    }
  }

  /** Moves rows within the memory, each once. */
  *#reorder(order: Uint32Array | undefined): InParts<void> {
    const { sampleCount } = this.#size
    // Where the row lies that each place is to have.
    const from = order?.slice() ?? Uint32Array.from({ length: sampleCount }, (_, row) => row)
    if (this.#order) {
      const places = new Uint32Array(sampleCount)
      this.#order.forEach((row, place) => (places[row] = place))
      for (let place = 0; place < sampleCount; place++) from[place] = places[from[place]!]!
    }
    const spare = (sampleCount + 3) & ~3
    let moved = 0
    for (let first = 0; first < sampleCount; first++) {
      if (from[first] === first) continue
      this.kernel.carryRow(first, spare)
      let place = first
      for (let next = from[place]!; next !== first; next = from[place]!) {
        this.kernel.carryRow(next, place)
        from[place] = place
        place = next
        if (++moved % CHUNK_ROWS === 0) yield
      }
      this.kernel.carryRow(spare, place)
      from[place] = place
    }
    this.#order = order
  }

  get #staged(): Float64Array {
    return numbersAt(this.kernel, this.kernel.staged.value, STAGED_ROWS * (this.#size.dimension + 1))
  }

  #stage(start: number, end: number): void {
    const { values, sampleWeights, dimension: d } = this.#source!
    const staged = this.#staged
    staged.set(values.subarray(start * d, end * d))
    if (sampleWeights) staged.set(sampleWeights.subarray(start, end), STAGED_ROWS * d)
  }

  /** Hands a model to the kernel, which begins its sums. @returns the address of the sums */
  writeModel({ form, logConstants, means, precisionsCholesky }: ScoringParameters): number {
    const k = logConstants.length
    const start = this.#makeRoom(k, form === 'diagonal') / 8
    const numbers = this.#numbersUpTo(start + k + means.length + precisionsCholesky.length)
    numbers.set(logConstants, start)
    numbers.set(means, start + k)
    numbers.set(precisionsCholesky, start + k + means.length)
    return this.kernel.pack()
  }

  /** @throws MixturaError `out-of-memory` where the model does not fit beside the rows */
  #makeRoom(components: number, isDiagonal: boolean): number {
    let address = -1
    try {
      address = this.kernel.model(components, isDiagonal, this.aside)
      // Addresses are read as signed: a model that ends beyond 2 GiB could not be written.
      if (address >= 0 && this.kernel.top.value >= 0) return address
    } catch (error) {
      // The kernel traps where its memory does not grow.
      if (!(error instanceof webAssembly!.RuntimeError)) throw error
    }
    throw new MixturaError('out-of-memory', {
      cause: `A model of ${components} components in ${this.#size.dimension} columns does not fit into WebAssembly memory beside the rows.`,
      value: components,
      remedy: "Use engine: 'js', covariance: diag or spherical, fewer columns, or fewer components.",
    })
  }

  /** Copies what lies at an address, until `out` is full. */
  read(address: number, out: Float64Array): void {
    const start = address / 8
    const numbers = this.#numbersUpTo(start + out.length)
    for (let i = 0; i < out.length; i++) out[i] = numbers[start + i]!
  }

  /** The kernel's memory from address 0 on; a view is kept, because to make one takes as long as many numbers' copying. */
  #numbersUpTo(end: number): Float64Array {
    // A memory that has grown leaves views without length, or, where it is shared, as long as they were.
    if (this.#numbers.length < end) this.#numbers = new Float64Array(this.kernel.memory.buffer)
    return this.#numbers
  }
}

/** @returns undefined where the host cannot run WebAssembly SIMD */
export function createWasmRows(dataset: Dataset, options: WasmOptions): WasmRows | undefined {
  const { deterministic = false, residentBytes = 2 ** 30 } = options
  const kernel = createKernel(deterministic)
  return kernel && layOut(kernel, dataset, residentBytes)
}

/** Makes room for as many rows as there may be at a time. */
export function layOut(kernel: Kernel, dataset: Dataset, residentBytes: number): WasmRows {
  const { sampleCount, dimension: d, sampleWeights } = dataset
  const chunkBytes = 8 * CHUNK_ROWS * (d + (sampleWeights ? 1 : 0))
  const blockRows = Math.min(sampleCount, CHUNK_ROWS * Math.max(1, Math.floor(residentBytes / chunkBytes)))
  const shift = kernel.layOutRows(blockRows, d, sampleWeights !== undefined)
  numbersAt(kernel, shift, d).set(exactShift(dataset))
  return new WasmRows(kernel, { sampleCount, dimension: d }, blockRows, dataset)
}

/**
 * D: the mean of each column whose values all lie within a factor of two of it, where the subtraction is exact
 * (Sterbenz 1974); 0 for the others, which are no further from 0 than they are wide.
 */
function exactShift({ values, sampleCount, dimension: d }: Dataset): Float64Array {
  const sums = new Float64Array(d)
  const least = new Float64Array(d).fill(Infinity)
  const most = new Float64Array(d).fill(-Infinity)
  for (let row = 0; row < values.length; row += d) {
    for (let j = 0; j < d; j++) {
      const value = values[row + j]!
      sums[j]! += value
      if (value < least[j]!) least[j] = value
      if (value > most[j]!) most[j] = value
    }
  }
  return sums.map((sum, j) => {
    const mean = sum / sampleCount
    const [near, far] = mean > 0 ? [least[j]!, most[j]!] : [-most[j]!, -least[j]!]
    return near >= Math.abs(mean) / 2 && far <= Math.abs(mean) * 2 ? mean : 0
  })
}
