import { bindScorer, elementaryOf, usualEngine, type EngineOptions } from './bind.ts'
import type { Dataset } from './dataset.ts'
import { densityUnderflow, weightedLogDensitiesInto } from './density.ts'
import type { Elementary } from './elementary.ts'
import type { ScoringParameters } from './engine.ts'

/**
 * p(z = k given x), N × K row-major, into `out`.
 *
 * @example
 * const { parameters } = new GaussianMixture({ weights: [0.5, 0.5], means: [[1], [5]], covariances: [[[1]], [[1]]] })
 * responsibilitiesInto(parameters, Dataset.from([[3]]), new Float64Array(2)) // → Float64Array(2) [ 0.5, 0.5 ]
 */
export function responsibilitiesInto(
  scoring: ScoringParameters,
  data: Dataset,
  out: Float64Array,
  engine: Computing = usualEngine,
): Float64Array {
  const elementary = elementaryOf(engine)
  const k = scoring.logConstants.length
  const scorer = bindScorer(data, k, engine)
  if (scorer) {
    scorer.responsibilities(scoring, 0, data.sampleCount, out)
    return out
  }
  forEachRow(scoring, data, (logs, row) => {
    sharesFrom(logs, row, elementary)
    for (let c = 0; c < k; c++) out[row * k + c] = logs[c]!
  })
  return out
}

/** Who computes, and how exactly. */
type Computing = Required<EngineOptions>

/** log p(x), N, into `out`. */
export function logMarginalInto(
  scoring: ScoringParameters,
  data: Dataset,
  out: Float64Array,
  engine: Computing = usualEngine,
): Float64Array {
  const elementary = elementaryOf(engine)
  const scorer = bindScorer(data, scoring.logConstants.length, engine)
  if (scorer) scorer.logMarginals(scoring, out)
  else forEachRow(scoring, data, (logs, row) => (out[row] = logSumExp(logs, row, elementary)))
  return out
}

/** log πₖ + log N(x; μₖ, Σₖ), N × K row-major, into `out`. */
export function weightedLogDensities(
  scoring: ScoringParameters,
  data: Dataset,
  engine: Computing = usualEngine,
): Float64Array {
  const k = scoring.logConstants.length
  const out = new Float64Array(data.sampleCount * k)
  const scorer = bindScorer(data, k, engine)
  if (scorer) scorer.densities(scoring, out)
  else forEachRow(scoring, data, (logs, row) => out.set(logs, row * k))
  return out
}

/** The component of the largest weighted density, the first on a tie: N, into `out`. */
export function predictInto(
  scoring: ScoringParameters,
  data: Dataset,
  out: Int32Array,
  engine: Computing = usualEngine,
): Int32Array {
  const scorer = bindScorer(data, scoring.logConstants.length, engine)
  if (scorer) scorer.labels(scoring, out)
  else forEachRow(scoring, data, (logs, row) => (out[row] = largestIndex(logs)))
  return out
}

/** The K responsibilities for one row of D numbers. */
export function sharesOf(scoring: ScoringParameters, row: Float64Array): Float64Array {
  const k = scoring.logConstants.length
  const d = row.length
  const logs = new Float64Array(k)
  weightedLogDensitiesInto(scoring, k, d, row, 0, new Float64Array(k * d), new Float64Array(d), logs)
  return sharesFrom(logs, 0, Math)
}

/** √((x − μₖ)ᵀ Σₖ⁻¹ (x − μₖ)), N × K row-major: how many standard deviations away. */
export function mahalanobisDistances(
  scoring: ScoringParameters,
  data: Dataset,
  engine: Computing = usualEngine,
): Float64Array {
  const distances = weightedLogDensities(
    { ...scoring, logConstants: new Float64Array(scoring.logConstants.length) },
    data,
    engine,
  )
  return distances.map((halfSquared) => Math.sqrt(-2 * halfSquared))
}

/** The entropy of each row's responsibilities over log K: 0 where one component is certain, 1 where all are alike. */
export function uncertaintyInto(
  scoring: ScoringParameters,
  data: Dataset,
  out: Float64Array,
  engine: Computing = usualEngine,
): Float64Array {
  const elementary = elementaryOf(engine)
  const k = scoring.logConstants.length
  forEachRow(scoring, data, (logs, row) => {
    const logSum = logSumExp(logs, row, elementary)
    let entropy = 0
    for (const value of logs) {
      const r = elementary.exp(value - logSum)
      if (r > 0) entropy -= r * (value - logSum)
    }
    out[row] = k > 1 ? entropy / elementary.log(k) : 0
  })
  return out
}

/** Σ w log r of each point's own (likeliest) component: 0 where all are certain. */
export function logCertainty(scoring: ScoringParameters, data: Dataset, engine: Computing = usualEngine): number {
  const elementary = elementaryOf(engine)
  let sum = 0
  forEachRow(scoring, data, (logs, row) => {
    sum += data.weightOf(row) * (logs.reduce((a, b) => Math.max(a, b)) - logSumExp(logs, row, elementary))
  })
  return sum
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

/** Turns K log densities into shares of their sum, in place. Divided, not subtracted as logarithms: even odds come out even. */
function sharesFrom(logs: Float64Array, row: number, { exp }: Pick<Elementary, 'exp'>): Float64Array {
  let largest = -Infinity
  for (const value of logs) if (value > largest) largest = value
  let sum = 0
  for (let c = 0; c < logs.length; c++) sum += logs[c] = exp(logs[c]! - largest)
  if (!(sum >= 1)) throw densityUnderflow(row)
  for (let c = 0; c < logs.length; c++) logs[c]! /= sum
  return logs
}

function largestIndex(logs: Float64Array): number {
  let best = 0
  for (let c = 1; c < logs.length; c++) if (logs[c]! > logs[best]!) best = c
  return best
}

function logSumExp(logs: Float64Array, row: number, { exp, log }: Elementary): number {
  let largest = -Infinity
  for (const value of logs) if (value > largest) largest = value
  let sum = 0
  for (const value of logs) sum += exp(value - largest)
  if (!(sum >= 1)) throw densityUnderflow(row)
  return largest + log(sum)
}
