import type { EngineOptions } from './bind.ts'
import type { Dataset } from './dataset.ts'
import { badOption } from './options.ts'

/** By what criteria count samples: the sum of the weights, the rows of some weight, Kish's count (Σ w)² / Σ w², or so many. */
export type SampleSize = 'sum' | 'rows' | 'kish' | number

/** How a criterion counts, and who hears that it may count wrongly. */
export interface CriterionOptions extends EngineOptions {
  /** n. The log-likelihood of a criterion is n times the lml. Default `sum`. */
  sampleSize?: SampleSize
  /** Told what makes the criterion doubtful. */
  onWarning?: ((warning: SampleSizeWarning) => void) | undefined
}

/** Weights that sum to less than there are parameters: as a rule they are shares, and no counts of samples. */
export interface SampleSizeWarning {
  /** Stable, for programs. */
  readonly code: 'few-samples'
  /** What is doubtful and why, for people. */
  readonly cause: string
  /** Sum of the weights. */
  readonly value: number
  /** What to do about it, for people. */
  readonly remedy: string
}

/** @throws MixturaError `bad-option` */
export function checkSampleSize(value: unknown = 'sum'): SampleSize {
  if (value === 'sum' || value === 'rows' || value === 'kish') return value
  if (typeof value === 'number' && value > 0 && value < Infinity) return value
  throw badOption('sampleSize', value, 'Give sum, rows, kish, or a finite number above 0.')
}

/** n of these samples. */
export function sampleSizeOf(dataset: Dataset, sampleSize: SampleSize): number {
  if (typeof sampleSize === 'number') return sampleSize
  if (sampleSize === 'rows') return dataset.weightedCount
  return sampleSize === 'kish' ? dataset.effectiveCount : dataset.weightTotal
}

/** What makes n doubtful for a model of so many parameters, if anything does. */
export function sampleSizeWarning(
  { sampleWeights, weightTotal }: Dataset,
  sampleSize: SampleSize,
  parameterCount: number,
): SampleSizeWarning | undefined {
  if (sampleSize !== 'sum' || sampleWeights === undefined || weightTotal >= parameterCount) return undefined
  return {
    code: 'few-samples',
    cause: `The sample weights sum to ${Number(weightTotal.toPrecision(6))}, fewer samples than the model has parameters (${parameterCount}), so criteria cannot tell models apart.`,
    value: weightTotal,
    remedy: "Where weights are shares, give sampleSize: 'rows', 'kish' or the number of samples.",
  }
}
