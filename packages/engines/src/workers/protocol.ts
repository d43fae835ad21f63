import type { EngineOptions, FitOptions, MixturaError, ScoringParameters } from '@mixtura/core'
import type { BlockSums } from './block-sums.ts'
import type { PackedInit } from './packed-init.ts'
import type { Crew } from './crew-control.ts'
import type { PackedRun, PackedStart } from './packed-parameters.ts'

/** Rows on their way to a worker: shared ones are sent as they are, others as a copy that is handed over. */
export interface SentRows {
  readonly block: number
  /** Where the block begins among all rows. */
  readonly first: number
  readonly values: Float64Array
  readonly dimension: number
  readonly sampleWeights: Float64Array | undefined
}

/** In place of a block's number: all rows in one. */
export const ALL_ROWS = -1

/** What a start is made by, as far as it can be sent. */
export type SentOptions = Omit<FitOptions, 'init' | 'signal' | 'onFrame' | 'sampleWeights'> & {
  readonly init: PackedInit
}

/** A start: from all rows, or from the sample that it needs of them. */
export interface StartTask {
  readonly options: SentOptions
  /** The same number for the same options: what is bound for one start serves the next. */
  readonly series: number
  readonly start: number
  readonly sample: Pick<SentRows, 'values' | 'dimension' | 'sampleWeights'> | undefined
}

/** What a crew is led for: an E-step, EM from a start of a fit, or more of it. */
export type LeadTask =
  | { readonly eStep: ScoringParameters; readonly beginsRun: boolean }
  | { readonly options: SentOptions; readonly start: PackedStart; readonly index: number }
  | 'go on'

/** A worker's part in a session of its crew: its lead, or help from the place given. */
export type CrewTask = { readonly control: Int32Array } & ({ readonly lead: LeadTask } | { readonly help: number })

/** What a worker is asked to do with the rows that it was sent before or is sent along with this. */
export type Task =
  | { readonly eStep: ScoringParameters; readonly beginsRun: boolean; readonly blocks: readonly number[] }
  | {
      readonly responsibilities: ScoringParameters
      readonly block: number
      readonly start: number
      readonly end: number
    }
  | StartTask
  | CrewTask
  | 'forget'

/** What a message can carry of a model. */
export function plain({ form, logConstants, means, precisionsCholesky }: ScoringParameters): ScoringParameters {
  return { form, logConstants, means, precisionsCholesky }
}

/** A question to a worker. */
export interface Question {
  readonly id: number
  /** Which data set it is about. */
  readonly binding: number
  readonly rows: readonly SentRows[]
  /** In its first session. */
  readonly crew?: Crew | undefined
  readonly engine: EngineOptions
  readonly task: Task
}

/** A `MixturaError`, as far as it can be sent. */
export interface SentError extends Pick<MixturaError, 'code' | 'value' | 'remedy'> {
  readonly cause: string
}

/** What is answered: the sums of the blocks asked about, added up in pairs; responsibilities; or a start. */
export type Result =
  | { readonly sums: readonly BlockSums[]; readonly engine: string }
  | { readonly responsibilities: Float64Array<ArrayBuffer> }
  | { readonly start: PackedStart }
  | { readonly run: PackedRun }
  /** A run that others have been let in on. */
  | { readonly isPaused: true }
  | { readonly hasHelped: true }
  | { readonly error: SentError }
  /** What only happens by a fault, or for want of memory. */
  | { readonly failure: string }
  | { readonly forgotten: true }

export interface Answer {
  readonly id: number
  readonly result: Result
}
