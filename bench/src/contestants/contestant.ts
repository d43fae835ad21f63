import type { Problem } from '../problem.ts'

/** How a whole fit went. */
export interface FitOutcome {
  readonly milliseconds: number
  readonly iterations: number
  /** Of the model it ended in: mean per sample, in nats. */
  readonly lml: number
}

export interface KMeansOutcome {
  readonly milliseconds: number
  readonly iterations: number
  readonly inertia: number
}

/** What whole fits have in common. */
export interface FitRequest {
  readonly seed: number
  readonly tolerance: number
  readonly maxIterations: number
}

/** A library that runs EM on the problem it was given last, from that problem's start. */
export interface Contestant {
  readonly name: string
  readonly version: string
  /** How far its likelihood may be from ours after equal iterations, in nats a sample. */
  readonly tolerance: number
  load(problem: Problem): Promise<void>
  /** Milliseconds of one fit of so many iterations, the mean over `repeats` fits in a row. */
  time(iterations: number, repeats: number): Promise<number>
  /** Where so many iterations lead: the mean log-likelihood per sample. */
  lml(iterations: number): Promise<number>
  /** A fit from a K-means start of its own. */
  fit?(request: FitRequest): Promise<FitOutcome>
  /** One run of K-means from k-means++, until no label changes. */
  kMeans?(seed: number): Promise<KMeansOutcome>
  close(): Promise<void>
}
