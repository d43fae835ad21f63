import type { GaussianMixture } from '@mixtura/core'
import type { Mixture } from '@mixtura/viz'

/** A model as the plain arrays that drawing takes. */
export function mixtureOf(model: GaussianMixture): Mixture {
  return {
    weights: model.weights,
    means: model.means.to2DArray(),
    covariances: model.covariances.map((covariance) => covariance.to2DArray()),
  }
}
