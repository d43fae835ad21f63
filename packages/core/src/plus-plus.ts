import type { Clustering } from './clustering.ts'
import type { Dataset } from './dataset.ts'
import { log } from './elementary.ts'
import type { InParts } from './in-parts.ts'
import type { RandomSource } from './random.ts'

/**
 * Greedy k-means++ (Arthur & Vassilvitskii 2007): K rows as centres, each next one drawn with probability proportional
 * to w · distance² to the nearest before it, the best of a few draws kept (as many as scikit-learn's).
 * @returns K × D
 */
export function* greedyPlusPlus(
  dataset: Dataset,
  clustering: Clustering,
  k: number,
  random: RandomSource,
): InParts<Float64Array> {
  const { values, dimension: d } = dataset
  const draws = 2 + Math.floor(log(k))
  const centers = new Float64Array(k * d)
  clustering.beginSeeds(draws)

  let row = drawByWeight(dataset, random)
  for (let c = 0; c < k; c++) {
    centers.set(values.subarray(row * d, (row + 1) * d), c * d)
    if (c === k - 1) break
    const chances = clustering.placeSeed(row)
    const candidates = Array.from({ length: draws }, () => clustering.drawRow(random() * chances))
    const potentials = clustering.weighCandidates(candidates)
    yield
    let best = 0
    for (let i = 1; i < draws; i++) if (potentials[i]! < potentials[best]!) best = i
    row = candidates[best]!
  }
  return centers
}

function drawByWeight({ sampleCount, sampleWeights, weightTotal }: Dataset, random: RandomSource): number {
  if (sampleWeights === undefined) return Math.floor(random() * sampleCount)
  let left = random() * weightTotal
  let last = 0
  for (let row = 0; row < sampleCount; row++) {
    if (sampleWeights[row] === 0) continue
    last = row
    left -= sampleWeights[row]!
    if (left < 0) return row
  }
  return last
}
