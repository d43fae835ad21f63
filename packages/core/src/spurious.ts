import { dropComponents } from './collapse.ts'
import type { Dataset, Points } from './dataset.ts'
import { weightedLogDensitiesInto } from './density.ts'
import { exp, log } from './elementary.ts'
import { dataFor, type GaussianMixture } from './mixture.ts'
import type { MixtureParameters } from './parameters.ts'
import { blockMatrix, rotatedDiagonal, symmetricEigen } from './structures/eigen.ts'
import { total } from './structures/scatter.ts'
import { familyOf } from './structures/structures.ts'

/** A component that the data do not bear out. */
export interface SpuriousComponent {
  /** Index in the model. */
  readonly component: number
  /** `held-up`: the model has it only by a ridge or another repair. `does-not-pay`: rows left out are foretold hardly better with it: it gains log N or less. */
  readonly cause: 'held-up' | 'does-not-pay'
  /** Σ w [log p₍₋ₙ₎(xₙ) − log p₍₋ₖ₎(xₙ)], in nats: what it adds to the log-likelihood of rows that it has not seen. */
  readonly gain: number
}

/** Of more rows only light components are judged, by all rows near them and by so many of the others. */
const MOST_ROWS = 4096
/** A component of more rows than this is not light: so many do not agree by chance. */
const LIGHT = 200
/** A share below this changes no verdict. */
const NEGLIGIBLE = 1e-12
/** What is left of a component's spread, as a share, when a row that it rests on is taken away. */
const SINGULAR = 1e-12

/**
 * The components that do not pay for themselves out of sample: they gain no more than log N. For each row the component is taken as it would be without
 * that row (its weight, its mean and what it has of covariance by itself; what components share stays), and the mixture
 * with it is held against the mixture without it, its weight given to the component that would take most of its rows. A component that rests on chance
 * foretells its own rows badly once they are left out, however thin and dense it is; a tight true one foretells them well.
 * With one component there is nothing to compare, and none is spurious. Of more than 4096 rows only components that have fewer than 200 are judged,
 * by all rows near them and by a sample of the others.
 * @throws MixturaError on bad points
 *
 * @example
 * const two = new GaussianMixture({ weights: [0.5, 0.5], means: [[0], [9]], covariances: [[[1]], [[1]]] })
 * spuriousComponents(two, two.sample(100).points) // → []
 */
export function spuriousComponents(model: GaussianMixture, points: Points): SpuriousComponent[] {
  return verdictOn(dataFor(model, points).normalised(), model.parameters, [])
}

/** The same with the components that a fit has only by a repair. */
export function verdictOn(
  dataset: Dataset,
  parameters: MixtureParameters,
  heldUp: readonly number[],
): SpuriousComponent[] {
  const { componentCount: k, weights } = parameters
  if (k === 1) return []
  const isWhole = dataset.sampleCount <= MOST_ROWS
  const { effectiveCount } = dataset
  const light = Array.from(weights.keys()).filter((c) => weights[c]! * effectiveCount < LIGHT)
  if (!isWhole && light.length === 0 && heldUp.length === 0) return []
  const gains = outOfSampleGains(
    dataset,
    parameters,
    isWhole ? allRows(dataset) : sampleRows(dataset, parameters, light),
  )
  // A gain of t comes by chance with a probability of about exp(−t), and there are as many places to try as rows.
  const price = log(effectiveCount)
  return Array.from(gains).flatMap((gain, component) => {
    if (heldUp.includes(component)) return { component, cause: 'held-up', gain } as const
    const pays = gain > price || !(isWhole || light.includes(component))
    return pays ? [] : ({ component, cause: 'does-not-pay', gain } as const)
  })
}

/** Rows to ask, and how many each of them stands for. */
interface AskedRows {
  readonly rows: ArrayLike<number>
  readonly times: ArrayLike<number>
}

