import type { Dataset } from './dataset.ts'
import { densityUnderflow } from './density.ts'
import type { SyncEStepEngine } from './engine.ts'
import { SufficientStatistics } from './statistics.ts'
import { createKernel, numbersAt, type Kernel } from './wasm-kernel.ts'

export interface WasmEngineOptions {
  /** Equal bits on every machine: no fused multiply-add. Default false. */
  deterministic?: boolean
  /** Bytes of rows held in WebAssembly memory at a time; larger data are streamed through. Default 1 GiB. */
  residentBytes?: number
}

/** Rows summed together before their sums are added to the total: fixed, so that any division of work gives the same bits. */
const CHUNK_ROWS = 4096
/** As in assembly/layout.ts. */
const STAGED_ROWS = 256

/**
 * The E-step in WebAssembly SIMD, bound to one data set.
 * @returns undefined where the host cannot run it
 *
 * @example
 * createWasmEngine(Dataset.from([[0], [1]]))?.name ?? 'not here' // → wasm
 */
export function createWasmEngine(dataset: Dataset, options: WasmEngineOptions = {}): SyncEStepEngine | undefined {
  const { deterministic = false, residentBytes = 2 ** 30 } = options
  const kernel = createKernel(deterministic)
  if (!kernel) return undefined

  const { sampleCount, dimension: d, sampleWeights, weightTotal } = dataset
  const chunksAtATime = Math.max(1, Math.floor(residentBytes / (8 * (d + (sampleWeights ? 1 : 0)) * CHUNK_ROWS)))
  const blockRows = Math.min(sampleCount, chunksAtATime * CHUNK_ROWS)
  const shift = kernel.layOutRows(blockRows, d, sampleWeights !== undefined)
  numbersAt(kernel, shift, d).set(exactShift(dataset))
  let loaded = -1

  return {
    name: 'wasm',
    sampleCount,
    dimension: d,
    weightTotal,
    eStep({ form, logConstants, means, precisionsCholesky }) {
      const k = logConstants.length
      const address = kernel.model(k, form === 'diagonal')
      const model = numbersAt(kernel, address, k + means.length + precisionsCholesky.length)
      model.set(logConstants)
      model.set(means, k)
      model.set(precisionsCholesky, k + means.length)
      const sums = kernel.pack()

      for (let start = 0; start < sampleCount; start += blockRows) {
        const end = Math.min(start + blockRows, sampleCount)
        if (loaded !== start) loadRows(kernel, dataset, start, end)
        loaded = start
        for (let row = start; row < end; row += CHUNK_ROWS) {
          const undefinedRow = kernel.accumulate(row - start, Math.min(CHUNK_ROWS, end - row))
          if (undefinedRow >= 0) throw densityUnderflow(start + undefinedRow)
        }
      }
      const statistics = new SufficientStatistics(form === 'diagonal' ? 'diagonal' : 'full', means, k)
      statistics.sums.set(numbersAt(kernel, sums, statistics.sums.length))
      statistics.weightTotal = weightTotal
      return statistics
    },
  }
}

function loadRows(kernel: Kernel, { values, sampleWeights, dimension: d }: Dataset, start: number, end: number): void {
  const staged = numbersAt(kernel, kernel.staged.value, STAGED_ROWS * (d + 1))
  for (let row = start; row < end; row += STAGED_ROWS) {
    const next = Math.min(row + STAGED_ROWS, end)
    staged.set(values.subarray(row * d, next * d))
    if (sampleWeights) staged.set(sampleWeights.subarray(row, next), STAGED_ROWS * d)
    kernel.takeRows(row - start, next - row)
  }
}

/**
 * D: the mean of each column whose values all lie within a factor of two of it, where the subtraction is exact
 * (Sterbenz 1974); 0 for the others, which are no further from 0 than they are wide.
 */
function exactShift({ values, sampleCount, dimension: d }: Dataset): Float64Array {
  const shift = new Float64Array(d)
  for (let j = 0; j < d; j++) {
    let sum = 0
    let least = Infinity
    let most = -Infinity
    for (let at = j; at < values.length; at += d) {
      const value = values[at]!
      sum += value
      if (value < least) least = value
      if (value > most) most = value
    }
    const mean = sum / sampleCount
    const [near, far] = mean > 0 ? [least, most] : [-most, -least]
    if (near >= Math.abs(mean) / 2 && far <= Math.abs(mean) * 2) shift[j] = mean
  }
  return shift
}
