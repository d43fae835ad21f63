import { Matrix } from 'ml-matrix'
import { Dataset, type Points } from './dataset.ts'
import { Conditional, marginalOf, regressionOf, splitAxes, type Regression } from './conditional.ts'
import { log } from './elementary.ts'
import { engineChecks, type EngineOptions } from './bind.ts'
import { distributionFunction } from './distribution-function.ts'
import { badOption } from './checks.ts'
import { MixturaError } from './errors.ts'
import { fit, type FitOptions, type FitResult } from './fit.ts'
import { checkMixture, type MixtureInput } from './mixture-input.ts'
import { mixtureInputFromJSON, mixtureInputFromSklearn, toJSON, type MixtureJSON } from './mixture-json.ts'
import { callback, checkOptions } from './options.ts'
import type { MixtureParameters } from './parameters.ts'
import {
  logCertainty,
  logMarginalInto,
  mahalanobisDistances,
  predictInto,
  responsibilitiesInto,
  uncertaintyInto,
  weightedLogDensities,
} from './predict.ts'
import {
  checkSampleSize,
  sampleSizeOf,
  sampleSizeWarning,
  type CriterionOptions,
  type SampleSize,
} from './sample-size.ts'
import {
  drawSample,
  sampleMixture,
  type FlatSample,
  type FlatSampleOptions,
  type MixtureSample,
  type SampleOptions,
} from './sample.ts'
import { arrayFor, checkMatrixMemory, checkMemory } from './memory.ts'
import { blockMatrix } from './structures/eigen.ts'
import { covarianceParameterCount, type CovarianceName } from './structures/structures.ts'

/** Parameters that the algorithm has made, which need no check; nobody else has this class. */
class MadeHere {
  readonly parameters: MixtureParameters

  constructor(parameters: MixtureParameters) {
    this.parameters = parameters
  }
}

/**
 * The model of parameters that an M-step or a start has made: they are taken as they are.
 *
 * @example
 * const { parameters } = new GaussianMixture({ weights: [1], means: [[0]], covariances: [[[1]]] })
 * modelOf(parameters).parameters === parameters // → true
 */
export function modelOf(parameters: MixtureParameters): GaussianMixture {
  return new GaussianMixture(new MadeHere(parameters) as object as MixtureInput)
}

/**
 * A mixture of K Gaussians in D dimensions, p(x) = Σₖ πₖ N(x; μₖ, Σₖ). Immutable: everything handed out is a copy.
 *
 * @example
 * const model = new GaussianMixture({ weights: [0.5, 0.5], means: [[1], [5]], covariances: [[[1]], [[1]]] })
 * model.predict([[1.1], [4.8]]) // → Int32Array(2) [ 0, 1 ]
 * model.responsibilities([[3]]).to2DArray() // → [ [ 0.5, 0.5 ] ]
 * const { model: fitted, stopReason } = GaussianMixture.fit(model.sample(500, { seed: 1 }).points, { components: 2 })
 * fitted.means.to1DArray().map(Math.round).sort() // → [ 1, 5 ]
 * stopReason // → tolerance
 */
export class GaussianMixture {
  /** θ in flat arrays, as engines and the M-step use it; not to be written to. */
  readonly parameters: MixtureParameters

