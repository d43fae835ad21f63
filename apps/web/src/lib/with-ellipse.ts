import { GaussianMixture } from '@mixtura/core'
import { covarianceOf, type Ellipse } from '@mixtura/viz'

/**
 * The model with one component given the mean and, in two dimensions, the covariance of an ellipse over two columns.
 * @param radius the ellipse's Mahalanobis radius
 */
export function withEllipse(
  { dimension, weights, means, covariances }: GaussianMixture,
  component: number,
  axes: readonly [number, number],
  ellipse: Ellipse,
  radius: number,
): GaussianMixture {
  axes.forEach((axis, i) => means.set(component, axis, ellipse.center[i]!))
  if (dimension === 2) {
    const block = covarianceOf(ellipse, { radius })
    axes.forEach((row, i) => axes.forEach((column, j) => covariances[component]!.set(row, column, block[i]![j]!)))
  }
  return new GaussianMixture({ weights, means, covariances })
}
