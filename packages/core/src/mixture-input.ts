import { Matrix } from 'ml-matrix'
import { MixturaError, type ErrorCode } from './errors.ts'
import { checkOptions, finiteNumbers, isList, oneOf, show } from './checks.ts'
import { assembleParameters, factorize, type MixtureParameters } from './parameters.ts'
import { covarianceNames, structureOf, type CovarianceName } from './structures/structures.ts'

/** Numbers in a row. */
export type VectorInput = ArrayLike<number>
/** A matrix, or its rows. */
export type MatrixInput = Matrix | readonly ArrayLike<number>[]
/**
 * Covariances in any of the shapes scikit-learn uses: K matrices (D × D), one matrix for `tied`, K × D variances for
 * `diag`, K variances for `spherical`, D for `tied-diag`, one number for `tied-spherical`.
 */
export type CovariancesInput = readonly MatrixInput[] | MatrixInput | VectorInput | number

/** A mixture’s parameters, as they come in. */
export interface MixtureInput {
  /** π: K numbers ≥ 0 that sum to 1. */
  weights: VectorInput
  /** μ: K × D. */
  means: MatrixInput
  /** Σ: symmetric and positive definite. */
  covariances: CovariancesInput
  /** What structure the covariances have, for counting parameters and for going on with a fit. Default `full`. */
  covariance?: CovarianceName
}

/** @throws MixturaError `bad-weights`, `bad-means`, `bad-covariances`, `not-symmetric`, `not-positive-definite`, `unknown-option` */
export function checkMixture(input: MixtureInput): MixtureParameters {
  const { covariance, ...given } = checkOptions<Required<MixtureInput>>(input, {
    weights: (value) => value as VectorInput,
    means: (value) => value as MatrixInput,
    covariances: (value) => value as CovariancesInput,
    covariance: oneOf<CovarianceName>('covariance', covarianceNames, 'full'),
  })
  const weights = checkWeights(given.weights)
  const { values: means, columns: d } = checkMeans(given.means, weights.length)
  const covariances = checkCovariances(given.covariances, covariance, weights.length, d)
  return parametersFrom(covariance, weights, means, covariances)
}

/** Factorises checked parts; the covariances come as K × D × D and are kept as their diagonals where the structure is diagonal. */
export function parametersFrom(
  covariance: CovarianceName,
  weights: Float64Array,
  means: Float64Array,
  full: Float64Array,
): MixtureParameters {
  const k = weights.length
  const d = means.length / k
  const { form } = structureOf(covariance)
  const covariances = form === 'diagonal' ? diagonalsOf(full, d) : full
  // A given component may be as thin as arithmetic allows: only what has no factor is refused.
  const limits = { spread: new Float64Array(d), ofSpread: 0, ofColumn: 0 }
  const { precisionsCholesky, singular } = factorize(covariances, form, k, d, limits)
  if (singular.length > 0) {
    const { component, column } = singular[0]!
    throw new MixturaError('not-positive-definite', {
      cause: `The covariance of component ${component} is not positive definite: column ${column} has no variance of its own.`,
      value: component,
      remedy: 'Give a symmetric matrix whose eigenvalues are all positive, or add to its diagonal.',
    })
  }
  return assembleParameters({ covariance, form, weights, means, covariances, precisionsCholesky })
}

/** @throws MixturaError `bad-weights` */
export function checkWeights(input: unknown, k?: number): Float64Array {
  const weights = finiteNumbers(input, { code: 'bad-weights', name: 'The list of weights' })
  if (weights.length === 0 || (k !== undefined && weights.length !== k)) {
    throw new MixturaError('bad-weights', {
      cause: `There are ${weights.length} weights${k === undefined ? '' : ` for ${k} components`}.`,
      value: weights.length,
      remedy: 'Give one weight a component.',
    })
  }
  const negative = weights.findIndex((weight) => weight < 0)
  if (negative >= 0) {
    throw new MixturaError('bad-weights', {
      cause: `Weight ${negative} is ${weights[negative]}.`,
      value: weights[negative],
      remedy: 'Weights are at least 0.',
    })
  }
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (Math.abs(sum - 1) > 1e-8) {
    throw new MixturaError('bad-weights', {
      cause: `The weights sum to ${sum}, not to 1.`,
      value: sum,
      remedy: 'Divide each by their sum.',
    })
  }
  return weights
}

/** @throws MixturaError `bad-means` */
export function checkMeans(input: unknown, k: number, d?: number): { values: Float64Array; columns: number } {
  const rows = rowsOf(input)
  const columns = rows?.[0]?.length ?? 0
  if (!rows || rows.length !== k || columns === 0 || (d !== undefined && columns !== d)) {
    throw new MixturaError('bad-means', {
      cause: `The means are ${rows ? `${rows.length} × ${columns}` : show(input)}, not ${k} × ${d ?? 'D'}.`,
      value: input,
      remedy: 'Give one mean a component, with one number a dimension.',
    })
  }
  return { values: flattenRows('bad-means', 'Mean', rows, columns), columns }
}

