import { choleskyInto } from './cholesky.ts'
import { exp, log } from './elementary.ts'
import { MixturaError } from './errors.ts'
import { maximize, type MaximizeOptions } from './maximize.ts'
import type { MixtureParameters } from './parameters.ts'
import { SufficientStatistics } from './statistics.ts'

/*
 * θ as free numbers, component by component: log πₖ, μₖ, and of Σₖ = L S² Lᵀ (L with ones on its diagonal, S diagonal)
 * what lies below the diagonal of L and log S on it; log S alone where Σₖ is diagonal. Any such numbers make a mixture,
 * once the weights are scaled to sum to 1. Columns are measured in units of `scale` (D), so that none weighs more than
 * another for the unit it was written in.
 */

/** The coordinates of a model: K × (1 + D + D (D + 1) / 2), or K × (1 + 2 D) where its covariances are diagonal. */
export function coordinatesOf(parameters: MixtureParameters, scale: Float64Array): Float64Array {
  const { form, componentCount: k, dimension: d, weights, means, covariances } = parameters
  const factor = new Float64Array(d * d)
  const coordinates: number[] = []
  for (let c = 0; c < k; c++) {
    coordinates.push(log(weights[c]!))
    for (let j = 0; j < d; j++) coordinates.push(means[c * d + j]! / scale[j]!)
    if (form === 'diagonal') {
      for (let j = 0; j < d; j++) coordinates.push(log(covariances[c * d + j]!) / 2)
      continue
    }
    choleskyInto(covariances, c * d * d, factor, 0, d, 0)
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < i; j++) {
        const slope = factor[i * d + j]! / factor[j * d + j]!
        coordinates.push((slope * scale[j]!) / scale[i]!)
      }
      coordinates.push(log(factor[i * d + i]!))
    }
  }
  return Float64Array.from(coordinates)
}

/**
 * The model at these coordinates, brought into the covariance structure by the M-step, which also keeps what is fixed.
 * @param like a model of the same K, D and form, which has what is fixed
 * @returns undefined where a component has no weight or no covariance
 */
export function modelAt(
  coordinates: Float64Array,
  scale: Float64Array,
  like: MixtureParameters,
  options: MaximizeOptions,
): MixtureParameters | undefined {
  const statistics = statisticsAt(coordinates, scale, like)
  try {
    // Regularization is in these covariances already.
    return maximize(statistics, { ...options, regularization: 0, onCollapse: 'error' }, like).parameters
  } catch (error) {
    if (error instanceof MixturaError && error.code === 'component-collapsed') return undefined
    throw error
  }
}

/** Sums that samples of such a mixture would have, one of weight 1 all told. */
function statisticsAt(coordinates: Float64Array, scale: Float64Array, like: MixtureParameters): SufficientStatistics {
  const { form, componentCount: k, dimension: d } = like
  const means = new Float64Array(k * d)
  const statistics = new SufficientStatistics(form === 'triangular' ? 'full' : 'diagonal', means, k)
  const { effectiveCounts, secondMoments } = statistics
  const factor = new Float64Array(d * d)
  let at = 0
  for (let c = 0; c < k; c++) {
    const weight = exp(coordinates[at++]!)
    effectiveCounts[c] = weight
    for (let j = 0; j < d; j++) means[c * d + j] = coordinates[at++]! * scale[j]!
    if (form === 'diagonal') {
      for (let j = 0; j < d; j++) secondMoments[c * d + j] = weight * exp(2 * coordinates[at++]!)
      continue
    }
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < i; j++) factor[i * d + j] = (coordinates[at++]! * scale[i]!) / scale[j]!
      factor[i * d + i] = exp(coordinates[at++]!)
      for (let j = 0; j < i; j++) factor[i * d + j]! *= factor[j * d + j]!
    }
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0
        for (let m = 0; m <= j; m++) sum += factor[i * d + m]! * factor[j * d + m]!
        secondMoments[(c * d + i) * d + j] = weight * sum
        secondMoments[(c * d + j) * d + i] = weight * sum
      }
    }
  }
  return statistics
}
