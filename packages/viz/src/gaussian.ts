import { checkFinite, checkLength } from './check.ts'
import { VizError } from './errors.ts'

/** A place in the plane: data coordinates with y up, or pixels with y down, as the function says. */
export type Point = readonly [x: number, y: number]

/** A matrix as rows: `number[][]`, typed-array rows, or anything indexed the same way. */
export type Rows = ArrayLike<ArrayLike<number>>

/** One Gaussian in any dimension: mean of D entries, covariance of D rows. */
export interface Gaussian {
  readonly mean: ArrayLike<number>
  readonly covariance: Rows
}

/** The parameters of a mixture, as plain arrays: K weights, K means, K covariances. */
export interface Mixture {
  readonly weights: ArrayLike<number>
  readonly means: Rows
  readonly covariances: ArrayLike<Rows>
}

/** The K Gaussians of a mixture. */
export function componentsOf(mixture: Mixture): Gaussian[] {
  const count = mixture.weights.length
  checkLength(mixture.means, count, 'means')
  checkLength(mixture.covariances, count, 'covariances')
  return Array.from({ length: count }, (_, k) => ({ mean: mixture.means[k], covariance: mixture.covariances[k] }))
}

/**
 * The marginal of a D-dimensional Gaussian over two of its axes: what a plot of those two columns shows.
 * Throws `out-of-range` for an axis the mean does not have.
 */
export function marginalOf(
  { mean, covariance }: Gaussian,
  [i, j]: readonly [number, number],
): { mean: [number, number]; covariance: [[number, number], [number, number]] } {
  for (const axis of [i, j]) {
    if (!(Number.isInteger(axis) && axis >= 0 && axis < mean.length)) {
      throw new VizError('out-of-range', {
        cause: `Axis ${axis} of a ${mean.length}-dimensional mean was asked for.`,
        value: axis,
        remedy: `Choose from 0 to ${mean.length - 1}.`,
      })
    }
  }
  return {
    mean: [mean[i], mean[j]],
    covariance: [
      [covariance[i][i], covariance[i][j]],
      [covariance[j][i], covariance[j][j]],
    ],
  }
}

/** The marginal mixture over two axes: the same weights, each component by `marginalOf`. */
export function marginalMixtureOf(mixture: Mixture, axes: readonly [number, number]): Mixture {
  const components = componentsOf(mixture).map((component) => marginalOf(component, axes))
  return {
    weights: mixture.weights,
    means: components.map(({ mean }) => mean),
    covariances: components.map(({ covariance }) => covariance),
  }
}

/** A checked 2 × 2 covariance [[xx, xy], [xy, yy]], with its determinant free of cancellation. */
export interface Covariance2 {
  readonly xx: number
  readonly xy: number
  readonly yy: number
  /** √(xx · yy − xy²), the area of the 1σ ellipse divided by π. */
  readonly rootDeterminant: number
}

/** How far xy and yx may differ, relative to √(xx · yy): the rounding of a product of matrices, no more. */
const SYMMETRY_TOLERANCE = 1e-10

/**
 * Checks shape, finiteness, symmetry and positive definiteness of a 2 × 2 covariance before any drawing.
 * Definiteness is judged on the doubles as given, without rounding: see `determinant`.
 */
export function checkCovariance(covariance: Rows): Covariance2 {
  checkLength(covariance, 2, 'covariance')
  for (const row of [covariance[0], covariance[1]]) {
    checkLength(row, 2, 'a covariance row')
    checkFinite(row, 'covariance')
  }
  const xx = covariance[0][0]
  const yy = covariance[1][1]
  const asymmetry = Math.abs(covariance[0][1] - covariance[1][0])
  if (asymmetry > SYMMETRY_TOLERANCE * Math.sqrt(Math.abs(xx)) * Math.sqrt(Math.abs(yy))) {
    throw new VizError('not-symmetric', {
      cause: `The covariance has ${covariance[0][1]} above its diagonal and ${covariance[1][0]} below.`,
      value: asymmetry,
      remedy: 'Give a symmetric matrix, for example the mean of it and its transpose.',
    })
  }
  const xy = covariance[0][1] / 2 + covariance[1][0] / 2
  const rootDeterminant = xx > 0 && yy > 0 ? rootOfDeterminant(xx, xy, yy) : NaN
  if (!(rootDeterminant > 0)) {
    throw new VizError('not-positive-definite', {
      cause: `The covariance [[${xx}, ${xy}], [${xy}, ${yy}]] is not positive definite.`,
      value: [
        [xx, xy],
        [xy, yy],
      ],
      remedy: 'Fit with a little regularization, or give variances above 0 and |xy| below √(xx · yy).',
    })
  }
  return { xx, xy, yy, rootDeterminant }
}

/**
 * √(xx · yy − xy²), or NaN where that is negative. Each axis is first scaled by a power of two, which
 * rounds nothing and brings both variances near 1, so that no product over- or underflows.
 */
function rootOfDeterminant(xx: number, xy: number, yy: number): number {
  const x = 2 ** Math.round(Math.log2(xx) / 2)
  const y = 2 ** Math.round(Math.log2(yy) / 2)
  return Math.sqrt(determinant(xx / x / x, xy / x / y, yy / y / y)) * x * y
}

/**
 * a · c − b² with the rounding error of both products added back (T. J. Dekker, Numer. Math. 18, 1971):
 * a thin covariance lives in exactly the digits that a plain subtraction would lose.
 */
function determinant(a: number, b: number, c: number): number {
  const ac = a * c
  const bb = b * b
  return ac - bb + (productError(a, c, ac) - productError(b, b, bb))
}

/** x · y − product, exactly, by splitting each factor into halves of 26 bits. */
function productError(x: number, y: number, product: number): number {
  const xHigh = highHalf(x)
  const yHigh = highHalf(y)
  const xLow = x - xHigh
  const yLow = y - yHigh
  return xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow)
}

function highHalf(x: number): number {
  const spread = x * 134217729 // 2²⁷ + 1
  return spread - (spread - x)
}
