import type { Dataset, Points } from './dataset.ts'
import { weightedLogDensitiesInto } from './density.ts'
import { exp, log } from './elementary.ts'
import { dataFor, type GaussianMixture } from './mixture.ts'
import { asTriangular, type MixtureParameters } from './parameters.ts'
import { rotatedDiagonal, blockMatrix } from './structures/eigen.ts'
import { familyOf } from './structures/structures.ts'

/** A component that the data do not bear out. */
export interface SpuriousComponent {
  /** Index in the model. */
  readonly component: number
  /** `held-up`: the model has it only by a ridge or another repair. `does-not-pay`: rows left out are foretold no better with it. */
  readonly cause: 'held-up' | 'does-not-pay'
  /** Σ w [log p₍₋ₙ₎(xₙ) − log p₍₋ₖ₎(xₙ)], in nats: what it adds to the log-likelihood of rows that it has not seen. */
  readonly gain: number
}

/** Rows that the verdict goes through: all, or so many of them spread evenly. */
const MOST_ROWS = 20_000
/** A component that has fewer rows than this among them is judged by all rows. */
const LEAST_ROWS = 200
/** What is left of a component's spread, as a share, when a row that it rests on is taken away. */
const SINGULAR = 1e-12

/**
 * The components that do not pay for themselves out of sample. For each row the component is taken as it would be without
 * that row (its weight, its mean and what it has of covariance by itself; what components share stays), and the mixture
 * with it is held against the mixture without it, its weight given to the component that would take most of its rows. A component that rests on chance
 * foretells its own rows badly once they are left out, however thin and dense it is; a tight true one foretells them well.
 * With one component there is nothing to compare, and none is spurious.
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
  const { componentCount: k } = parameters
  if (k === 1) return []
  const stride = Math.ceil(dataset.sampleCount / MOST_ROWS)
  const gains = outOfSampleGains(dataset, parameters, stride)
  const isSmall = (weight: number): boolean => (weight * dataset.sampleCount) / stride < LEAST_ROWS
  if (stride > 1 && parameters.weights.some(isSmall)) {
    const exact = outOfSampleGains(dataset, parameters, 1)
    parameters.weights.forEach((weight, c) => {
      if (isSmall(weight)) gains[c] = exact[c]!
    })
  }
  return Array.from({ length: k }, (_, component) => component).flatMap((component) => {
    const gain = gains[component]!
    if (heldUp.includes(component)) return { component, cause: 'held-up', gain } as const
    return gain > 0 ? [] : ({ component, cause: 'does-not-pay', gain } as const)
  })
}

/** K: what each component adds to the log-likelihood of rows that it has not seen, told from every stride-th row. */
function outOfSampleGains(dataset: Dataset, parameters: MixtureParameters, stride: number): Float64Array {
  const { componentCount: k, dimension: d, weights, logConstants } = parameters
  const { values, sampleCount } = dataset
  // So that weights sum to Kish's count of rows.
  const scale = (stride * dataset.effectiveCount) / dataset.weightTotal
  const logs = new Float64Array(k)
  const differences = new Float64Array(k * d)
  const whitened = new Float64Array(d)
  const score = (row: number): void =>
    weightedLogDensitiesInto(parameters, k, d, values, row * d, differences, whitened, logs)

  const counts = new Float64Array(k)
  /** K × K: how much of a component's rows another is likeliest for, next to it. */
  const taken = new Float64Array(k * k)
  for (let row = 0; row < sampleCount; row += stride) {
    score(row)
    const all = logSumExp(logs, -1)
    const [first, second] = twoLargest(logs)
    for (let c = 0; c < k; c++) {
      const count = scale * dataset.weightOf(row) * exp(logs[c]! - all)
      counts[c]! += count
      taken[c * k + (c === first ? second : first)]! += count
    }
  }
  const heirs = Array.from({ length: k }, (_, c) => twoLargest(taken.subarray(c * k, (c + 1) * k))[0])
  const bequests = heirs.map((heir, c) => log(weights[c]! / weights[heir]!))

  const leaveOut = leaverOf(parameters)
  const gains = new Float64Array(k)
  for (let row = 0; row < sampleCount; row += stride) {
    const weight = scale * dataset.weightOf(row)
    if (weight === 0) continue
    score(row)
    const all = logSumExp(logs, -1)
    const [first] = twoLargest(logs)
    for (let c = 0; c < k; c++) {
      const share = exp(logs[c]! - all)
      // The sum of all less one loses nothing but where that one is nearly all of it.
      const rest = c === first ? logSumExp(logs, c) : all + log(1 - share)
      const without = logAddExp(rest, logs[heirs[c]!]! + bequests[c]!)
      // One of `stride` rows stands for all of them, but only it is left out.
      const left = (weight / stride) * share
      const squared = 2 * (logConstants[c]! - logs[c]!)
      const out = logs[c]! + log(1 - left / counts[c]!) + leaveOut(c, left, counts[c]!, squared, differences)
      gains[c]! += weight * (logAddExp(rest, out) - without)
    }
  }
  return gains
}

