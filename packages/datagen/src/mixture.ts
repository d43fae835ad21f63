import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { show } from './check.ts'
import { DatagenError, type DatagenErrorCode } from './errors.ts'

/** A Gaussian mixture in plain numbers: K components in D dimensions. */
export interface Mixture {
  /** π: K numbers ≥ 0 that sum to 1. */
  weights: number[]
  /** μ: K × D. */
  means: number[][]
  /** Σ: K of D × D, symmetric and positive definite. */
  covariances: number[][][]
}

/** A mixture to draw from, which nobody changes. */
export interface MixtureInput {
  readonly weights: readonly number[]
  readonly means: readonly (readonly number[])[]
  readonly covariances: readonly (readonly (readonly number[])[])[]
}

export function copyMixture({ weights, means, covariances }: MixtureInput): Mixture {
  return {
    weights: [...weights],
    means: means.map((mean) => [...mean]),
    covariances: covariances.map((covariance) => covariance.map((row) => [...row])),
  }
}

/**
 * Checks a mixture and factorises its covariances.
 * @returns K lower triangles L (D × D) with Σ = L Lᵀ
 * @throws DatagenError `bad-weights`, `bad-means`, `bad-covariances`
 */
export function choleskyFactors({ weights, means, covariances }: MixtureInput): Matrix[] {
  checkWeights(weights)
  const d = checkMeans(means, weights.length)
  if (!Array.isArray(covariances) || covariances.length !== weights.length) {
    const found = Array.isArray(covariances) ? `There are ${covariances.length}` : `Instead of a list of`
    throw bad('covariances', `${found} covariances for ${weights.length} components.`, covariances, 'Give one each.')
  }
  return covariances.map((covariance, k) => choleskyFactor(covariance, k, d))
}

function checkWeights(weights: unknown): void {
  const remedy = 'Give one share a component, each at least 0, that sum to 1.'
  if (!Array.isArray(weights) || weights.length === 0) {
    throw bad('weights', `The weights are ${Array.isArray(weights) ? 'empty' : show(weights)}.`, weights, remedy)
  }
  const wrong = weights.findIndex((weight) => !(Number.isFinite(weight) && weight >= 0))
  if (wrong >= 0) throw bad('weights', `Weight ${wrong} is ${show(weights[wrong])}.`, weights[wrong], remedy)
  const sum = weights.reduce((total: number, weight: number) => total + weight, 0)
  if (Math.abs(sum - 1) > 1e-8) throw bad('weights', `The weights sum to ${sum}, not to 1.`, sum, remedy)
}

/** @returns D */
function checkMeans(means: unknown, k: number): number {
  const remedy = `Give ${k} means of equally many finite numbers.`
  if (!Array.isArray(means) || means.length !== k) {
    const found = Array.isArray(means) ? `There are ${means.length} means` : `The means are ${show(means)}`
    throw bad('means', `${found} for ${k} components.`, means, remedy)
  }
  const d = Array.isArray(means[0]) ? means[0].length : 0
  const wrong = means.findIndex((mean) => d === 0 || !isVector(mean, d))
  if (wrong >= 0) throw bad('means', `Mean ${wrong} is ${list(means[wrong])}.`, means[wrong], remedy)
  return d
}

function choleskyFactor(covariance: unknown, k: number, d: number): Matrix {
  const remedy = `Give a symmetric, positive definite matrix of ${d} × ${d} finite numbers.`
  const fail = (what: string): DatagenError => bad('covariances', `Covariance ${k} ${what}.`, covariance, remedy)
  if (!Array.isArray(covariance) || covariance.length !== d || !covariance.every((row) => isVector(row, d))) {
    throw fail(`is not a matrix of ${d} × ${d} finite numbers`)
  }
  const half = new Matrix(covariance as number[][]).div(2)
  const symmetric = Matrix.add(half, half.transpose())
  const asymmetry = Matrix.sub(half, half.transpose()).abs().max()
  if (asymmetry > 1e-9 * symmetric.max()) throw fail('is not symmetric')
  const cholesky = new CholeskyDecomposition(symmetric)
  if (!cholesky.isPositiveDefinite()) throw fail('is not positive definite')
  return cholesky.lowerTriangularMatrix
}

function isVector(value: unknown, length: number): boolean {
  // Array.from turns the holes that `every` would skip into undefined.
  return Array.isArray(value) && value.length === length && Array.from(value).every(Number.isFinite)
}

function list(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(show).join(', ')}]` : show(value)
}

function bad(part: 'weights' | 'means' | 'covariances', cause: string, value: unknown, remedy: string): DatagenError {
  const code: DatagenErrorCode = `bad-${part}`
  return new DatagenError(code, { cause, value, remedy })
}