  /**
   * From weights (K), means (K × D) and covariances (K of D × D), arrays or matrices.
   * @throws MixturaError `bad-weights`, `bad-means`, `bad-covariances`, `not-symmetric`, `not-positive-definite`
   */
  constructor(input: MixtureInput) {
    this.parameters = input instanceof MadeHere ? input.parameters : checkMixture(input)
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
    return toMatrix(this.parameters.means, this.dimension)
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
  responsibilities(points: Points, options?: EngineOptions): Matrix {
    return toMatrix(this.responsibilitiesFlat(points, options), this.componentCount)
  }

  /**
   * The same in one array, row-major, 8 bytes a number.
   * @throws MixturaError `bad-option`, `out-of-memory`, and as `Dataset.from`
   */
  responsibilitiesFlat(points: Points, options?: EngineOptions & { out?: Float64Array | undefined }): Float64Array {
    const { out, ...engine } = checkOptions<Required<EngineOptions> & { out: unknown }>(options, {
      ...engineChecks,
      out: (value) => value,
    })
    const data = this.#checkPoints(points)
    const size = data.sampleCount * this.componentCount
    checkMemory('An N × K array', 8 * size, 'Ask about fewer points at a time.')
    return responsibilitiesInto(this.parameters, data, arrayFor(out, size), engine)
  }

  /** log πₖ + log N(x; μₖ, Σₖ) for every point, in nats: N × K. */
  weightedLogDensities(points: Points, options?: EngineOptions): Matrix {
    const data = this.#checkPoints(points)
    return toMatrix(
      weightedLogDensities(this.parameters, data, checkOptions(options, engineChecks)),
      this.componentCount,
    )
  }

  /** log p(x) of every point, in nats: N. */
  logMarginal(points: Points, options?: EngineOptions): Float64Array {
    const data = this.#checkPoints(points)
    return logMarginalInto(
      this.parameters,
      data,
      new Float64Array(data.sampleCount),
      checkOptions(options, engineChecks),
    )
  }

  /** Mean log-marginal likelihood per sample (weighted, where the points are), in nats. */
  lml(points: Points, options?: EngineOptions): number {
    const data = this.#checkPoints(points).normalised()
    const logMarginal = logMarginalInto(
      this.parameters,
      data,
      new Float64Array(data.sampleCount),
      checkOptions(options, engineChecks),
    )
    return logMarginal.reduce((sum, value, row) => sum + value * data.weightOf(row), 0) / data.weightTotal
  }

  /** The component of largest responsibility for every point (the first, on a tie): N. */
  predict(points: Points, options?: EngineOptions): Int32Array {
    const data = this.#checkPoints(points)
    return predictInto(this.parameters, data, new Int32Array(data.sampleCount), checkOptions(options, engineChecks))
  }

  /** Entropy of each point's responsibilities over log K: N numbers from 0 (certain) to 1 (all components alike). */
  uncertainty(points: Points, options?: EngineOptions): Float64Array {
    const data = this.#checkPoints(points)
    return uncertaintyInto(
      this.parameters,
      data,
      new Float64Array(data.sampleCount),
      checkOptions(options, engineChecks),
    )
  }

  /** Distance of every point from every component in that component's standard deviations: N × K. */
  mahalanobis(points: Points, options?: EngineOptions): Matrix {
    const data = this.#checkPoints(points)
    return toMatrix(
      mahalanobisDistances(this.parameters, data, checkOptions(options, engineChecks)),
      this.componentCount,
    )
  }

  /** P(X ≤ x) for every point of a mixture in one dimension: N. @throws MixturaError `bad-dimension` for D > 1 */
  cdf(points: Points): Float64Array {
    const data = this.#checkPoints(points)
    return distributionFunction(this.parameters, data)
  }

  /** The mixture of some columns only, in the order named. @throws MixturaError `bad-axes` */
  marginal(axes: readonly number[]): GaussianMixture {
    return modelOf(marginalOf(this.parameters, axes))
  }

  /**
   * The mixture of the other columns, given the values of some: `conditional({ 0: 3.5 })`.
   * @throws MixturaError `bad-axes`, and `bad-points` for a value that is no finite number
   */
  conditional(given: Readonly<Record<number, number>>): GaussianMixture {
    const { inputs, values, outputs } = splitAxes(given, this.dimension)
    return modelOf(new Conditional(this.parameters, inputs, outputs).at(values))
  }

  /**
   * Gaussian mixture regression: how to foretell some columns from others.
   * @returns a function from rows of the inputs (N × inputs) to the mean (N × outputs) and covariance of the outputs
   * @throws MixturaError `bad-axes`
   */
  regress(inputs: readonly number[], outputs: readonly number[]): (points: Points) => Regression {
    const conditional = new Conditional(this.parameters, inputs, outputs)
    return (points) => regressionOf(conditional, Dataset.from(points), inputs.length)
  }

  /** Free parameters: K − 1 weights, K · D means, and what the covariance structure leaves free. */
  get parameterCount(): number {
    const { componentCount: k, dimension: d } = this
    return k - 1 + k * d + covarianceParameterCount(this.covariance, k, d)
  }

  /** Akaike's criterion 2p − 2 log L, log L = n lml; smaller is better. @throws MixturaError on bad points or options */
  aic(points: Points, options?: CriterionOptions): number {
    const { data, n, engine } = this.#count(points, options)
    return 2 * this.parameterCount - 2 * this.lml(data, engine) * n
  }

  /**
   * Schwarz's criterion p log n − 2 log L, log L = n lml, with n the sum of the sample weights unless `sampleSize` says
   * otherwise; smaller is better (mclust prints its negative). @throws MixturaError on bad points or options
   */
  bic(points: Points, options?: CriterionOptions): number {
    const { data, n, engine } = this.#count(points, options)
    return this.parameterCount * log(n) - 2 * this.lml(data, engine) * n
  }

  /**
   * The integrated completed likelihood, BIC − 2 Σ log r of each point's own component: BIC with a price on overlap.
   * Smaller is better (mclust prints its negative; Biernacki, Celeux & Govaert 2000).
   * @throws MixturaError on bad points or options
   */
  icl(points: Points, options?: CriterionOptions): number {
    const { data, n, engine } = this.#count(points, options)
    const weighed = data.normalised()
    return (
      this.bic(data, { sampleSize: n, ...engine }) -
      2 * logCertainty(this.parameters, weighed, engine) * (n / weighed.weightTotal)
    )
  }

  /** Draws `count` points: first the component by its weight, then the point from its Gaussian. */
  sample(count: number, options?: SampleOptions): MixtureSample {
    return sampleMixture(this.parameters, count, options)
  }

  /**
   * The same draws in one array, 8 bytes a number; `out` may be handed in.
   * @throws MixturaError `out-of-memory` where there is no room for them
   *
   * @example
   * const model = new GaussianMixture({ weights: [1], means: [[0, 0]], covariances: [[[1, 0], [0, 1]]] })
   * model.sampleFlat(3, { out: new Float64Array(6) }).labels // → Int32Array(3) [ 0, 0, 0 ]
   */
  sampleFlat(count: number, options?: FlatSampleOptions): FlatSample {
    return drawSample(this.parameters, count, options)
  }

  /** Plain data from which `fromJSON` makes the same model again, to the last bit. */
  toJSON(): MixtureJSON {
    return toJSON(this.parameters)
  }

  /** A model from what `toJSON` wrote, once parsed, or from a structured clone of a model. @throws MixturaError `bad-model-file`, and what the constructor throws */
  static fromJSON(json: unknown): GaussianMixture {
    return new GaussianMixture(mixtureInputFromJSON(json))
  }

  /** From scikit-learn's `weights_`, `means_`, `covariances_`, `covariance_type`. @throws MixturaError `bad-model-file` */
  static fromSklearn(json: unknown): GaussianMixture {
    return new GaussianMixture(mixtureInputFromSklearn(json))
  }

  #checkPoints(points: Points): Dataset {
    return dataFor(this, points)
  }

