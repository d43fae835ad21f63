import type { Matrix } from 'ml-matrix'
import { blockMatrix, compose, geometricMean, rotatedDiagonal, symmetricEigen } from './eigen.ts'
import { share, sumBlocks, total, type Scatter } from './scatter.ts'

/*
 * EVE and VVE: Σₖ = D Eₖ Dᵀ with one orientation D for all. The diagonal Eₖ are known once D is; D is improved by
 * turning two of its columns at a time. Within their plane the best turn is the smaller eigenvector of a 2 × 2 matrix
 * (Flury & Gautschi 1986 in the form of Celeux & Govaert 1995, section 3.2.4), so that no turn lowers the likelihood.
 * Browne & McNicholas (2014) give another way to the same optimum, made for many dimensions.
 */

const SWEEP_TOLERANCE = 1e-14
const MOST_SWEEPS = 100

export interface Oriented {
  /** K × D × D. */
  readonly covariances: Float64Array
  /** D × D, columns the shared axes: where the next M-step begins. */
  readonly orientation: Matrix
}

/** VVE: each component its own variances along the shared axes. */
export function variableAlongSharedAxes(s: Scatter, before: Matrix | undefined): Oriented {
  return orient(s, before, (projected) =>
    projected.map((values, c) => values.map((value) => share(value, s.counts[c]!))),
  )
}

/** EVE: the same with equal volumes. */
export function equalVolumeAlongSharedAxes(s: Scatter, before: Matrix | undefined): Oriented {
  return orient(s, before, (projected) => equalVolumes(projected, total(s.counts)))
}

/** Vectors scaled to one geometric mean: the mean of theirs, by ΣNₖ. */
function equalVolumes(projected: readonly Float64Array[], n: number): Float64Array[] {
  const volumes = projected.map(geometricMean)
  const volume = volumes.reduce((sum, value) => sum + value, 0) / n
  return projected.map((values, c) => values.map((value) => (value / volumes[c]!) * volume))
}

function orient(
  s: Scatter,
  before: Matrix | undefined,
  variancesFrom: (projected: Float64Array[]) => Float64Array[],
): Oriented {
  const { componentCount: k, dimension: d } = s
  const scatters = Array.from({ length: k }, (_, c) => blockMatrix(s.scatter, c, d))
  const orientation = before?.clone() ?? symmetricEigen(blockMatrix(sumBlocks(s.scatter, k), 0, d)).vectors
  const variances = (): Float64Array[] =>
    variancesFrom(scatters.map((scatter) => rotatedDiagonal(scatter, orientation)))
  let along = variances()
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let largestTurn = 0
    for (let i = 1; i < d; i++) {
      for (let j = 0; j < i; j++) largestTurn = Math.max(largestTurn, turn(orientation, i, j, scatters, along))
    }
    along = variances()
    if (largestTurn < SWEEP_TOLERANCE) break
  }
  const blocks = along.map((values) => compose(orientation, values))
  return { covariances: Float64Array.from(blocks.flatMap((block) => Array.from(block))), orientation }
}

/**
 * Turns columns i and j of D to the minimum of Σₖ tr(Eₖ⁻¹ Dᵀ Sₖ D) within their plane, which is that of
 * uᵀ M u over unit vectors u, M = Σₖ (1/eₖᵢ − 1/eₖⱼ) [dᵢ dⱼ]ᵀ Sₖ [dᵢ dⱼ].
 * @returns sin² of the angle turned by
 */
function turn(axes: Matrix, i: number, j: number, scatters: readonly Matrix[], along: readonly Float64Array[]): number {
  let [mii, mij, mjj] = [0, 0, 0]
  scatters.forEach((scatter, c) => {
    const weight = share(1, along[c]![i]!) - share(1, along[c]![j]!)
    if (weight === 0) return
    mii += weight * form(scatter, axes, i, i)
    mij += weight * form(scatter, axes, i, j)
    mjj += weight * form(scatter, axes, j, j)
  })
  const [cosine, sine] = halfAngle(mjj - mii, -2 * mij)
  if (sine === 0) return 0
  for (let row = 0; row < axes.rows; row++) {
    const [a, b] = [axes.get(row, i), axes.get(row, j)]
    axes.set(row, i, cosine * a + sine * b)
    axes.set(row, j, cosine * b - sine * a)
  }
  return sine * sine
}

/**
 * Cosine and sine of half the angle of (x, y), which is the smaller eigenvector of [[mii, mij], [mij, mjj]] for
 * x = mjj − mii, y = −2 mij. Square roots alone, since engines may round trigonometric functions as they like.
 */
function halfAngle(x: number, y: number): [cosine: number, sine: number] {
  const size = Math.max(Math.abs(x), Math.abs(y))
  if (!(size > 0 && size < Infinity)) return [1, 0]
  const [a, b] = [x / size, y / size]
  const length = Math.sqrt(a * a + b * b)
  // The larger of the two first, as the difference 1 − |a| / length would have lost its digits.
  const larger = Math.sqrt((1 + Math.abs(a) / length) / 2)
  const smaller = Math.abs(b) / (2 * length * larger)
  const sign = b < 0 ? -1 : 1
  return a >= 0 ? [larger, sign * smaller] : [smaller, sign * larger]
}

/** dᵢᵀ S dⱼ for columns of the axes. */
function form(matrix: Matrix, axes: Matrix, i: number, j: number): number {
  let sum = 0
  for (let a = 0; a < axes.rows; a++) {
    for (let b = 0; b < axes.rows; b++) sum += axes.get(a, i) * matrix.get(a, b) * axes.get(b, j)
  }
  return sum
}
