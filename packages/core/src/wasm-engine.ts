import type { Dataset } from './dataset.ts'
import { densityUnderflow } from './density.ts'
import type { SyncEStepEngine } from './engine.ts'
import { SufficientStatistics } from './statistics.ts'
import { clusteringOn } from './wasm-clustering.ts'
import { numbersAt } from './wasm-kernel.ts'
import { CHUNK_ROWS, createWasmRows, type WasmOptions } from './wasm-rows.ts'
import { WasmScorer } from './wasm-scorer.ts'

/**
 * The E-step in WebAssembly SIMD, bound to one data set.
 * @returns undefined where the host cannot run it
 *
 * @example
 * createWasmEngine(Dataset.from([[0], [1]]))?.name // → wasm
 */
export function createWasmEngine(dataset: Dataset, options: WasmOptions = {}): SyncEStepEngine | undefined {
  const rows = createWasmRows(dataset, options)
  if (!rows) return undefined
  const { kernel } = rows
  const scorer = new WasmScorer(rows, dataset.sampleCount)
  const { sampleCount, dimension, weightTotal } = dataset
  return {
    name: 'wasm',
    sampleCount,
    dimension,
    weightTotal,
    clustering: clusteringOn(dataset, rows),
    responsibilities: (scoring, start, end, out) => scorer.responsibilities(scoring, start, end, out),
    eStep(scoring) {
      const { form, logConstants, means } = scoring
      const sums = rows.writeModel(scoring)
      for (let start = 0, end = 0; start < sampleCount; start = end) {
        end = rows.load(start)
        for (let row = start; row < end; row += CHUNK_ROWS) {
          const undefinedRow = kernel.accumulate(row - start, Math.min(CHUNK_ROWS, end - row))
          if (undefinedRow >= 0) throw densityUnderflow(start + undefinedRow)
        }
      }
      const statistics = new SufficientStatistics(form === 'diagonal' ? 'diagonal' : 'full', means, logConstants.length)
      statistics.sums.set(numbersAt(kernel, sums, statistics.sums.length))
      statistics.weightTotal = weightTotal
      return statistics
    },
  }
}
