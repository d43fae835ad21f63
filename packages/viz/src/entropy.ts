import { checkCount, checkFinite } from './check.ts'
import { VizError } from './errors.ts'

/**
 * How undecided each of N rows of responsibilities is: −Σ r log r / log K, from 0 (one component for certain) to 1
 * (all alike). With K = 1 nothing is undecided.
 *
 * @param responsibilities N · K, row-major, rows summing to 1
 * @returns N shares, for the size or ring of each point
 * @throws VizError `bad-dimension`, `not-a-number`, `out-of-range`
 */
export function entropies(responsibilities: ArrayLike<number>, componentCount: number): Float64Array {
  checkCount(componentCount, 1, 'the number of components')
  if (responsibilities.length % componentCount !== 0) {
    throw new VizError('bad-dimension', {
      cause: `${responsibilities.length} responsibilities are not rows of ${componentCount}.`,
      value: responsibilities.length,
      remedy: 'Give N · K of them, row-major.',
    })
  }
  checkFinite(responsibilities, 'responsibilities')
  const out = new Float64Array(responsibilities.length / componentCount)
  if (componentCount === 1) return out
  const most = Math.log(componentCount)
  for (let i = 0; i < out.length; i++) {
    let sum = 0
    for (let k = 0; k < componentCount; k++) {
      const r = responsibilities[i * componentCount + k]
      if (r > 0) sum -= r * Math.log(r)
    }
    // Rounding alone may leave the range.
    out[i] = Math.min(Math.max(sum / most, 0), 1)
  }
  return out
}
