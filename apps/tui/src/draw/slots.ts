import { matchLabels, type Dataset, type GaussianMixture } from '@mixtura/core'
import type { Problem } from '../problem.ts'
import type { Stones } from './stones.ts'

/**
 * Which look each component of a run has, chosen once at its start: that of the true component it agrees with most, or
 * else by its angle around the middle of the data.
 *
 * @returns K distinct numbers from 0
 */
export function chooseSlots(start: GaussianMixture, { truth }: Problem, stones: Stones): Int32Array {
  const k = start.componentCount
  if (!truth || stones.dataset.sampleCount !== truth.labels.length) return byAngle(start, stones)
  const matched = matchLabels(truth.labels, start.predict(stones.dataset))
  return completed(matched.subarray(0, k), Math.max(k, matched.length), k)
}

/** Components that won no stone, or no true component, take the numbers left over. */
function completed(matched: Int32Array, slotCount: number, k: number): Int32Array {
  const taken = new Set(matched)
  const free = Array.from({ length: slotCount }, (_, slot) => slot).filter((slot) => !taken.has(slot))
  return Int32Array.from({ length: k }, (_, c) => (matched[c] < slotCount ? matched[c] : free.shift()!))
}

/** From the left clockwise; a single column simply from the left. */
function byAngle(start: GaussianMixture, { dataset }: Stones): Int32Array {
  const means = start.means.to2DArray()
  const isPlane = start.dimension > 1
  const [x, y] = isPlane ? [columnMean(dataset, 0), columnMean(dataset, 1)] : [0, 0]
  const rank = means.map((mean) => (isPlane ? -Math.atan2(mean[1] - y, mean[0] - x) : mean[0]))
  const order = Array.from(rank.keys()).sort((a, b) => rank[a] - rank[b])
  const slots = new Int32Array(order.length)
  order.forEach((component, slot) => (slots[component] = slot))
  return slots
}

function columnMean({ values, dimension: d, sampleCount }: Dataset, column: number): number {
  let sum = 0
  for (let i = column; i < values.length; i += d) sum += values[i]
  return sum / sampleCount
}
