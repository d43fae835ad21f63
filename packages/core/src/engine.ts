import type { Clustering } from './clustering.ts'
import type { MaybePromise } from './host.ts'
import type { InParts } from './in-parts.ts'
import type { SufficientStatistics } from './statistics.ts'

/**
 * All an engine needs of a model: log πₖ + log N(x; μₖ, Σₖ) = logConstants[k] − ½ ‖Uₖᵀ (x − μₖ)‖²,
 * where Λₖ = Σₖ⁻¹ = Uₖ Uₖᵀ.
 */
export interface ScoringParameters {
  /** Whether Uₖ is a triangular matrix or the diagonal of one. */
  readonly form: 'triangular' | 'diagonal'
  /** K: log πₖ − D/2 log 2π + log det Uₖ. */
  readonly logConstants: Float64Array
  /** K × D, row-major. */
  readonly means: Float64Array
  /** Uₖ: K × D × D upper triangular, row-major; or K × D where Uₖ is diagonal. */
  readonly precisionsCholesky: Float64Array
}

/**
 * Who computes the E-step. Each engine has its own factory, binds the data once, and is handed a model of a few
 * hundred numbers a call. Sums cross this seam, never N × K responsibilities.
 */
export interface EStepEngine {
  /** What a result says computed it. */
  readonly name: string
  /** N of the bound data. */
  readonly sampleCount: number
  /** D of the bound data. */
  readonly dimension: number
  /** Σ w of the bound data: N where they have no weights. */
  readonly weightTotal: number
  /** Statistics of the whole bound (weighted) data set under these parameters, about their means. */
  eStep(scoring: ScoringParameters): MaybePromise<SufficientStatistics>
  /** Forgets what E-steps have taught it of its rows: called where a run begins, so that the run repeats to the bit alone. */
  beginRun?(): void
  /** Rows [start, end) of the N × K responsibilities, row-major, into `out`. */
  responsibilities?(scoring: ScoringParameters, start: number, end: number, out: Float64Array): MaybePromise<void>
  /** Hard statistics of the nearest centre (K × D, row-major), as in one K-means assignment. */
  assign?(centers: Float64Array): MaybePromise<SufficientStatistics>
  /** Rows by index, row-major. */
  rows?(indices: Uint32Array): MaybePromise<Float64Array>
  /** Lets go of memory, threads and tables; nothing may be asked afterwards. */
  dispose?(): MaybePromise<void>
}

/** An engine that answers at once; core's own are of this kind, which is what makes `fit` synchronous. */
export interface SyncEStepEngine extends EStepEngine {
  /** As in `EStepEngine`, at once. */
  eStep(scoring: ScoringParameters): SufficientStatistics
  /** The same, to the bit, in parts: between two of them others may have their turn. Another question may be asked once it has ended, or is given up. */
  eStepInParts?(scoring: ScoringParameters): InParts<SufficientStatistics>
  /** Whether rows were copied once the first question is answered: nothing looks into the data set any more. */
  readonly ownsRows?: boolean
  /** K-means on the same rows, where the engine has a way of its own. */
  readonly clustering?: Clustering
}
