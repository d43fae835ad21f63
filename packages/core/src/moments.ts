import type { Dataset } from './dataset.ts'
import { SufficientStatistics, type MomentForm } from './statistics.ts'

/**
 * The statistics of a data set under responsibilities known beforehand, taken about the components' own means,
 * in two passes: first where the means are, then the spread about them. Its log-likelihood stays 0.
 */
export function momentsOf(
  dataset: Dataset,
  componentCount: number,
  responsibility: (row: number, component: number) => number,
  form: MomentForm = 'full',
): SufficientStatistics {
  const { dimension: d } = dataset
  const origin = Float64Array.from({ length: componentCount * d }, (_, i) => dataset.values[i % d]!)
  const located = accumulate(dataset, responsibility, new SufficientStatistics('diagonal', origin, componentCount))
  const means = origin.map((value, i) => {
    const count = located.effectiveCounts[Math.floor(i / d)]!
    return count > 0 ? value + located.firstMoments[i]! / count : value
  })
  return accumulate(dataset, responsibility, new SufficientStatistics(form, means, componentCount))
}

/** D variances of the whole data about its mean (divisor: the weight total). */
export function variancesOf(dataset: Dataset): Float64Array {
  const { secondMoments, weightTotal } = momentsOf(dataset, 1, () => 1, 'diagonal')
  return secondMoments.map((squares) => squares / weightTotal)
}

function accumulate(
  dataset: Dataset,
  responsibility: (row: number, component: number) => number,
  out: SufficientStatistics,
): SufficientStatistics {
  const { values, dimension: d, sampleCount } = dataset
  const { centers, effectiveCounts, firstMoments, secondMoments, componentCount: k } = out
  for (let row = 0; row < sampleCount; row++) {
    const weight = dataset.weightOf(row)
    out.weightTotal += weight
    for (let c = 0; c < k; c++) {
      const r = weight * responsibility(row, c)
      if (r === 0) continue
      effectiveCounts[c]! += r
      for (let i = 0; i < d; i++) {
        const at = c * d + i
        const step = values[row * d + i]! - centers[at]!
        const difference = r * step
        firstMoments[at]! += difference
        if (out.form === 'full') {
          for (let j = 0; j < d; j++)
            secondMoments[at * d + j]! += difference * (values[row * d + j]! - centers[c * d + j]!)
        } else {
          secondMoments[at]! += difference * step
        }
      }
    }
  }
  return out
}
