import { createSession, type Session, type Snapshot } from '@mixtura/session'
import { browserClock } from './clock.ts'
import type { Data } from './data.ts'
import { startOf, type Setup } from './experiment.ts'
import type { Pace } from './pace.svelte.ts'
import { SessionStore } from './session-store.ts'
import { assignSlots } from './slots.ts'

/** What tells one runner from another. */
export type Entry = Pick<Setup, 'init' | 'seed'>

/** One start on its way, at the common half-step or at its own end before it. */
export interface Runner {
  readonly id: number
  readonly entry: Entry
  readonly store: SessionStore
  /** K: the palette index of each component. */
  readonly slots: readonly number[]
}

/** Several starts on the same data, under the same rules, by one clock. */
export class Race {
  runners: readonly Runner[] = $state.raw([])
  /** Half-steps since the start. */
  cursor: number = $state(0)
  playing: boolean = $state(false)

  readonly #pace: Pace
  #course: { readonly data: Data; readonly setup: Setup } | undefined
  /** Who is to run, also where the data are none to run on. From the second on the seeds are counted. */
  #entries: readonly Entry[] = [
    { init: 'kmeans', seed: 0 },
    { init: 'random', seed: 0 },
    { init: 'random', seed: 1 },
  ]
  #nextId = 0
  #cancel: (() => void) | undefined

  constructor({ pace }: { readonly pace: Pace }) {
    this.#pace = pace
  }

  /** On new data or under new rules, everyone is back at the start. @throws MixturaError where they do not fit */
  prepare(data: Data, setup: Setup): void {
    const { components, options } = setup
    const course = this.#course
    const isSame = course?.data === data && course.setup.components === components && course.setup.options === options
    if (isSame && this.runners.length > 0) return
    this.#course = { data, setup }
    this.runners = []
    this.runners = this.#entries.map((entry) => this.#runnerFor(entry))
    this.seek(0)
  }

  /** Sends someone else, or one more, to the half-step that the others are at. */
  enter(entry: Entry, instead?: Runner): void {
    const runner = this.#runnerFor(entry)
    bring(runner.store.session, this.cursor)
    this.runners = instead
      ? this.runners.map((other) => (other === instead ? runner : other))
      : [...this.runners, runner]
    this.#entries = this.runners.map((other) => other.entry)
  }

  withdraw(runner: Runner): void {
    this.runners = this.runners.filter((other) => other !== runner)
    this.#entries = this.runners.map(({ entry }) => entry)
  }

  /** The last half-step that anyone has been to. */
  get furthest(): number {
    return Math.max(0, ...this.runners.map(({ store }) => store.snapshot.lastCursor))
  }

  get isOver(): boolean {
    return this.runners.every(({ store }) => hasEnded(store.snapshot))
  }

  seek(cursor: number): void {
    this.pause()
    this.#go(cursor)
  }

  play(): void {
    if (this.isOver) this.#go(0)
    this.playing = true
    this.#beat()
  }

  pause(): void {
    this.playing = false
    this.#cancel?.()
  }

  #beat(): void {
    const speed = this.#pace.speedAt(this.cursor >> 1)
    this.#go(this.cursor + (speed === 'max' ? 2 : 1))
    if (this.isOver) return this.pause()
    this.#cancel = browserClock.schedule(() => this.#beat(), speed === 'max' ? 0 : 500 / speed)
  }

  #go(cursor: number): void {
    for (const { store } of this.runners) bring(store.session, cursor)
    // Nobody goes further than the last.
    this.cursor = Math.max(0, ...this.runners.map(({ store }) => store.session.getSnapshot().cursor))
  }

  #runnerFor(entry: Entry): Runner {
    const { data, setup } = this.#course!
    const { model, events } = startOf(data, { ...setup, ...entry })
    const session = createSession({
      dataset: data.dataset,
      initialModel: model,
      startEvents: events,
      options: setup.options,
      clock: browserClock,
    })
    return { id: this.#nextId++, entry, store: new SessionStore(session), slots: assignSlots(model, data) }
  }
}

/** Whether a runner can go no further than it is shown. */
export function hasEnded({ stopReason, error, cursor, lastCursor }: Snapshot): boolean {
  return (error ?? stopReason) !== undefined && cursor === lastCursor
}

/** To a half-step, or to the end of the run before it. */
export function bring(session: Session, cursor: number): void {
  session.seek(cursor)
  let reached = -1
  while (session.getSnapshot().cursor < cursor && session.getSnapshot().cursor > reached) {
    reached = session.getSnapshot().cursor
    void session.stepHalf()
  }
}