function allRows({ sampleCount }: Dataset): AskedRows {
  return {
    rows: Uint32Array.from({ length: sampleCount }, (_, row) => row),
    times: new Uint8Array(sampleCount).fill(1),
  }
}

/** All rows near a light component, and of the others so many that lie evenly but in step with no period. */
function sampleRows(dataset: Dataset, parameters: MixtureParameters, light: readonly number[]): AskedRows {
  const { sampleCount } = dataset
  const near = rowsNear(dataset, parameters, light)
  const isNear = new Uint8Array(sampleCount)
  for (const row of near) isNear[row] = 1
  const rows: number[] = []
  const times: number[] = []
  // A light component may lie broadly over all others.
  const eachNear = Math.max(1, near.length / MOST_ROWS)
  for (let i = 0; i < near.length; i += eachNear) {
    rows.push(near[Math.floor(i)]!)
    times.push(eachNear)
  }
  const each = sampleCount / MOST_ROWS
  for (let i = 0; i < MOST_ROWS; i++) {
    const row = Math.floor((i + ((i * GOLDEN_RATIO) % 1)) * each)
    if (isNear[row] === 1) continue
    rows.push(row)
    times.push(each)
  }
  return { rows, times }
}

const GOLDEN_RATIO = 0.6180339887498949

/** The rows within reach of one of these components: beyond, a Gaussian has less than 1e-12 of its weight in any dimension. */
function rowsNear(
  { values, sampleCount, dimension: d }: Dataset,
  parameters: MixtureParameters,
  components: readonly number[],
): number[] {
  const k = components.length
  if (k === 0) return []
  const few = dropComponents(
    parameters,
    Array.from(parameters.weights.keys()).filter((c) => !components.includes(c)),
  )
  // Laurent & Massart (2000): χ²(D) exceeds D + 2 √(D t) + 2 t with a probability of at most exp(−t).
  const reach = d + 2 * Math.sqrt(28 * d) + 2 * 28
  const logs = new Float64Array(k)
  const differences = new Float64Array(k * d)
  const whitened = new Float64Array(d)
  const near: number[] = []
  for (let row = 0; row < sampleCount; row++) {
    weightedLogDensitiesInto(few, k, d, values, row * d, differences, whitened, logs)
    if (logs.some((value, c) => 2 * (few.logConstants[c]! - value) < reach)) near.push(row)
  }
  return near
}

