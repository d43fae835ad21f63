import type { SharedRows } from '@mixtura/core/remote'

/** What the workers of a crew share as long as they have the same rows: these, and room for a model and for sums. */
export interface Crew {
  /** Among the crews of a data set. */
  readonly number: number
  readonly rows: SharedRows
  /** As many as a model has at most. */
  readonly components: number
  /** Log constants, means and factors, one after another, in shared memory. */
  readonly model: Float64Array
  /** Where each unit begins. */
  readonly starts: readonly number[]
  /** Room for the sums of each unit, which lie after the rows. */
  readonly sumsBytes: number
}

/*
 * One session of a crew, as 32-bit numbers in shared memory. The leader writes a model, sets the ticket to the first unit
 * of the next step and then the step; from then on everybody takes units, one a ticket, until there are none left.
 */

/** How many E-steps have begun: what helpers wait for. −1 when the session has ended. */
export const STEP = 0
/** The step, times 256, and its next unit: a late-comer cannot take a unit of a step that he does not know. */
export const TICKET = 1
/** How many E-steps have ended: what the leader waits for. −1 when the session has. */
export const DONE = 2
/** `GOING`, `OVER` or `CALLED_OFF`. */
export const STATE = 3
/** Components of the model, and whether it is diagonal. */
export const COMPONENTS = 4
export const IS_DIAGONAL = 5
/** Bytes that each worker has for its model, and for what it computes with. */
export const ROOM = 6
/** Whether components are left that are too far to count, and how often that has happened in this step. */
export const PRUNE = 7
export const LEFT = 8
/** The first place of a row without density in this step, plus one; or 0. */
export const UNDEFINED = 9
/** How many of a pair have arrived, for all pairs of the tournament in which the sums are added. */
export const PAIRS = 10

export const GOING = 0
/** The leader has done what it was asked for. */
export const OVER = 1
/** By the one who asked: nobody is to go on. */
export const CALLED_OFF = 2

export function createControl(units: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * (PAIRS + 2 * units)))
}

/** Ends the session for all who take part in it, whether they compute, wait, or are about to. */
export function endSession(control: Int32Array, state: typeof OVER | typeof CALLED_OFF): void {
  Atomics.compareExchange(control, STATE, GOING, state)
  // Who has looked at the state just before does not go to sleep over a number that has changed.
  Atomics.store(control, STEP, -1)
  Atomics.store(control, DONE, -1)
  Atomics.notify(control, STEP)
  Atomics.notify(control, DONE)
}