/**
 * K × D × D from any of the accepted shapes, exactly symmetric.
 * @throws MixturaError `bad-covariances`, `not-symmetric`
 */
export function checkCovariances(input: unknown, covariance: CovarianceName, k: number, d: number): Float64Array {
  const matrices = expand(input, covariance, k, d)
  const values = new Float64Array(k * d * d)
  matrices.forEach((rows, c) => values.set(flattenRows('bad-covariances', `Covariance ${c}, row`, rows, d), c * d * d))
  for (let c = 0; c < k; c++) symmetrise(values, c, d)
  if (structureOf(covariance).form === 'diagonal') refuseOffDiagonals(values, covariance, d)
  return values
}

function expand(input: unknown, covariance: CovarianceName, k: number, d: number): ArrayLike<number>[][] {
  const repeat = (rows: ArrayLike<number>[]): ArrayLike<number>[][] => Array.from({ length: k }, () => rows)
  const diagonal = (of: (column: number) => number): number[][] =>
    Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => (i === j ? of(i) : 0)))
  const list = isList(input) ? Array.from(input) : undefined
  const matrices = list?.map(rowsOf)

  if (matrices?.length === k && matrices.every((rows) => rows?.length === d)) return matrices as ArrayLike<number>[][]
  const rows = rowsOf(input)
  const shared = structureOf(covariance).family[0] === 'E'
  if (rows && shared && rows.length === d) return repeat(rows)
  if (rows && !shared && rows.length === k && rows.every((row) => row.length === d)) {
    return rows.map((row) => diagonal((j) => row[j]!))
  }
  const { family } = structureOf(covariance)
  if (family === 'VII' && list?.length === k) return list.map((variance) => diagonal(() => variance as number))
  if (family === 'EEI' && list?.length === d) return repeat(diagonal((j) => list[j] as number))
  if (family === 'EII' && typeof input === 'number') return repeat(diagonal(() => input))
  throw new MixturaError('bad-covariances', {
    cause: `The covariances do not have the shape of ${k} ${covariance} covariances in ${d} dimensions.`,
    value: input,
    remedy: `Give ${k} matrices of ${d} × ${d}.`,
  })
}

function symmetrise(values: Float64Array, component: number, d: number): void {
  const at = (i: number, j: number): number => (component * d + i) * d + j
  for (let i = 1; i < d; i++) {
    for (let j = 0; j < i; j++) {
      const lower = values[at(i, j)]!
      const upper = values[at(j, i)]!
      // Roots first: the product of two variances may overflow.
      const scale = Math.sqrt(Math.abs(values[at(i, i)]!)) * Math.sqrt(Math.abs(values[at(j, j)]!))
      if (!(Math.abs(lower - upper) <= 1e-8 * scale)) {
        throw new MixturaError('not-symmetric', {
          cause: `The covariance of component ${component} has ${lower} at (${i}, ${j}) but ${upper} at (${j}, ${i}).`,
          value: [lower, upper],
          remedy: 'Give a symmetric matrix.',
        })
      }
      values[at(i, j)] = values[at(j, i)] = lower / 2 + upper / 2
    }
  }
}

function refuseOffDiagonals(values: Float64Array, covariance: CovarianceName, d: number): void {
  const bad = values.findIndex((value, i) => value !== 0 && (i % (d * d)) % (d + 1) !== 0)
  if (bad < 0) return
  throw new MixturaError('bad-covariances', {
    cause: `Covariance ${Math.floor(bad / (d * d))} has ${values[bad]} off its diagonal, which ${covariance} does not allow.`,
    value: values[bad],
    remedy: 'Give diagonal matrices, or another structure.',
  })
}

export function diagonalsOf(full: Float64Array, d: number): Float64Array {
  return full.filter((_, i) => (i % (d * d)) % (d + 1) === 0)
}

/** The rows of a matrix given as an ml-matrix Matrix or as an array of arrays; undefined for anything else. */
function rowsOf(input: unknown): ArrayLike<number>[] | undefined {
  if (Matrix.isMatrix(input)) return (input as Matrix).to2DArray()
  return Array.isArray(input) && input.every(isList) ? (input as ArrayLike<number>[]) : undefined
}

function flattenRows(code: ErrorCode, name: string, rows: readonly ArrayLike<number>[], columns: number): Float64Array {
  const values = new Float64Array(rows.length * columns)
  rows.forEach((row, i) => {
    const numbers = finiteNumbers(row, { code, name: `${name} ${i}` })
    if (numbers.length !== columns) {
      throw new MixturaError(code, {
        cause: `${name} ${i} has ${numbers.length} values, not ${columns}.`,
        value: numbers.length,
        remedy: 'Give every row the same number of values.',
      })
    }
    values.set(numbers, i * columns)
  })
  return values
}