  /** n as criteria take it. */
  #count(points: Points, options?: CriterionOptions): { data: Dataset; n: number; engine: Required<EngineOptions> } {
    const { sampleSize, onWarning, ...engine } = checkOptions<CheckedCriterion>(options, criterionChecks)
    const data = this.#checkPoints(points)
    const warning = sampleSizeWarning(data, sampleSize, this.parameterCount)
    if (warning) onWarning?.(warning)
    return { data, n: sampleSizeOf(data, sampleSize), engine }
  }

  #squares(flat: Float64Array): Matrix[] {
    const { form, componentCount: k, dimension: d } = this.parameters
    return Array.from({ length: k }, (_, c) =>
      form === 'triangular' ? blockMatrix(flat, c, d) : Matrix.diag(Array.from(flat.subarray(c * d, (c + 1) * d))),
    )
  }
}

type CheckedCriterion = Required<EngineOptions> & { sampleSize: SampleSize; onWarning: CriterionOptions['onWarning'] }

const criterionChecks = {
  ...engineChecks,
  sampleSize: checkSampleSize,
  onWarning: callback<NonNullable<CriterionOptions['onWarning']>>('onWarning'),
}

/**
 * The checked points that a model is asked about.
 * @throws MixturaError `bad-option` where it is no model, `bad-dimension` where the points have other columns, and as `Dataset.from`
 */
export function dataFor(model: GaussianMixture, points: Points): Dataset {
  if (!((model as unknown) instanceof GaussianMixture)) throw badOption('model', model, 'Give a GaussianMixture.')
  const data = Dataset.from(points)
  if (data.dimension === model.dimension) return data
  throw new MixturaError('bad-dimension', {
    cause: `The points have ${data.dimension} columns, but the model has ${model.dimension} dimensions.`,
    value: data.dimension,
    remedy: 'Give the columns the model was made for, in their order.',
  })
}

function toMatrix(flat: Float64Array, columns: number): Matrix {
  const rows = flat.length / columns
  checkMatrixMemory(`A matrix of ${rows} × ${columns}`, rows, columns, 'Ask about fewer points at a time.')
  return Matrix.from1DArray(rows, columns, flat as ArrayLike<number> as number[])
}
