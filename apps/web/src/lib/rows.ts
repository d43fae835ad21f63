import { initialize, type Dataset, type EStepEngine, type MaybePromise } from '@mixtura/core'
import type { Data } from './data.ts'
import type { Setup, Start } from './experiment.ts'

/**
 * More numbers than this are worked on beside the page: from here on a start by K-means would hold a laptop's up for
 * 30 ms and more (a phone's for four times as long), and an E-step, where there are six times as many, for 10.
 */
const LARGE = 10_000

/** One data set where it is worked on. */
export interface Rows {
  readonly engine: EStepEngine
  /** @throws MixturaError where the setup does not fit the data */
  start(setup: Setup): Promise<Start>
  /** Lets go of what workers hold; what is asked later has them hold it anew. */
  release(): void
}

const kept = new WeakMap<Dataset, Promise<Rows>>()

/** Rows bound beside the page; undefined where they are few enough for its own thread. */
export function farRows({ dataset }: Data): Promise<Rows> | undefined {
  if (dataset.values.length <= LARGE) return undefined
  const rows = kept.get(dataset) ?? import('./far-rows.ts').then(({ bindFar }) => bindFar(dataset))
  kept.set(dataset, rows)
  return rows
}

/** What the setup begins with: at once, or later where the rows are many. @throws MixturaError where it does not fit them */
export function startOf(data: Data, setup: Setup): MaybePromise<Start> {
  return farRows(data)?.then((rows) => rows.start(setup)) ?? nearStart(data.dataset, setup)
}

/** The same on this thread. @throws MixturaError */
export function nearStart(dataset: Dataset, setup: Setup): Start {
  return initialize(dataset, startOptions(setup))
}

export function startOptions({ components, init, seed, options }: Setup): Parameters<typeof initialize>[1] {
  const { covariance, regularization } = options
  return { components, init, seed, covariance, regularization }
}
