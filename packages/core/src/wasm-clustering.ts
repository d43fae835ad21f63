import type { Clustering } from './clustering.ts'
import type { Dataset } from './dataset.ts'
import { createJsClustering } from './js-clustering.ts'
import type { WasmRows } from './wasm-rows.ts'
import { numbersAt } from './wasm-kernel.ts'

/** K-means' work on rows that all lie in WebAssembly memory. */
function createWasmClustering(dataset: Dataset, rows: WasmRows): Clustering {
  const { kernel } = rows
  const { dimension: d, sampleCount } = dataset
  let candidatesAt = 0
  let centersAt = 0
  return {
    beginSeeds(most) {
      rows.load(0)
      candidatesAt = kernel.beginSeeds(most)
    },
    placeSeed: (row) => kernel.placeSeed(row),
    drawRow: (target) => kernel.drawRow(target),
    weighCandidates(candidates) {
      new Uint32Array(kernel.memory.buffer, candidatesAt, candidates.length).set(candidates)
      return numbersAt(kernel, kernel.weighCandidates(candidates.length), candidates.length)
    },
    begin(components) {
      rows.load(0)
      centersAt = kernel.beginClusters(components)
    },
    assign(centers) {
      const k = centers.length / d
      numbersAt(kernel, centersAt, centers.length).set(centers)
      const inertia = kernel.assignRows()
      return {
        inertia,
        changed: kernel.changed.value,
        means: numbersAt(kernel, centersAt, k * d).slice(),
        weights: numbersAt(kernel, centersAt + 8 * k * d, k).slice(),
      }
    },
    labels: () => new Int32Array(kernel.memory.buffer, kernel.labels.value, sampleCount),
  }
}

/** On rows that are bound already: in WebAssembly, unless it cannot hold them all. */
export function clusteringOn(dataset: Dataset, rows: WasmRows): Clustering {
  return rows.areResident ? createWasmClustering(dataset, rows) : createJsClustering(dataset)
}