type Leaver = (c: number, left: number, count: number, squared: number, differences: Float64Array) => number

/**
 * By how much the log density of a row falls when it is taken out of component c: with N its count, r what it has of the
 * row, d = x − μ and ρ = r / (N − r), its mean moves to where d becomes d N / (N − r), and what it has of covariance by
 * itself becomes N / (N − r) times (Σ − ρ d dᵀ) — a rank-one downdate, of which only ‖Uᵀd‖² is needed.
 */
function leaverOf(parameters: MixtureParameters): Leaver {
  const { dimension: d, covariance } = parameters
  const [volume, shape, orientation] = familyOf(covariance)
  const grown = (left: number, count: number): number => count / (count - left)
  if (shape !== 'V' && orientation !== 'V') {
    if (volume !== 'V') {
      return (_, left, count, squared) => (squared - grown(left, count) ** 2 * squared) / 2
    }
    // A volume of its own: mean squared distance.
    return (_, left, count, squared) => {
      const growth = grown(left, count)
      const ratio = growth * (1 - ((left / (count - left)) * squared) / d)
      if (!(ratio > SINGULAR)) return -Infinity
      return (squared - (growth ** 2 * squared) / ratio - d * log(ratio)) / 2
    }
  }
  const keepsVolume = volume !== 'V'
  if (orientation !== 'V') {
    const along = alongAxes(parameters)
    return (c, left, count, squared, differences) => {
      const growth = grown(left, count)
      let distance = 0
      let logRatio = 0
      for (let j = 0; j < d; j++) {
        const z = along(c, j, differences)
        const ratio = growth * (1 - (left / (count - left)) * z)
        if (!(ratio > SINGULAR)) return -Infinity
        distance += (growth ** 2 * z) / ratio
        logRatio += log(ratio)
      }
      if (keepsVolume) return (squared - distance * exp(logRatio / d)) / 2
      return (squared - distance - logRatio) / 2
    }
  }
  return (_, left, count, squared) => {
    const growth = grown(left, count)
    const kept = 1 - (left / (count - left)) * squared
    if (!(kept > SINGULAR)) return -Infinity
    const distance = (growth * squared) / kept
    const logRatio = d * log(growth) + log(kept)
    if (keepsVolume) return (squared - distance * exp(logRatio / d)) / 2
    return (squared - distance - logRatio) / 2
  }
}

/** The squared distance along axis j of component c, in its variances: the columns, or the axes that all components share. */
function alongAxes(parameters: MixtureParameters): (c: number, j: number, differences: Float64Array) => number {
  const { form, dimension: d, componentCount: k, orientation, precisionsCholesky } = parameters
  if (form === 'diagonal' || !orientation) {
    return (c, j, differences) => (precisionsCholesky[c * d + j]! * differences[c * d + j]!) ** 2
  }
  const { covariances } = asTriangular(parameters)
  const variances = Array.from({ length: k }, (_, c) => rotatedDiagonal(blockMatrix(covariances, c, d), orientation))
  return (c, j, differences) => {
    let projected = 0
    for (let i = 0; i < d; i++) projected += orientation.get(i, j) * differences[c * d + i]!
    return (projected * projected) / variances[c]![j]!
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
