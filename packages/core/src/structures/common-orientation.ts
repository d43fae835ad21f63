import type { Matrix } from 'ml-matrix'
import { log } from '../elementary.ts'
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
/** Two optima that differ by less than this, in nats a row, are the same one: so much may the last sweeps leave. */
const SMALLEST_GAIN = 1e-9
/** A scatter whose eigenvalues have a smaller ratio may be singular, and then the likelihood along its axes has no bound. */
const SMALLEST_EIGENVALUE_RATIO = 1e-10

/** Where the turns of an M-step begin. */
export interface AxesBefore {
  /** D × D, columns the shared axes of the model before. */
  readonly axes: Matrix
  /** Whether they are an M-step's own, and so those of an optimum. */
  readonly settled: boolean
}

export interface Oriented {
  /** K × D × D. */
  readonly covariances: Float64Array
  /** D × D, columns the shared axes: where the next M-step begins. */
  readonly orientation: Matrix
}

/** VVE: each component its own variances along the shared axes. */
export function variableAlongSharedAxes(s: Scatter, before: AxesBefore | undefined): Oriented {
  return orient(s, before, (projected) =>
    projected.map((values, c) => values.map((value) => share(value, s.counts[c]!))),
  )
}

/** EVE: the same with equal volumes. */
export function equalVolumeAlongSharedAxes(s: Scatter, before: AxesBefore | undefined): Oriented {
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
  before: AxesBefore | undefined,
  variancesFrom: (projected: Float64Array[]) => Float64Array[],
): Oriented {
  const { componentCount: k, dimension: d } = s
  const scatters = Array.from({ length: k }, (_, c) => blockMatrix(s.scatter, c, d))
  const from = (start: Matrix): Optimum => optimumFrom(start, s.counts, scatters, variancesFrom)
  const [first, ...others] = startsOf(s, scatters, before)
  // Where long components cross, turns of two columns come to rest in other places from other axes.
  let best = from(first)
  for (const start of others) {
    const other = from(start)
    if (other.objective - best.objective > SMALLEST_GAIN * total(s.counts)) best = other
  }
  const { along, orientation } = best
  const blocks = along.map((values) => compose(orientation, values))
  return { covariances: Float64Array.from(blocks.flatMap((block) => Array.from(block))), orientation }
}

/** The axes of the M-step before, alone; else those of the model before, of the scatter within, and of every component. */
function startsOf(
  s: Scatter,
  scatters: readonly Matrix[],
  before: AxesBefore | undefined,
): readonly [Matrix, ...Matrix[]] {
  if (before?.settled) return [before.axes]
  const within = symmetricEigen(blockMatrix(sumBlocks(s.scatter, s.componentCount), 0, s.dimension)).vectors
  const first = before ? ([before.axes, within] as const) : ([within] as const)
  const own = scatters.map(symmetricEigen)
  const mayBeSingular = own.some(({ values }) => !(values[0]! > SMALLEST_EIGENVALUE_RATIO * values.at(-1)!))
  return mayBeSingular ? first : [...first, ...own.map(({ vectors }) => vectors)]
}

interface Optimum {
  /** K × D: variances along the axes. */
  readonly along: readonly Float64Array[]
  readonly orientation: Matrix
  /** −½ Σₖ Nₖ log |Σₖ|, in nats: what the M-step maximises, but for what is the same for all axes. */
  readonly objective: number
}

/** Where turns from these axes come to rest. */
function optimumFrom(
  start: Matrix,
  counts: Float64Array,
  scatters: readonly Matrix[],
  variancesFrom: (projected: Float64Array[]) => Float64Array[],
): Optimum {
  const d = start.rows
  const axes = Float64Array.from(start.to1DArray())
  // Dᵀ Sₖ D, turned along with D: a turn then touches two rows and columns, where it would need all of Sₖ.
  const turned = scatters.map((scatter) => Float64Array.from(start.transpose().mmul(scatter).mmul(start).to1DArray()))
  // What rounding leaves of a singular scatter, 0 or less, would be taken for a component that asks nothing of the axes.
  const least = scatters.map((scatter) => 2 ** -52 * scatter.trace())
  const variancesAlong = (diagonals: Float64Array[]): Float64Array[] =>
    variancesFrom(diagonals.map((values, c) => values.map((value) => Math.max(value, least[c]!))))
  let along = variancesAlong(scatters.map((scatter) => rotatedDiagonal(scatter, start)))
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let largestTurn = 0
    for (let i = 1; i < d; i++) {
      for (let j = 0; j < i; j++) largestTurn = Math.max(largestTurn, turn(axes, i, j, d, turned, along))
    }
    if (largestTurn < SWEEP_TOLERANCE) break
    along = variancesAlong(turned.map((values) => values.filter((_, at) => at % (d + 1) === 0)))
  }
  const orientation = blockMatrix(axes, 0, d)
  // From the scatters themselves, as the turned ones have gathered the rounding of every turn.
  along = variancesAlong(scatters.map((scatter) => rotatedDiagonal(scatter, orientation)))
  const logVolume = (values: Float64Array): number => values.reduce((sum, value) => sum + log(value), 0)
  const objective = along.reduce(
    (sum, values, c) => (counts[c]! > 0 ? sum - (counts[c]! / 2) * logVolume(values) : sum),
    0,
  )
  return { along, orientation, objective }
}

/**
 * Turns columns i and j of D to the minimum of Σₖ tr(Eₖ⁻¹ Dᵀ Sₖ D) within their plane, which is that of
 * uᵀ M u over unit vectors u, M = Σₖ (1/eₖᵢ − 1/eₖⱼ) [dᵢ dⱼ]ᵀ Sₖ [dᵢ dⱼ].
 * @param turned Dᵀ Sₖ D, which are turned too: K of D × D
 * @returns sin² of the angle turned by
 */
function turn(
  axes: Float64Array,
  i: number,
  j: number,
  d: number,
  turned: readonly Float64Array[],
  along: readonly Float64Array[],
): number {
  let [mii, mij, mjj] = [0, 0, 0]
  for (const [c, values] of turned.entries()) {
    const weight = share(1, along[c]![i]!) - share(1, along[c]![j]!)
    if (weight === 0) continue
    mii += weight * values[i * d + i]!
    mij += weight * values[i * d + j]!
    mjj += weight * values[j * d + j]!
  }
  const [cosine, sine] = halfAngle(mjj - mii, -2 * mij)
  if (sine === 0) return 0
  turnPairs(axes, i, j, d, cosine, sine)
  for (const values of turned) {
    turnPairs(values, i, j, d, cosine, sine)
    turnPairs(values, i * d, j * d, 1, cosine, sine)
  }
  return sine * sine
}

/** One turn of D pairs of numbers, the first at `a` and `b`, the others each `stride` further. */
function turnPairs(values: Float64Array, a: number, b: number, stride: number, cosine: number, sine: number): void {
  const d = Math.sqrt(values.length)
  for (let m = 0; m < d; m++, a += stride, b += stride) {
    const first = values[a]!
    const second = values[b]!
    values[a] = cosine * first + sine * second
    values[b] = cosine * second - sine * first
  }
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
