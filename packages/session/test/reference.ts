import fc from 'fast-check'
import { speeds, type Session, type Speed } from '../src/index.ts'
import type { ManualClock } from '../src/testing.ts'
import { oneDimensional } from './problems.ts'

/** startSession's runs have frames 0 … 4. */
export const LAST = 4
const models = [oneDimensional([-2, 2], 0.5), oneDimensional([0, 1], 2), oneDimensional([-1, 0, 1], 1)]

/** What undo is about, in numbers: a run is known by its id and by how many frames of it there are. */
interface Expected {
  id: number
  /** The run whose start was given. */
  origin: number
  cursor: number
  furthest: number
  ghosts: number[]
}

/** The session's rules once more, without EM, clock and engine. */
export class Reference {
  place: Expected = { id: 1, origin: 1, cursor: 0, furthest: 0, ghosts: [] }
  past: Expected[] = []
  future: Expected[] = []
  frames = new Map([[1, 1]])

  get #count(): number {
    return this.frames.get(this.place.id)!
  }
  get lastCursor(): number {
    return this.#count > LAST ? 2 * LAST + 1 : Math.max(2 * (this.#count - 1), this.place.furthest)
  }
  #go(cursor: number): void {
    this.place = { ...this.place, cursor, furthest: Math.max(this.place.furthest, cursor) }
  }
  forward(cursor: number): void {
    const reached = Math.min(cursor, 2 * LAST + 1)
    this.frames.set(this.place.id, Math.max(this.#count, Math.floor(reached / 2) + 1))
    this.#go(reached)
  }
  seek(cursor: number): void {
    this.#go(Math.max(0, Math.min(cursor, this.lastCursor)))
  }
  branch(isGiven: boolean): void {
    const id = this.frames.size + 1
    const origin = isGiven ? id : this.place.origin
    this.frames.set(id, 1)
    this.past.push(this.place)
    this.future = []
    this.place = { id, origin, cursor: 0, furthest: 0, ghosts: [...this.place.ghosts, this.place.id] }
  }
  undo(): void {
    if (this.past.length === 0) return
    this.future.push(this.place)
    this.place = this.past.pop()!
  }
  redo(): void {
    if (this.future.length === 0) return
    this.past.push(this.place)
    this.place = this.future.pop()!
  }
}

export interface Use {
  readonly name: string
  act(session: Session, clock: ManualClock): unknown
  follow(reference: Reference): void
}

const plain = (name: 'fork' | 'undo' | 'redo', follow: Use['follow']): fc.Arbitrary<Use> =>
  fc.constant({ name, act: (session) => session[name](), follow })

const model = fc.constantFrom(...models)
export const uses: fc.Arbitrary<Use> = fc.oneof(
  fc.constant<Use>({
    name: 'step',
    act: (session) => session.step(),
    follow: (reference) => reference.forward(reference.place.cursor + 2 - (reference.place.cursor % 2)),
  }),
  fc.constant<Use>({
    name: 'stepHalf',
    act: (session) => session.stepHalf(),
    follow: (reference) => reference.forward(reference.place.cursor + 1),
  }),
  fc.constant<Use>({
    name: 'back',
    act: (session) => session.back(),
    follow: (reference) => reference.seek(reference.place.cursor - (reference.place.cursor % 2 === 0 ? 2 : 1)),
  }),
  fc.constant<Use>({
    name: 'backHalf',
    act: (session) => session.backHalf(),
    follow: (reference) => reference.seek(reference.place.cursor - 1),
  }),
  fc.integer({ min: -2, max: 12 }).map((cursor) => ({
    name: `seek ${cursor}`,
    act: (session: Session) => session.seek(cursor),
    follow: (reference: Reference) => reference.seek(cursor),
  })),
  model.map((edited) => ({
    name: 'edit',
    act: (session: Session) => session.edit(edited),
    follow: (reference: Reference) => reference.branch(false),
  })),
  fc.option(model, { nil: undefined }).map((start) => ({
    name: start ? 'reset' : 'restart',
    act: (session: Session) => session.reset(start && { model: start }),
    follow: (reference: Reference) => reference.branch(start !== undefined),
  })),
  plain('fork', (reference) => reference.branch(false)),
  plain('undo', (reference) => reference.undo()),
  plain('redo', (reference) => reference.redo()),
  fc.tuple(fc.constantFrom<Speed>(...speeds), fc.integer({ min: 1, max: 12 })).map(([speed, halves]) => ({
    name: `play ${halves} half-steps at ${speed}`,
    act: (session: Session, clock: ManualClock) => {
      session.setSpeed(speed)
      session.play()
      if (speed !== 'max') clock.advance((halves - 1) * (500 / speed) + 1)
      session.pause()
    },
    follow: (reference: Reference) => {
      const { cursor } = reference.place
      if (speed === 'max') return reference.forward(cursor + 2 - (cursor % 2))
      for (let half = 0; half < halves; half++) reference.forward(reference.place.cursor + 1)
    },
  })),
)
