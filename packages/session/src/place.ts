import type { RunRecord } from './run-record.ts'
import type { Run } from './types.ts'

/** Where the session stands: what undo brings back. */
export interface Place {
  readonly record: RunRecord
  /** Half-steps h. */
  readonly cursor: number
  /** The largest cursor so far in this run. */
  readonly furthest: number
  readonly ghosts: readonly Run[]
}

/** The even cursor after `cursor`. */
export function nextModel(cursor: number): number {
  return 2 * (Math.floor(cursor / 2) + 1)
}

/** The even cursor before `cursor`. */
export function previousModel(cursor: number): number {
  return Math.max(0, 2 * (Math.ceil(cursor / 2) - 1))
}

/** Whether `cursor` shows a model that EM has not got to yet. Both half-steps of a model need its E-step, for lml and for colours. */
export function isBeyond({ frames, stopReason }: Run, cursor: number): boolean {
  return stopReason === undefined && frames.length <= cursor >> 1
}

/** The last half-step that can be shown without computing: the E-step of the last model. */
export function lastComputed({ frames }: Run): number {
  return Math.max(0, 2 * frames.length - 1)
}

/** How far history goes: the last model; its E-step as well once the run has stopped, or the step was seen. */
export function lastCursor({ record: { run }, furthest }: Place): number {
  const last = lastComputed(run)
  return run.stopReason === undefined ? Math.max(0, last - 1, furthest) : last
}

export function isAtEnd({ record: { run }, cursor }: Place): boolean {
  return run.stopReason !== undefined && cursor === lastComputed(run)
}
