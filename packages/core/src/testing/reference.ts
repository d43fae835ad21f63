import type { Dataset } from '../dataset.ts'
import type { ScoringParameters } from '../engine.ts'
import { SufficientStatistics } from '../statistics.ts'
import * as dd from './double-double.ts'
import type { DoubleDouble } from './double-double.ts'

export interface Reference {
  /** Right to the last bit or so. */
  readonly statistics: SufficientStatistics
  /**
   * The natural scale of each sum: the sum of its terms without their signs, where a responsibility counts as 1e-18
   * at least, and a log density as 1.
   */
  readonly scale: Float64Array
}

/** The statistics of a data set in double-double arithmetic, term by term as `SufficientStatistics` defines them. */
export function referenceStatistics(dataset: Dataset, scoring: ScoringParameters): Reference {
  const { sampleCount: n, dimension: d } = dataset
  const k = scoring.logConstants.length
  const form = scoring.form === 'triangular' ? 'full' : 'diagonal'
  const statistics = new SufficientStatistics(form, scoring.means, k)
  const scales = new SufficientStatistics(form, scoring.means, k)
  const sums: DoubleDouble[] = Array.from(statistics.sums, () => dd.zero)
  const addTerm = (at: number, value: DoubleDouble, size: number): void => {
    sums[at] = dd.add(sums[at]!, value)
    scales.sums[at]! += size
  }
  const counts = 2
  const firsts = counts + k
  const seconds = firsts + k * d

  for (let row = 0; row < n; row++) {
    const weight = dataset.weightOf(row)
    const { differences, logs } = logDensities(dataset, row, scoring)
    const logSum = logSumExp(logs)
    addTerm(0, dd.fromNumber(weight), weight)
    addTerm(1, dd.multiply(dd.fromNumber(weight), logSum), weight * (1 + Math.abs(logSum.high)))
    for (let c = 0; c < k; c++) {
      const r = dd.multiply(dd.fromNumber(weight), dd.exp(dd.subtract(logs[c]!, logSum)))
      const size = Math.max(r.high, 1e-18 * weight)
      addTerm(counts + c, r, size)
      for (let i = 0; i < d; i++) {
        const at = c * d + i
        const first = dd.multiply(r, differences[at]!)
        const firstSize = size * Math.abs(differences[at]!.high)
        addTerm(firsts + at, first, firstSize)
        for (let j = form === 'full' ? 0 : i; j < (form === 'full' ? d : i + 1); j++) {
          const other = differences[c * d + j]!
          const to = form === 'full' ? seconds + at * d + j : seconds + at
          addTerm(to, dd.multiply(first, other), firstSize * Math.abs(other.high))
        }
      }
    }
  }
  statistics.sums.set(sums.map(({ high }) => high))
  return { statistics, scale: scales.sums }
}

function logDensities(
  { values, dimension: d }: Dataset,
  row: number,
  { form, logConstants, means, precisionsCholesky: u }: ScoringParameters,
): { differences: DoubleDouble[]; logs: DoubleDouble[] } {
  const differences = Array.from(means, (mean, at) => dd.exactSum(values[row * d + (at % d)]!, -mean))
  const logs = Array.from(logConstants, (constant, c) => {
    let squared = dd.zero
    for (let j = 0; j < d; j++) {
      let z = dd.zero
      for (let i = form === 'triangular' ? 0 : j; i <= j; i++) {
        const factor = form === 'triangular' ? u[(c * d + i) * d + j]! : u[c * d + j]!
        z = dd.add(z, dd.multiply(dd.fromNumber(factor), differences[c * d + i]!))
      }
      squared = dd.add(squared, dd.multiply(z, z))
    }
    return dd.subtract(dd.fromNumber(constant), { high: squared.high / 2, low: squared.low / 2 })
  })
  return { differences, logs }
}

function logSumExp(logs: readonly DoubleDouble[]): DoubleDouble {
  const largest = logs.reduce((a, b) => (b.high > a.high ? b : a))
  const sum = logs.reduce((total, value) => dd.add(total, dd.exp(dd.subtract(value, largest))), dd.zero)
  return dd.add(largest, dd.log(sum))
}
