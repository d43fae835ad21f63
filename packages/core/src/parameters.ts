import type { Matrix } from 'ml-matrix'
import { allocate } from './allocate.ts'
import { precisionCholeskyInto } from './cholesky.ts'
import { exp, log } from './elementary.ts'
import type { ScoringParameters } from './engine.ts'
import { structureOf, type CovarianceName } from './structures/structures.ts'

const LOG_TWO_PI = 1.8378770664093453

/**
 * θ = {π, μ, Σ} in flat arrays together with the factors that score samples: what the algorithm computes with,
 * where `GaussianMixture` is what people hold. Never changed once made.
 */
export interface MixtureParameters extends ScoringParameters {
  /** The covariance structure. */
  readonly covariance: CovarianceName
  /** K. */
  readonly componentCount: number
  /** D. */
  readonly dimension: number
  /** K. */
  readonly weights: Float64Array
  /** K × D × D symmetric, or K × D where `form` is diagonal. */
  readonly covariances: Float64Array
  /** D × D: the axes that all components share, where the structure has such; the next M-step turns them on. */
  readonly orientation?: Matrix | undefined
}

/** Which component cannot be factorised, and at which column. */
export interface SingularCovariance {
  readonly component: number
  readonly column: number
}

/** When a covariance counts as singular. */
export interface SingularityLimits {
  /** D: the variances of the data. */
  readonly spread: ArrayLike<number>
  /** D × D: the data's covariance, asked for only where a component is nearly singular. */
  readonly dataCovariance?: () => Float64Array
  /** How little of them is no longer told from zero. */
  readonly ofSpread: number
  /** How little of a column's variance the other columns may leave unexplained, whatever they do in all the data. */
  readonly ofColumn: number
  /** How little they may where they leave as little in all the data: what rounding leaves of it has digits still. */
  readonly ofCollinearColumn?: number
}

/** U of every component, K × D × D or K × D by `form`, and the components that have none. */
export function factorize(
  covariances: Float64Array,
  form: 'triangular' | 'diagonal',
  k: number,
  d: number,
  limits: SingularityLimits,
): { precisionsCholesky: Float64Array; singular: SingularCovariance[] } {
  const size = form === 'triangular' ? d * d : d
  const stride = form === 'triangular' ? d + 1 : 1
  const precisionsCholesky = allocate(k * size)
  const singular: SingularCovariance[] = []
  for (let component = 0; component < k; component++) {
    const offset = component * size
    let column = firstWithoutVariance(covariances, offset, stride, d, limits)
    if (column < 0 && form === 'triangular') {
      column = precisionCholeskyInto(covariances, precisionsCholesky, offset, d, limits.ofColumn)
      if (column >= 0 && limits.dataCovariance && limits.ofCollinearColumn !== undefined) {
        const share = limits.ofCollinearColumn
        const hasFactor = precisionCholeskyInto(covariances, precisionsCholesky, offset, d, share) < 0
        if (hasFactor && !isThin(precisionsCholesky, offset, limits.dataCovariance(), d)) column = -1
      }
    }
    if (column >= 0) {
      singular.push({ component, column })
    } else if (form === 'diagonal') {
      for (let j = 0; j < d; j++) precisionsCholesky[offset + j] = 1 / Math.sqrt(covariances[offset + j]!)
    }
  }
  return { precisionsCholesky, singular }
}

/** Next to the data's, along any direction, a component's variance below this share is a collapse. */
const THINNEST_SHARE = 1e-12

/**
 * Whether a component is next to nothing along a direction in which the data are not: its smallest generalised eigenvalue
 * λ relative to the data's covariance T has 1/λ ≤ tr(Σ⁻¹ T) = Σⱼ uⱼᵀ T uⱼ, U's columns uⱼ. Columns that are nearly collinear
 * in all the data are so in every component, and change nothing here.
 */
function isThin(factors: Float64Array, offset: number, data: Float64Array, d: number): boolean {
  let trace = 0
  for (let j = 0; j < d; j++) {
    for (let i = 0; i <= j; i++) {
      let sum = 0
      for (let m = 0; m <= j; m++) sum += data[i * d + m]! * factors[offset + m * d + j]!
      trace += factors[offset + i * d + j]! * sum
    }
  }
  return !(trace < 1 / THINNEST_SHARE)
}

function firstWithoutVariance(
  covariances: Float64Array,
  offset: number,
  stride: number,
  d: number,
  { spread, ofSpread }: SingularityLimits,
): number {
  for (let j = 0; j < d; j++) {
    const variance = covariances[offset + j * stride]!
    if (!(variance > ofSpread * spread[j]! && variance < Infinity)) return j
  }
  return -1
}

/** Puts weights, means, covariances and their factors together. */
export function assembleParameters(
  parts: Omit<MixtureParameters, 'componentCount' | 'dimension' | 'logConstants'>,
): MixtureParameters {
  const { form, weights, means, precisionsCholesky } = parts
  const k = weights.length
  const d = means.length / k
  const size = form === 'triangular' ? d * d : d
  const stride = form === 'triangular' ? d + 1 : 1
  const logConstants = new Float64Array(k)
  for (let component = 0; component < k; component++) {
    // Logarithms of products: a factor is the inverse of a root, between 1e-154 and 1e154.
    let sum = -(d / 2) * LOG_TWO_PI
    let product = weights[component]!
    for (let j = 0; j < d; j++) {
      product *= precisionsCholesky[component * size + j * stride]!
      if (product > 1e-100 && product < 1e100) continue
      sum += log(product)
      product = 1
    }
    logConstants[component] = sum + log(product)
  }
  return { ...parts, componentCount: k, dimension: d, logConstants }
}

/** K: |Σₖ|^(1/D), the volumes of mclust's parametrisation. */
export function volumesOf({
  form,
  componentCount: k,
  dimension: d,
  precisionsCholesky,
}: MixtureParameters): Float64Array {
  const size = form === 'triangular' ? d * d : d
  const stride = form === 'triangular' ? d + 1 : 1
  return Float64Array.from({ length: k }, (_, c) => {
    let sum = 0
    for (let j = 0; j < d; j++) sum += log(precisionsCholesky[c * size + j * stride]!)
    return exp((-2 * sum) / d)
  })
}

/** The same model with triangular factors, for an M-step that needs every second moment. */
export function asTriangular(parameters: MixtureParameters): MixtureParameters {
  if (parameters.form === 'triangular') return parameters
  const { componentCount: k, dimension: d } = parameters
  const expand = (diagonal: Float64Array): Float64Array => {
    const full = new Float64Array(k * d * d)
    for (let i = 0; i < k * d; i++) full[Math.floor(i / d) * d * d + (i % d) * (d + 1)] = diagonal[i]!
    return full
  }
  return {
    ...parameters,
    form: 'triangular',
    covariances: expand(parameters.covariances),
    precisionsCholesky: expand(parameters.precisionsCholesky),
  }
}

/**
 * The same model in the form that a fit of `covariance` needs in its E-step.
 *
 * @example
 * const { parameters } = initialize([[0], [1]], { components: 1, covariance: 'diag' }).model
 * [parameters.form, prepareFor('full', parameters).form] // → [ 'diagonal', 'triangular' ]
 */
export function prepareFor(covariance: CovarianceName, parameters: MixtureParameters): MixtureParameters {
  return structureOf(covariance).form === 'triangular' ? asTriangular(parameters) : parameters
}
