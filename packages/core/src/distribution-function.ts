import type { Dataset } from './dataset.ts'
import { erfc } from './erfc.ts'
import { MixturaError } from './errors.ts'
import type { MixtureParameters } from './parameters.ts'

/** P(X ≤ x) = Σ πₖ Φ((x − μₖ) / σₖ): N. @throws MixturaError `bad-dimension` for D > 1 */
export function distributionFunction(parameters: MixtureParameters, data: Dataset): Float64Array {
  const { dimension, weights, means, precisionsCholesky } = parameters
  if (dimension !== 1) {
    throw new MixturaError('bad-dimension', {
      cause: `The distribution function is for one dimension; this mixture has ${dimension}.`,
      value: dimension,
      remedy: 'Take marginal([axis]) first.',
    })
  }
  return data.values.map((x) =>
    weights.reduce(
      (sum, weight, c) => sum + (weight / 2) * erfc(((means[c]! - x) * precisionsCholesky[c]!) / Math.SQRT2),
      0,
    ),
  )
}
