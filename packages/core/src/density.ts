import type { ScoringParameters } from './engine.ts'
import { MixturaError } from './errors.ts'

/**
 * Writes log πₖ + log N(x; μₖ, Σₖ) of the row at `offset` for every component into `out` (K), and leaves
 * x − μₖ in `differences` (K × D). `whitened` (D) is scratch: z = Uᵀ (x − μ), whose squared length is Mahalanobis'.
 */
export function weightedLogDensitiesInto(
  scoring: ScoringParameters,
  k: number,
  d: number,
  values: Float64Array,
  offset: number,
  differences: Float64Array,
  whitened: Float64Array,
  out: Float64Array,
): void {
  const { means, precisionsCholesky, logConstants } = scoring
  const triangular = scoring.form === 'triangular'
  for (let c = 0; c < k; c++) {
    const base = c * d
    let squared = 0
    if (triangular) {
      for (let i = 0; i < d; i++) {
        const difference = values[offset + i]! - means[base + i]!
        differences[base + i] = difference
        const row = (base + i) * d
        if (i === 0) for (let j = 0; j < d; j++) whitened[j] = precisionsCholesky[row + j]! * difference
        else for (let j = i; j < d; j++) whitened[j]! += precisionsCholesky[row + j]! * difference
        squared += whitened[i]! * whitened[i]!
      }
    } else {
      for (let i = 0; i < d; i++) {
        const difference = values[offset + i]! - means[base + i]!
        differences[base + i] = difference
        const z = precisionsCholesky[base + i]! * difference
        squared += z * z
      }
    }
    out[c] = logConstants[c]! - squared / 2
  }
}

/**
 * Where x is so far from every component that its squared distance is infinite, no responsibility is defined.
 *
 * @example
 * densityUnderflow(3).code // → density-underflow
 */
export function densityUnderflow(row: number): MixturaError {
  return new MixturaError('density-underflow', {
    cause: `Row ${row} has no density under any component: it lies more than 1e154 standard deviations from each.`,
    value: row,
    remedy: 'Start nearer the data, or with wider covariances.',
  })
}
