import { Matrix } from 'ml-matrix'
import { Dataset, type Points } from './dataset.ts'
import { MixturaError } from './errors.ts'
import { fit, type FitOptions, type FitResult } from './fit.ts'
import { checkMixture, type MixtureInput } from './mixture-input.ts'
import type { MixtureParameters } from './parameters.ts'
import { logMarginalInto, predictInto, responsibilitiesInto } from './predict.ts'
import { sampleMixture, type MixtureSample, type SampleOptions } from './sample.ts'
import { covarianceParameterCount, type CovarianceName } from './structures/structures.ts'

/**
 * A mixture of K Gaussians in D dimensions, p(x) = Σₖ πₖ N(x; μₖ, Σₖ). Immutable: everything handed out is a copy.
 *
 * @example
 * const { model } = GaussianMixture.fit(points, { components: 3 })
 * model.predict(points)
 */
export class GaussianMixture {
  /** θ in flat arrays, as engines and the M-step use it; not to be written to. */
  readonly parameters: MixtureParameters

  /**
   * From weights (K), means (K × D) and covariances (K of D × D), arrays or matrices.
   * @throws MixturaError `bad-weights`, `bad-means`, `bad-covariances`, `not-symmetric`, `not-positive-definite`
   */
  constructor(input: MixtureInput | { parameters: MixtureParameters }) {
    this.parameters = 'parameters' in input ? input.parameters : checkMixture(input)
  }

  /** Fits K components to the points by EM. @throws MixturaError on bad points or options, before any work */
  static fit(points: Points, options: FitOptions): FitResult {
    return fit(points, options)
  }

  /** K. */
  get componentCount(): number {
    return this.parameters.componentCount
  }

  /** D. */
  get dimension(): number {
    return this.parameters.dimension
  }

  /** The covariance structure. */
  get covariance(): CovarianceName {
    return this.parameters.covariance
  }

  /** π: K numbers. */
  get weights(): number[] {
    return Array.from(this.parameters.weights)
  }

  /** μ: K × D. */
  get means(): Matrix {
    return Matrix.from1DArray(this.componentCount, this.dimension, Array.from(this.parameters.means))
  }

  /** Σ: K matrices of D × D. */
  get covariances(): Matrix[] {
    return this.#squares(this.parameters.covariances)
  }

  /** U with Σ⁻¹ = U Uᵀ: K upper triangular matrices of D × D. */
  get precisionsCholesky(): Matrix[] {
    return this.#squares(this.parameters.precisionsCholesky)
  }

  /** p(z = k given x) for every point: N × K, rows sum to 1. */
  responsibilities(points: Points): Matrix {
    const data = this.#checkPoints(points)
    const flat = responsibilitiesInto(this.parameters, data, new Float64Array(data.sampleCount * this.componentCount))
    return Matrix.from1DArray(data.sampleCount, this.componentCount, flat as unknown as number[])
  }

  /** log p(x) of every point, in nats: N. */
  logMarginal(points: Points): Float64Array {
    const data = this.#checkPoints(points)
    return logMarginalInto(this.parameters, data, new Float64Array(data.sampleCount))
  }

  /** Mean log-marginal likelihood per sample (weighted, where the points are), in nats. */
  lml(points: Points): number {
    const data = this.#checkPoints(points)
    const { sampleWeights } = data
    const sum = logMarginalInto(this.parameters, data, new Float64Array(data.sampleCount)).reduce(
      (total, value, i) => total + value * (sampleWeights ? sampleWeights[i]! : 1),
      0,
    )
    return sum / data.weightTotal
  }

  /** The component of largest responsibility for every point (the first, on a tie): N. */
  predict(points: Points): Int32Array {
    const data = this.#checkPoints(points)
    return predictInto(this.parameters, data, new Int32Array(data.sampleCount))
  }

  /** Free parameters: K − 1 weights, K · D means, and what the covariance structure leaves free. */
  get parameterCount(): number {
    const { componentCount: k, dimension: d } = this
    return k - 1 + k * d + covarianceParameterCount(this.covariance, k, d)
  }

  /** Akaike's criterion 2p − 2 log L; smaller is better. */
  aic(points: Points): number {
    const data = this.#checkPoints(points)
    return 2 * this.parameterCount - 2 * this.lml(data) * data.weightTotal
  }

  /** Schwarz's criterion p log n − 2 log L with n the sum of the sample weights; smaller is better (mclust prints its negative). */
  bic(points: Points): number {
    const data = this.#checkPoints(points)
    return this.parameterCount * Math.log(data.weightTotal) - 2 * this.lml(data) * data.weightTotal
  }

  /** Draws `count` points: first the component by its weight, then the point from its Gaussian. */
  sample(count: number, options?: SampleOptions): MixtureSample {
    return sampleMixture(this.parameters, count, options)
  }

  #checkPoints(points: Points): Dataset {
    const data = Dataset.from(points)
    if (data.dimension === this.dimension) return data
    throw new MixturaError('bad-dimension', {
      cause: `The points have ${data.dimension} columns, but the model has ${this.dimension} dimensions.`,
      value: data.dimension,
      remedy: 'Give the columns the model was made for, in their order.',
    })
  }

  #squares(flat: Float64Array): Matrix[] {
    const { form, componentCount: k, dimension: d } = this.parameters
    return Array.from({ length: k }, (_, c) =>
      form === 'triangular'
        ? Matrix.from1DArray(d, d, Array.from(flat.subarray(c * d * d, (c + 1) * d * d)))
        : Matrix.diag(Array.from(flat.subarray(c * d, (c + 1) * d))),
    )
  }
}
