import { initialize, type EmOptions, type GaussianMixture, type Intervention } from '@mixtura/core'
import { createSession, type Run } from '@mixtura/session'
import { browserClock } from './clock.ts'
import type { Data } from './data.ts'
import { SessionStore } from './session-store.ts'
import { assignSlots } from './slots.ts'

/** How a run begins, and by which rules it goes on. */
export interface Setup {
  readonly components: number
  readonly init: 'kmeans' | 'random'
  readonly seed: number
  readonly options: Pick<EmOptions, 'tolerance' | 'maxIterations'>
}

/** Where a run starts, and what had to be done to make the start. */
export interface Start {
  readonly model: GaussianMixture
  readonly events: readonly Intervention[]
}

/** @throws MixturaError where the setup does not fit the data */
export function startOf(data: Data, { components, init, seed }: Setup): Start {
  return initialize(data.dataset, { components, init, seed })
}

/** One data set and all the runs of EM on it. */
export class Experiment {
  readonly data: Data
  readonly store: SessionStore
  /** Colours by the run that was started; its forks inherit them. */
  readonly #slots = new Map<number, readonly number[]>()
  /** How many undone steps of the session can still be done again. */
  redoable = 0

  constructor(data: Data, start: Start, setup: Setup, slots: readonly number[] = assignSlots(start.model, data)) {
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
    this.#slots.set(this.store.snapshot.run.id, slots)
  }

  /** Leaves the present run for a fresh one. */
  reset(start: Start, setup: Setup): void {
    const { session } = this.store
    session.reset({ ...start, options: setup.options })
    this.#slots.set(session.getSnapshot().run.id, assignSlots(start.model, this.data))
    this.redoable = 0
  }

  /** K: the palette index of each component of a run. */
  slotsOf(run: Run, ghosts: readonly Run[]): readonly number[] {
    let ancestor: Run | undefined = run
    while (ancestor) {
      const slots = this.#slots.get(ancestor.id)
      if (slots) return slots
      const parent: number | undefined = ancestor.forkedAt?.runId
      ancestor = ghosts.find(({ id }) => id === parent)
    }
    throw new Error(`Run ${run.id} was neither started nor forked here.`)
  }
}
