import { MixturaError } from './errors.ts'
import { assembleParameters, type MixtureParameters } from './parameters.ts'
import { blockMatrix, symmetricEigen } from './structures/eigen.ts'

/**
 * The model without these components, the weights of the others scaled to sum to 1.
 * @throws MixturaError `component-collapsed` where none would be left
 */
export function dropComponents(parameters: MixtureParameters, dropped: readonly number[]): MixtureParameters {
  const { weights, means, covariances, precisionsCholesky } = parameters
  const left = Array.from(weights.keys()).filter((c) => !dropped.includes(c))
  const total = left.reduce((sum, c) => sum + weights[c]!, 0)
  if (!(total > 0)) throw collapseError(dropped[0]!, 'empty')
  const pick = (blocks: Float64Array): Float64Array => {
    const size = blocks.length / weights.length
    return Float64Array.from(
      { length: left.length * size },
      (_, i) => blocks[left[Math.floor(i / size)]! * size + (i % size)]!,
    )
  }
  return assembleParameters({
    ...parameters,
    weights: pick(weights).map((weight) => weight / total),
    means: pick(means),
    covariances: pick(covariances),
    precisionsCholesky: pick(precisionsCholesky),
  })
}

/**
 * The model with each of the lost components given half of the heaviest of the healthy ones: its covariance, half of its weight,
 * and a mean one standard deviation along its longest axis, the heavy one moving as far the other way.
 * @throws MixturaError `component-collapsed` where none is healthy
 */
export function reseedComponents(
  parameters: MixtureParameters,
  lost: readonly number[],
  healthy: readonly number[],
): MixtureParameters {
  const weights = parameters.weights.slice()
  const means = parameters.means.slice()
  const covariances = parameters.covariances.slice()
  const precisionsCholesky = parameters.precisionsCholesky.slice()
  const d = parameters.dimension
  const size = covariances.length / weights.length

  let freed = 0
  for (const c of lost) {
    freed += weights[c]!
    weights[c] = 0
  }
  for (const c of lost) {
    const heavy = healthy.reduce((a, b) => (weights[b]! > weights[a]! ? b : a), healthy[0] ?? c)
    if (heavy === c) throw collapseError(c, 'singular')
    const axis = longestAxis(parameters, heavy)
    for (let j = 0; j < d; j++) {
      means[c * d + j] = means[heavy * d + j]! + axis[j]!
      means[heavy * d + j]! -= axis[j]!
    }
    weights[c] = weights[heavy]! / 2
    weights[heavy]! /= 2
    covariances.copyWithin(c * size, heavy * size, (heavy + 1) * size)
    precisionsCholesky.copyWithin(c * size, heavy * size, (heavy + 1) * size)
  }
  return assembleParameters({
    ...parameters,
    weights: weights.map((weight) => weight / (1 - freed)),
    means,
    covariances,
    precisionsCholesky,
  })
}

export function collapseError(component: number, cause: 'empty' | 'singular'): MixturaError {
  return new MixturaError('component-collapsed', {
    cause:
      cause === 'empty'
        ? `Component ${component} has lost all its samples.`
        : `The covariance of component ${component} has become singular: its samples lie on a point, a line or a plane.`,
    value: component,
    remedy: 'Use fewer components, another start, a simpler covariance structure, or regularization > 0.',
  })
}

/** √λ₁ v₁ of a component's covariance: D numbers. */
function longestAxis(parameters: MixtureParameters, component: number): number[] {
  const { form, dimension: d, covariances } = parameters
  if (form === 'diagonal') {
    const variances = covariances.subarray(component * d, (component + 1) * d)
    const longest = variances.indexOf(variances.reduce((a, b) => Math.max(a, b)))
    return Array.from(variances, (variance, j) => (j === longest ? Math.sqrt(variance) : 0))
  }
  const { values, vectors } = symmetricEigen(blockMatrix(covariances, component, d))
  const length = Math.sqrt(values[d - 1]!)
  return vectors.getColumn(d - 1).map((entry) => entry * length)
}
