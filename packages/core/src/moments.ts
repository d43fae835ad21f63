import type { Dataset } from './dataset.ts'
import type { InParts } from './in-parts.ts'
import { SufficientStatistics, type MomentForm } from './statistics.ts'

/** Which component each sample belongs to (N), or how much of it to each (N × K, row-major). */
export type Membership = Int32Array | Float64Array

/**
 * The statistics of a data set whose samples' components are known beforehand, taken about the components' own means,
 * in two passes: first where the means are, then the spread about them. Its log-likelihood stays 0.
 */
export function* momentsOf(
  dataset: Dataset,
  componentCount: number,
  membership: Membership,
  form: MomentForm = 'full',
): InParts<SufficientStatistics> {
  const { dimension: d } = dataset
  const origin = Float64Array.from({ length: componentCount * d }, (_, i) => dataset.values[i % d]!)
  const located = yield* accumulate(dataset, membership, new SufficientStatistics('diagonal', origin, componentCount))
  const means = origin.map((value, i) => {
    const count = located.effectiveCounts[Math.floor(i / d)]!
    return count > 0 ? value + located.firstMoments[i]! / count : value
  })
  return yield* accumulate(dataset, membership, new SufficientStatistics(form, means, componentCount))
}

/** The statistics of a data set as one component. */
export function momentsOfAll(dataset: Dataset, form: MomentForm): InParts<SufficientStatistics> {
  return momentsOf(dataset, 1, new Int32Array(dataset.sampleCount), form)
}

/** D variances of the whole data about its mean (divisor: the weight total). */
export function variancesOf(dataset: Dataset): Float64Array {
  const { values, dimension: d, sampleCount, sampleWeights, weightTotal } = dataset
  const first = values.subarray(0, d)
  const sums = new Float64Array(d)
  const squares = new Float64Array(d)
  for (let row = 0, at = 0; row < sampleCount; row++) {
    const weight = sampleWeights === undefined ? 1 : sampleWeights[row]!
    for (let j = 0; j < d; j++, at++) sums[j]! += weight * (values[at]! - first[j]!)
  }
  const means = sums.map((sum, j) => first[j]! + sum / weightTotal)
  for (let row = 0, at = 0; row < sampleCount; row++) {
    const weight = sampleWeights === undefined ? 1 : sampleWeights[row]!
    for (let j = 0; j < d; j++, at++) squares[j]! += weight * (values[at]! - means[j]!) ** 2
  }
  return squares.map((sum) => sum / weightTotal)
}

/** Rows gone through before others may have their turn. */
const PART_ROWS = 4096

function* accumulate(
  dataset: Dataset,
  membership: Membership,
  out: SufficientStatistics,
): InParts<SufficientStatistics> {
  const { values, dimension: d, sampleCount, sampleWeights } = dataset
  const { form, componentCount: k, centers, effectiveCounts, firstMoments, secondMoments } = out
  const isSure = membership instanceof Int32Array
  const differences = new Float64Array(d)
  for (let row = 0; row < sampleCount; row++) {
    if (row > 0 && row % PART_ROWS === 0) yield
    const weight = sampleWeights === undefined ? 1 : sampleWeights[row]!
    const end = isSure ? membership[row]! + 1 : k
    for (let c = isSure ? end - 1 : 0; c < end; c++) {
      const r = isSure ? weight : weight * membership[row * k + c]!
      if (r === 0) continue
      effectiveCounts[c]! += r
      for (let i = 0; i < d; i++) {
        const difference = values[row * d + i]! - centers[c * d + i]!
        const weighted = r * difference
        firstMoments[c * d + i]! += weighted
        if (form === 'diagonal') {
          secondMoments[c * d + i]! += weighted * difference
          continue
        }
        differences[i] = difference
        const to = (c * d + i) * d
        for (let j = 0; j <= i; j++) secondMoments[to + j]! += weighted * differences[j]!
      }
    }
  }
  out.weightTotal = dataset.weightTotal
  if (form === 'full') mirrorLowerTriangles(out)
  return out
}

/** Completes second moments that are known down to the diagonal. */
export function mirrorLowerTriangles(statistics: SufficientStatistics): void {
  const { secondMoments, componentCount: k, dimension: d } = statistics
  for (let offset = 0; offset < k * d * d; offset += d * d) {
    for (let i = 1; i < d; i++) {
      for (let j = 0; j < i; j++) secondMoments[offset + j * d + i] = secondMoments[offset + i * d + j]!
    }
  }
}
