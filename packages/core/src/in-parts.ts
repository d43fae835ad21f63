/** How far K-means has come with a start: the run that begins. */
export interface KMeansRuns {
  /** The run, from 0. */
  readonly run: number
  /** Of how many. */
  readonly runs: number
}

/**
 * Work on rows that is done a part at a time, in a fixed order, so that its bits are the same whoever has a turn between two
 * parts. A part is at most one pass over the rows of a start, or 4096 rows of an E-step.
 */
export type InParts<T> = Generator<KMeansRuns | undefined, T, void>

/** All parts, one right after another. */
export function atOnce<T>(work: InParts<T>): T {
  let step = work.next()
  while (!step.done) step = work.next()
  return step.value
}