/** K: what each component adds to the log-likelihood of rows that it has not seen. */
function outOfSampleGains(dataset: Dataset, parameters: MixtureParameters, { rows, times }: AskedRows): Float64Array {
  const { componentCount: k, dimension: d, weights, means, logConstants } = parameters
  const { values } = dataset
  // So that weights sum to Kish's count of rows.
  const scale = dataset.effectiveCount / dataset.weightTotal
  const scores = new Float64Array(rows.length * k)
  const shares = new Float64Array(rows.length * k)
  const differences = new Float64Array(k * d)
  const whitened = new Float64Array(d)

  const counts = new Float64Array(k)
  const fits = new Float64Array(k)
  /** K × K: how much of a component's rows another is likeliest for, next to it. */
  const taken = new Float64Array(k * k)
  for (let i = 0; i < rows.length; i++) {
    const logs = scores.subarray(i * k, (i + 1) * k)
    weightedLogDensitiesInto(parameters, k, d, values, rows[i]! * d, differences, whitened, logs)
    const all = logSumExp(logs, -1)
    const [first, second] = twoLargest(logs)
    const weight = scale * times[i]! * dataset.weightOf(rows[i]!)
    for (let c = 0; c < k; c++) {
      const share = exp(logs[c]! - all)
      shares[i * k + c] = share
      counts[c]! += weight * share
      fits[c]! += (weight * share * 2 * (logConstants[c]! - logs[c]!)) / d
      taken[c * k + (c === first ? second : first)]! += weight * share
    }
  }
  const heirs = Array.from({ length: k }, (_, c) => twoLargest(taken.subarray(c * k, (c + 1) * k))[0])
  const bequests = heirs.map((heir, c) => log(weights[c]! / weights[heir]!))

  const leaveOut = leaverOf(
    parameters,
    fits.map((fit, c) => fit / counts[c]!),
  )
  const difference = new Float64Array(d)
  /** The log density of a row under a component that has not seen it. */
  const scoreWithout = (row: number, c: number, score: number, left: number): number => {
    for (let j = 0; j < d; j++) difference[j] = values[row * d + j]! - means[c * d + j]!
    const squared = 2 * (logConstants[c]! - score)
    return score + log(1 - left / counts[c]!) + leaveOut(c, left, counts[c]!, squared, difference)
  }
  const gains = new Float64Array(k)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const weight = scale * dataset.weightOf(row)
    if (weight === 0) continue
    const logs = scores.subarray(i * k, (i + 1) * k)
    const [first] = twoLargest(logs)
    for (let c = 0; c < k; c++) {
      const heir = heirs[c]!
      const share = shares[i * k + c]!
      if (c === first) {
        // What the others leave may be far too little for a share.
        const rest = logSumExp(logs, c)
        const without = logAddExp(rest, logs[heir]! + bequests[c]!)
        gains[c]! += times[i]! * weight * (logAddExp(rest, scoreWithout(row, c, logs[c]!, weight * share)) - without)
      } else {
        const inherited = exp(bequests[c]!) * shares[i * k + heir]!
        if (share < NEGLIGIBLE && inherited < NEGLIGIBLE) continue
        const kept = share < NEGLIGIBLE ? share : share * exp(scoreWithout(row, c, logs[c]!, weight * share) - logs[c]!)
        gains[c]! += times[i]! * weight * log((1 - share + kept) / (1 - share + inherited))
      }
    }
  }
  return gains
}

type Leaver = (c: number, left: number, count: number, squared: number, difference: Float64Array) => number

/**
 * By how much the log density of a row rises when it is taken out of component c: with N its count, r what it has of the
 * row, d = x − μ and ρ = r / (N − r), its mean moves to where d becomes d N / (N − r), and what it has of covariance by
 * itself becomes N / (N − r) times that of Σ − ρ d dᵀ. `fits` (K) is the component's own volume as a share of the volume
 * that the structure gives it.
 */
function leaverOf(parameters: MixtureParameters, fits: Float64Array): Leaver {
  const { dimension: d, covariance } = parameters
  const [volume, shape, orientation] = familyOf(covariance)
  const hasVolume = volume === 'V'
  const fitOf = (c: number): number => (hasVolume ? 1 : fits[c]!)
  const grown = (left: number, count: number): number => count / (count - left)

  /** A volume of its own, or none: mean squared distance. */
  const scaled: Leaver = (_, left, count, squared) => {
    const growth = grown(left, count)
    if (!hasVolume) return (squared - growth ** 2 * squared) / 2
    const ratio = growth * (1 - ((left / (count - left)) * squared) / d)
    if (!(ratio > SINGULAR)) return -Infinity
    return (squared - (growth ** 2 * squared) / ratio - d * log(ratio)) / 2
  }
  // A single column has no shape and no axes.
  if (d === 1 || (shape !== 'V' && orientation !== 'V')) return scaled

  /** A covariance of its own, of its own volume or of the common one: a rank-one downdate. */
  const full: Leaver = (c, left, count, squared) => {
    const growth = grown(left, count)
    const kept = 1 - ((left / (count - left)) * squared) / fitOf(c)
    if (!(kept > SINGULAR)) return -Infinity
    const distance = (growth * squared) / kept
    const logRatio = d * log(growth) + log(kept)
    return (squared - (hasVolume ? distance + logRatio : distance * exp(logRatio / d))) / 2
  }
  if (shape === 'V' && orientation === 'V') return full

  const { distances, isOwn } = alongAxes(parameters)
  const z = new Float64Array(d)
  if (orientation === 'V') {
    // Axes of its own for a common shape: the row turned each pair of them towards itself, to first order by ρ zᵢ zⱼ.
    return (c, left, count, squared, difference) => {
      distances(c, difference, z)
      const pairs = (squared ** 2 - z.reduce((sum, value) => sum + value * value, 0)) / 2
      return scaled(c, left, count, squared, difference) - (left / (count - left)) * pairs
    }
  }
  return (c, left, count, squared, difference) => {
    if (isOwn(c)) return full(c, left, count, squared, difference)
    distances(c, difference, z)
    const growth = grown(left, count)
    let distance = 0
    let logRatio = 0
    for (let j = 0; j < d; j++) {
      const ratio = growth * (1 - ((left / (count - left)) * z[j]!) / fitOf(c))
      if (!(ratio > SINGULAR)) return -Infinity
      distance += (growth ** 2 * z[j]!) / ratio
      logRatio += log(ratio)
    }
    return (squared - (hasVolume ? distance + logRatio : distance * exp(logRatio / d))) / 2
  }
}

