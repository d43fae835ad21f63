import type { EmOptions, GaussianMixture, Init, Intervention, MaybePromise } from '@mixtura/core'
import { createSession, type Run } from '@mixtura/session'
import { browserClock } from './clock.ts'
import type { Data } from './data.ts'
import { pause } from './pause.ts'
import { farRows, nearStart, type Rows } from './rows.ts'
import { SessionStore } from './session-store.ts'
import { slotsOfRun } from './slots.ts'

/** Seeds are 32 bits. */
export const MAX_SEED: number = 2 ** 32 - 1

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

/**
 * An experiment from what the setup makes, or from a given model: at once, or where the rows are many when they are bound
 * and their first E-step is done.
 * @throws MixturaError where setup or model do not fit the data
 */
export function begin(data: Data, setup: Setup, given?: Given): MaybePromise<Experiment> {
  const far = farRows(data)
  if (!far) return new Experiment(data, given?.start ?? nearStart(data.dataset, setup), setup, given?.slots)
  return far.then(async (rows) => {
    // Each of these takes a while on many rows.
    await pause()
    const start = given?.start ?? (await rows.start(setup))
    await pause()
    const experiment = new Experiment(data, start, setup, given?.slots, rows)
    await experiment.firstFrame()
    await pause()
    return experiment
  })
}

/** A start that is not what the setup makes, and how its components look. */
interface Given {
  readonly start: Start
  readonly slots: readonly number[]
}

/** One data set and all the runs of EM on it. */
export class Experiment {
  readonly data: Data
  readonly store: SessionStore
  /** How each run began that was given a start, by its id. */
  readonly #origins = new Map<number, Origin>()
  /** How many undone steps of the session can still be done again. */
  redoable = 0
  readonly #rows: Rows | undefined

  /**
   * @param slots where the start is a given model, not what the setup makes
   * @param rows where the data are worked on, if not here
   */
  constructor(data: Data, start: Start, setup: Setup, slots?: readonly number[], rows?: Rows) {
    this.data = data
    this.#rows = rows
    const { model, events } = start
    this.store = new SessionStore(
      createSession({
        dataset: data.dataset,
        initialModel: model,
        startEvents: events,
        ...(rows && { engine: rows.engine }),
        options: setup.options,
        clock: browserClock,
      }),
    )
    this.#begin(this.store.snapshot.run.id, start, setup, slots)
  }

  /** Who computes, where it is not this thread alone. */
  get engineName(): string | undefined {
    return this.#rows?.engine.name
  }

  /** Lets go of what workers hold until it is needed again. */
  release(): void {
    this.#rows?.release()
  }

  /** Settles when the first E-step is done, or has failed. */
  firstFrame(): Promise<void> {
    const { session } = this.store
    return new Promise((resolve) => {
      const unsubscribe = session.subscribe(look)
      look()
      function look(): void {
        if (session.getSnapshot().computing) return
        unsubscribe()
        resolve()
      }
    })
  }

  /** Leaves the present run for a fresh one. */
  reset(start: Start, setup: Setup, slots?: readonly number[]): void {
    const { session } = this.store
    session.reset({ ...start, options: setup.options })
    this.#begin(session.getSnapshot().run.id, start, setup, slots)
    this.redoable = 0
  }

  /** Leaves the present run for a fresh one from the same start. */
  restart(): void {
    this.store.session.reset()
    this.redoable = 0
  }

  #begin(run: number, { model }: Start, setup: Setup, slots: readonly number[] | undefined): void {
    this.#origins.set(run, {
      setup,
      slots: slots ?? slotsOfRun(model, this.data, setup.options),
      given: slots !== undefined,
    })
  }

  /** How a run began, or the one that it was forked or restarted from. */
  originOf({ origin }: Run): Origin {
    return this.#origins.get(origin)!
  }
}
