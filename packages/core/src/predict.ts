import type { Dataset } from './dataset.ts'
import { densityUnderflow, weightedLogDensitiesInto } from './density.ts'
import type { ScoringParameters } from './engine.ts'

/** p(z = k given x), N × K row-major, into `out`. */
export function responsibilitiesInto(scoring: ScoringParameters, data: Dataset, out: Float64Array): Float64Array {
  const k = scoring.logConstants.length
  forEachRow(scoring, data, (logs, row) => {
    const logSum = logSumExp(logs, row)
    for (let c = 0; c < k; c++) out[row * k + c] = Math.exp(logs[c]! - logSum)
  })
  return out
}

/** log p(x), N, into `out`. */
export function logMarginalInto(scoring: ScoringParameters, data: Dataset, out: Float64Array): Float64Array {
  forEachRow(scoring, data, (logs, row) => {
    out[row] = logSumExp(logs, row)
  })
  return out
}

/** log πₖ + log N(x; μₖ, Σₖ), N × K row-major, into `out`. */
export function weightedLogDensities(scoring: ScoringParameters, data: Dataset): Float64Array {
  const k = scoring.logConstants.length
  const out = new Float64Array(data.sampleCount * k)
  forEachRow(scoring, data, (logs, row) => out.set(logs, row * k))
  return out
}

/** The component of the largest weighted density, the first on a tie: N, into `out`. */
export function predictInto(scoring: ScoringParameters, data: Dataset, out: Int32Array): Int32Array {
  forEachRow(scoring, data, (logs, row) => {
    let best = 0
    for (let c = 1; c < logs.length; c++) if (logs[c]! > logs[best]!) best = c
    out[row] = best
  })
  return out
}

function forEachRow(scoring: ScoringParameters, data: Dataset, use: (logs: Float64Array, row: number) => void): void {
  const k = scoring.logConstants.length
  const { values, dimension: d, sampleCount } = data
  const logs = new Float64Array(k)
  const differences = new Float64Array(k * d)
  const whitened = new Float64Array(d)
  for (let row = 0; row < sampleCount; row++) {
    weightedLogDensitiesInto(scoring, k, d, values, row * d, differences, whitened, logs)
    use(logs, row)
  }
}

function logSumExp(logs: Float64Array, row: number): number {
  let largest = -Infinity
  for (const value of logs) if (value > largest) largest = value
  let sum = 0
  for (const value of logs) sum += Math.exp(value - largest)
  if (!(sum >= 1)) throw densityUnderflow(row)
  return largest + Math.log(sum)
}
