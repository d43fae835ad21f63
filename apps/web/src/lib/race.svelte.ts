import { createSession, type Session, type Snapshot } from '@mixtura/session'
import { browserClock } from './clock.ts'
import type { Data } from './data.ts'
import type { Setup } from './experiment.ts'
import type { Pace } from './pace.svelte.ts'
import { farRows, startOf } from './rows.ts'
import { SessionStore } from './session-store.ts'
import { slotsOfRun } from './slots.ts'

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

interface Course {
  readonly data: Data
  readonly setup: Setup
}

/** Several starts on the same data, under the same rules, by one clock. */
export class Race {
  runners: readonly Runner[] = $state.raw([])
  /** Half-steps since the start. */
  cursor: number = $state(0)
  playing: boolean = $state(false)

  readonly #pace: Pace
  #course: Course | undefined
  /** The last way that was asked for. */
  #going: unknown
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
  async prepare(data: Data, setup: Setup): Promise<void> {
    const { components, options } = setup
    const course = this.#course
    const isSame = course?.data === data && course.setup.components === components && course.setup.options === options
    if (isSame && this.runners.length > 0) return
    const fresh = (this.#course = { data, setup })
    this.runners = []
    this.pause()
    const runners = await Promise.all(this.#entries.map((entry) => this.#runnerFor(entry, fresh)))
    if (this.#course !== fresh) return
    this.runners = runners
    await this.#go(0)
  }

  /** Sends someone else, or one more, to the half-step that the others are at. */
  async enter(entry: Entry, instead?: Runner): Promise<void> {
    const course = this.#course!
    const runner = await this.#runnerFor(entry, course)
    await bring(runner.store.session, this.cursor)
    if (this.#course !== course) return
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
    void this.#go(cursor)
  }

  async play(): Promise<void> {
    this.playing = true
    if (this.isOver) await this.#go(0)
    await this.#beat()
  }

  pause(): void {
    this.playing = false
    this.#cancel?.()
  }

  async #beat(): Promise<void> {
    const speed = this.#pace.speedAt(this.cursor >> 1)
    await this.#go(this.cursor + (speed === 'max' ? 2 : 1))
    if (!this.playing) return
    if (this.isOver) return this.pause()
    this.#cancel = browserClock.schedule(() => void this.#beat(), speed === 'max' ? 0 : 500 / speed)
  }

  async #go(cursor: number): Promise<void> {
    const going = (this.#going = {})
    const isWanted = (): boolean => this.#going === going
    await Promise.all(this.runners.map(({ store }) => bring(store.session, cursor, isWanted)))
    if (!isWanted()) return
    // Nobody goes further than the last.
    this.cursor = Math.max(0, ...this.runners.map(({ store }) => store.session.getSnapshot().cursor))
  }

  async #runnerFor(entry: Entry, { data, setup }: Course): Promise<Runner> {
    const { model, events } = await startOf(data, { ...setup, ...entry })
    const far = await farRows(data)
    const session = createSession({
      dataset: data.dataset,
      initialModel: model,
      startEvents: events,
      ...(far && { engine: far.engine }),
      options: setup.options,
      clock: browserClock,
    })
    return {
      id: this.#nextId++,
      entry,
      store: new SessionStore(session),
      slots: slotsOfRun(model, data, setup.options),
    }
  }
}

/** Whether a runner can go no further than it is shown. */
export function hasEnded({ stopReason, error, cursor, lastCursor }: Snapshot): boolean {
  return (error ?? stopReason) !== undefined && cursor === lastCursor
}

/** To a half-step, or to the end of the run before it, unless that is not wanted any more. */
export async function bring(session: Session, cursor: number, isWanted = (): boolean => true): Promise<void> {
  session.seek(cursor)
  let reached = -1
  while (isWanted() && session.getSnapshot().cursor < cursor && session.getSnapshot().cursor > reached) {
    reached = session.getSnapshot().cursor
    await session.stepHalf()
  }
}