interface Axes {
  /** Writes the squared distance along each axis of component c, in its variances: D. */
  readonly distances: (c: number, difference: Float64Array, out: Float64Array) => void
  /** Whether the axes that all share are component c's, which has more than half of what they are known by. */
  readonly isOwn: (c: number) => boolean
}

/** The axes of each component: the columns, those that all share, or its own. */
function alongAxes(parameters: MixtureParameters): Axes {
  const { form, dimension: d, componentCount: k, precisionsCholesky, weights } = parameters
  if (form === 'diagonal') {
    return {
      distances: (c, difference, out) => {
        for (let j = 0; j < d; j++) out[j] = (precisionsCholesky[c * d + j]! * difference[j]!) ** 2
      },
      isOwn: () => false,
    }
  }
  const axes = Array.from({ length: k }, (_, c) => {
    const matrix = blockMatrix(parameters.covariances, c, d)
    if (!parameters.orientation) return symmetricEigen(matrix)
    return { vectors: parameters.orientation, values: rotatedDiagonal(matrix, parameters.orientation) }
  })
  // Fisher's information on the angle between axes i and j: N (λᵢ − λⱼ)² / (λᵢ λⱼ).
  const known = axes.map(({ values }, c) => {
    let sum = 0
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < i; j++) sum += (values[i]! - values[j]!) ** 2 / (values[i]! * values[j]!)
    }
    return weights[c]! * sum
  })
  const half = total(Float64Array.from(known)) / 2
  return {
    distances: (c, difference, out) => {
      const { vectors, values } = axes[c]!
      for (let j = 0; j < d; j++) {
        let projected = 0
        for (let i = 0; i < d; i++) projected += vectors.get(i, j) * difference[i]!
        out[j] = (projected * projected) / values[j]!
      }
    },
    isOwn: (c) => known[c]! > half,
  }
}

/** Where the largest number is and the second largest, the first of equals; of one number, twice the same. */
function twoLargest(numbers: Float64Array): [first: number, second: number] {
  let first = 0
  let second = -1
  for (let i = 1; i < numbers.length; i++) {
    if (numbers[i]! > numbers[first]!) [first, second] = [i, first]
    else if (second < 0 || numbers[i]! > numbers[second]!) second = i
  }
  return [first, Math.max(second, 0)]
}

/** log Σ exp over all but one. */
function logSumExp(logs: Float64Array, but: number): number {
  let largest = -Infinity
  for (let c = 0; c < logs.length; c++) if (c !== but && logs[c]! > largest) largest = logs[c]!
  if (largest === -Infinity) return -Infinity
  let sum = 0
  for (let c = 0; c < logs.length; c++) if (c !== but) sum += exp(logs[c]! - largest)
  return largest + log(sum)
}

function logAddExp(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a]
  return small === -Infinity ? large : large + log(1 + exp(small - large))
}
