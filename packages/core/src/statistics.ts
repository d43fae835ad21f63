import { allocate } from './allocate.ts'
/** Which second moments are kept: all D × D of them, or the D on the diagonal. */
export type MomentForm = 'full' | 'diagonal'

/**
 * Everything the M-step needs of N samples, as sums. With r the responsibility of component k for sample x of
 * weight w, and c the centre of component k:
 *
 * | field           | formula              | length                  |
 * |-----------------|----------------------|-------------------------|
 * | weightTotal     | Σ w                  | 1                       |
 * | logLikelihood   | Σ w log p(x)         | 1                       |
 * | effectiveCounts | Σ w r                | K                       |
 * | firstMoments    | Σ w r (x − c)        | K × D                   |
 * | secondMoments   | Σ w r (x − c)(x − c)ᵀ | K × D × D, or K × D      |
 *
 * The fields are views into one array `sums`, so that adding two (about equal centres) is adding two arrays.
 * Moments about a centre near the data keep their precision at any offset; raw moments lose all of it at 1e7.
 *
 * @example
 * const statistics = new SufficientStatistics('full', Float64Array.of(0, 0), 1)
 * [statistics.sums.length, statistics.secondMoments.length] // → [ 9, 4 ]
 */
export class SufficientStatistics {
  /** Which second moments there are. */
  readonly form: MomentForm
  /** K. */
  readonly componentCount: number
  /** D. */
  readonly dimension: number
  /** K × D, row-major: what the moments are taken about. */
  readonly centers: Float64Array
  /** All of them in one: weight total, log-likelihood, then the three below. */
  readonly sums: Float64Array
  /** K: Σ w r, a view. */
  readonly effectiveCounts: Float64Array
  /** K × D: Σ w r (x − c), a view. */
  readonly firstMoments: Float64Array
  /** K × D × D, or K × D: Σ w r (x − c)(x − c)ᵀ, a view. */
  readonly secondMoments: Float64Array

  constructor(form: MomentForm, centers: Float64Array, componentCount: number) {
    const k = componentCount
    const d = centers.length / k
    const first = 2 + k
    const second = first + k * d
    this.form = form
    this.componentCount = k
    this.dimension = d
    this.centers = centers
    this.sums = allocate(second + k * d * (form === 'full' ? d : 1))
    this.effectiveCounts = this.sums.subarray(2, first)
    this.firstMoments = this.sums.subarray(first, second)
    this.secondMoments = this.sums.subarray(second)
  }

  /** Σ w. */
  get weightTotal(): number {
    return this.sums[0]!
  }
  set weightTotal(value: number) {
    this.sums[0] = value
  }

  /** Σ w log p(x), in nats. */
  get logLikelihood(): number {
    return this.sums[1]!
  }
  set logLikelihood(value: number) {
    this.sums[1] = value
  }

  /** Mean log-marginal likelihood per sample, in nats. */
  get lml(): number {
    return this.logLikelihood / this.weightTotal
  }

  /** Plain data: JSON writes the sums as one array. */
  toJSON(): Pick<SufficientStatistics, 'form' | 'componentCount' | 'dimension'> & {
    centers: number[]
    sums: number[]
  } {
    const { form, componentCount, dimension, centers, sums } = this
    return { form, componentCount, dimension, centers: Array.from(centers), sums: Array.from(sums) }
  }

  /** Adds another part's sums, taken about the same centres, to these. */
  add(part: SufficientStatistics): void {
    const sums = this.sums
    for (let i = 0; i < sums.length; i++) sums[i]! += part.sums[i]!
  }
}
