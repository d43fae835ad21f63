import type { ErrorCode, Intervention, MixtureJSON, ScoringParameters } from '@mixtura/core'
import type { Settings } from '../settings.ts'

/** The samples, handed over once in shared memory, so that nothing is copied. */
export interface WorkerData {
  readonly values: Float64Array
  readonly dimension: number
  readonly sampleWeights: Float64Array | undefined
}

export type Question = { readonly eStep: ScoringParameters } | { readonly findStart: Settings }

export interface Answer {
  /** Of the question: questions are numbered in the order they are asked. */
  readonly id: number
  readonly result: Result
}

export type Result =
  | { readonly sums: Float64Array }
  | { readonly mixture: MixtureJSON; readonly events: readonly Intervention[] }
  | { readonly error: { code: ErrorCode; cause: string; value: unknown; remedy: string } }
