import { initialize, type EmOptions, type GaussianMixture, type Init, type Intervention } from '@mixtura/core'
import { createSession, type Run } from '@mixtura/session'
import { browserClock } from './clock.ts'
import type { Data } from './data.ts'
import { SessionStore } from './session-store.ts'
import { assignSlots } from './slots.ts'

/** How a run begins, and by which rules it goes on. */
export interface Setup {
  readonly components: number
  readonly init: Extract<Init, string>
  readonly seed: number
  readonly options: Rules
}

export type Rules = Pick<EmOptions, 'covariance' | 'regularization' | 'tolerance' | 'maxIterations' | 'onCollapse'>

/** What a run and its forks have in common. */
export interface Origin {
  readonly setup: Setup
  /** K: the palette index of each component. */
  readonly slots: readonly number[]
  /** Whether it began from another model than its setup makes. */
  readonly given: boolean
}

/** Where a run starts, and what had to be done to make the start. */
export interface Start {
  readonly model: GaussianMixture
  readonly events: readonly Intervention[]
}

/** @throws MixturaError where the setup does not fit the data */
export function startOf(data: Data, { components, init, seed, options }: Setup): Start {
  const { covariance, regularization } = options
  return initialize(data.dataset, { components, init, seed, covariance, regularization })
}

/** One data set and all the runs of EM on it. */
export class Experiment {
  readonly data: Data
  readonly store: SessionStore
  /** How each run began that was started, not forked. */
  readonly #origins = new Map<number, Origin>()
  /** How many undone steps of the session can still be done again. */
  redoable = 0

  /** @param slots where the start is a given model, not what the setup makes */
  constructor(data: Data, start: Start, setup: Setup, slots?: readonly number[]) {
    this.data = data
    const { model, events } = start
    this.store = new SessionStore(
      createSession({
        dataset: data.dataset,
        initialModel: model,
        startEvents: events,
        options: setup.options,
        clock: browserClock,
      }),
    )
    this.#begin(this.store.snapshot.run.id, start, setup, slots)
  }

  /** Leaves the present run for a fresh one. */
  reset(start: Start, setup: Setup, slots?: readonly number[]): void {
    const { session } = this.store
    session.reset({ ...start, options: setup.options })
    this.#begin(session.getSnapshot().run.id, start, setup, slots)
    this.redoable = 0
  }

  #begin(run: number, { model }: Start, setup: Setup, slots: readonly number[] | undefined): void {
    this.#origins.set(run, { setup, slots: slots ?? assignSlots(model, this.data), given: slots !== undefined })
  }

  /** How a run began, or the one that it was forked from. */
  originOf(run: Run, ghosts: readonly Run[]): Origin {
    let ancestor: Run | undefined = run
    while (ancestor) {
      const origin = this.#origins.get(ancestor.id)
      if (origin) return origin
      const parent: number | undefined = ancestor.forkedAt?.runId
      ancestor = ghosts.find(({ id }) => id === parent)
    }
    throw new Error(`Run ${run.id} was neither started nor forked here.`)
  }
}
