import type { Assignment, Clustering } from './clustering.ts'
import type { Dataset } from './dataset.ts'

/** K-means' work on the rows in plain JavaScript. */
export function createJsClustering(dataset: Dataset): Clustering {
  const { values, dimension: d, sampleCount: n } = dataset
  let nearest = new Float64Array()
  let labels = new Int32Array()

  return {
    beginSeeds() {
      nearest = new Float64Array(n).fill(Infinity)
    },
    placeSeed(seed) {
      let sum = 0
      for (let row = 0; row < n; row++) {
        nearest[row] = Math.min(nearest[row]!, squaredDistance(values, row * d, values, seed * d, d))
        sum += dataset.weightOf(row) * nearest[row]!
      }
      return sum
    },
    drawRow(target) {
      let left = target
      let last = 0
      for (let row = 0; row < n; row++) {
        const chance = dataset.weightOf(row) * nearest[row]!
        if (chance === 0) continue
        last = row
        left -= chance
        if (left < 0) return row
      }
      return last
    },
    weighCandidates(rows) {
      return rows.map((candidate) => {
        let sum = 0
        for (let row = 0; row < n; row++) {
          const distance = squaredDistance(values, row * d, values, candidate * d, d)
          sum += dataset.weightOf(row) * Math.min(nearest[row]!, distance)
        }
        return sum
      })
    },
    begin() {
      labels = new Int32Array(n).fill(-1)
    },
    assign(centers) {
      return assignRows(dataset, centers, labels)
    },
    labels: () => labels,
  }
}

function assignRows(dataset: Dataset, centers: Float64Array, labels: Int32Array): Assignment {
  const { values, dimension: d, sampleCount } = dataset
  const k = centers.length / d
  const weights = new Float64Array(k)
  const means = new Float64Array(k * d)
  let changed = 0
  let inertia = 0
  for (let row = 0; row < sampleCount; row++) {
    let best = 0
    let least = Infinity
    for (let c = 0; c < k; c++) {
      const distance = squaredDistance(values, row * d, centers, c * d, d)
      if (distance < least) {
        least = distance
        best = c
      }
    }
    if (labels[row] !== best) changed++
    labels[row] = best
    const weight = dataset.weightOf(row)
    inertia += weight * least
    weights[best]! += weight
    for (let j = 0; j < d; j++) means[best * d + j]! += weight * (values[row * d + j]! - centers[best * d + j]!)
  }
  // So far these are sums about the centres.
  for (let i = 0; i < means.length; i++) means[i] = centers[i]! + means[i]! / weights[Math.floor(i / d)]!
  return { changed, inertia, weights, means }
}

export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, d: number): number {
  let sum = 0
  for (let m = 0; m < d; m++) {
    const difference = a[i + m]! - b[j + m]!
    sum += difference * difference
  }
  return sum
}
