import type { Dataset } from './dataset.ts'
import type { ScoringParameters } from './engine.ts'
import { createKernel, numbersAt, type Kernel } from './wasm-kernel.ts'

/** How exactly the kernel repeats itself. */
export interface WasmOptions {
  /** Equal bits on every machine: no fused multiply-add. Default false. */
  deterministic?: boolean
  /** Bytes of rows held in WebAssembly memory at a time; larger data are streamed through. Default 1 GiB. */
  residentBytes?: number
}

/** Rows summed together before their sums are added to the total: fixed, so that any division of work gives the same bits. */
export const CHUNK_ROWS = 4096
/** As in assembly/layout.ts. */
const STAGED_ROWS = 256

/** A data set in WebAssembly memory: all of it, or one block of rows at a time. */
export class WasmRows {
  readonly kernel: Kernel
  /** Rows of a block: all of them, or a multiple of a chunk. */
  readonly blockRows: number
  readonly #dataset: Dataset
  #loaded = -1
  #order: Uint32Array | undefined

  constructor(kernel: Kernel, dataset: Dataset, residentBytes: number) {
    const { sampleCount, dimension: d, sampleWeights } = dataset
    const chunkBytes = 8 * CHUNK_ROWS * (d + (sampleWeights ? 1 : 0))
    this.kernel = kernel
    this.blockRows = Math.min(sampleCount, CHUNK_ROWS * Math.max(1, Math.floor(residentBytes / chunkBytes)))
    this.#dataset = dataset
    const shift = kernel.layOutRows(this.blockRows, d, sampleWeights !== undefined)
    numbersAt(kernel, shift, d).set(exactShift(dataset))
  }

  get areResident(): boolean {
    return this.blockRows === this.#dataset.sampleCount
  }

  /**
   * Brings the block that begins with row `start` into memory, unless it is there; all rows in another `order`, where
   * that is given.
   * @returns the row after it
   */
  load(start: number, order?: Uint32Array): number {
    const { sampleCount } = this.#dataset
    const end = Math.min(start + this.blockRows, sampleCount)
    if (this.#loaded === start && this.#order === order) return end
    for (let row = start; row < end; row += STAGED_ROWS) {
      const next = Math.min(row + STAGED_ROWS, end)
      if (order) this.#stageSingly(order.subarray(row, next))
      else this.#stage(row, next)
      this.kernel.takeRows(row - start, next - row)
    }
    this.#loaded = start
    this.#order = order
    return end
  }

  get #staged(): Float64Array {
    return numbersAt(this.kernel, this.kernel.staged.value, STAGED_ROWS * (this.#dataset.dimension + 1))
  }

  #stage(start: number, end: number): void {
    const { values, sampleWeights, dimension: d } = this.#dataset
    const staged = this.#staged
    staged.set(values.subarray(start * d, end * d))
    if (sampleWeights) staged.set(sampleWeights.subarray(start, end), STAGED_ROWS * d)
  }

  #stageSingly(rows: Uint32Array): void {
    const { values, sampleWeights, dimension: d } = this.#dataset
    const staged = this.#staged
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      for (let j = 0; j < d; j++) staged[i * d + j] = values[row * d + j]!
      if (sampleWeights) staged[STAGED_ROWS * d + i] = sampleWeights[row]!
    }
  }

  /** Hands a model to the kernel, and sets its sums to 0. @returns the address of the sums */
  writeModel({ form, logConstants, means, precisionsCholesky }: ScoringParameters): number {
    const k = logConstants.length
    const address = this.kernel.model(k, form === 'diagonal')
    const model = numbersAt(this.kernel, address, k + means.length + precisionsCholesky.length)
    model.set(logConstants)
    model.set(means, k)
    model.set(precisionsCholesky, k + means.length)
    return this.kernel.pack()
  }
}

/** @returns undefined where the host cannot run WebAssembly SIMD */
export function createWasmRows(dataset: Dataset, options: WasmOptions): WasmRows | undefined {
  const { deterministic = false, residentBytes = 2 ** 30 } = options
  const kernel = createKernel(deterministic)
  return kernel && new WasmRows(kernel, dataset, residentBytes)
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
