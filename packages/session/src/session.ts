import { createEngine, type SufficientStatistics } from '@mixtura/core'
import { asMixturaError, checkCursor, checkEngine, checkSpeed, checkStart } from './check.ts'
import { isAtEnd, isBeyond, lastComputed, lastCursor, nextModel, previousModel, type Place } from './place.ts'
import { Metronome } from './metronome.ts'
import { RunRecord } from './run-record.ts'
import { isSame, snapshotOf } from './snapshot.ts'
import type { Run, Session, SessionOptions, Snapshot, Speed } from './types.ts'

/**
 * A session over one data set: EM's frames as they are asked for, a cursor over their half-steps, play, and undo.
 * Where the engine answers at once so does every method, and the first snapshot has the lml of the start.
 * @throws MixturaError on a model, options or an engine that do not fit the data set, before any work
 */
export function createSession(given: SessionOptions): Session {
  const {
    dataset,
    initialModel: model,
    startEvents: events = [],
    options = {},
    clock,
    onListenerError = report,
  } = given
  const engine = checkEngine(dataset, given.engine ?? createEngine(dataset))
  const metronome = new Metronome(clock, beat)
  const listeners = new Set<() => void>()
  const past: Place[] = []
  const future: Place[] = []

  let runCount = 1
  let place: Place = {
    record: new RunRecord({ id: runCount, origin: runCount }, checkStart(dataset, { model, events, options })),
    cursor: 0,
    furthest: 0,
    ghosts: [],
  }
  /** The cursor asked for, which is ahead of the one shown while a frame is being computed. */
  let target = 0
  /** The E-step under way, and what follows from its answer. There is never a second one. */
  let flight: Promise<void> | undefined
  let playing = false
  let speed: Speed = 1
  let disposed = false
  let snapshot: Snapshot = look()
  settle()

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    getSnapshot: () => snapshot,

    step: () => advance(nextModel(place.cursor)),
    stepHalf: () => advance(place.cursor + 1),
    back: () => show(previousModel(place.cursor)),
    backHalf: () => show(place.cursor - 1),
    seek: (cursor) => show(checkCursor(cursor)),

    play() {
      if (playing) return
      playing = true
      metronome.start()
    },
    pause() {
      if (!playing) return
      halt()
      settle()
    },
    setSpeed(wanted) {
      speed = checkSpeed(wanted)
      metronome.stop()
      settle()
    },

    edit(model, label) {
      const { options } = place.record.start
      const start = checkStart(dataset, { model, options })
      leaveFor(new RunRecord({ ...child(), ...(label !== undefined && { label }) }, start, place.record.origin))
    },
    fork() {
      const { start, origin } = place.record
      leaveFor(new RunRecord(child(), { ...start, model: snapshot.frame.model, events: [] }, origin))
    },
    reset(wanted) {
      const { origin, run } = place.record
      const start = wanted
        ? checkStart(dataset, { ...wanted, options: { ...origin.options, ...wanted.options } })
        : origin
      const id = ++runCount
      leaveFor(new RunRecord({ id, origin: wanted ? id : run.origin }, start))
    },
    undo: () => exchange(past, future),
    redo: () => exchange(future, past),

    dispose() {
      disposed = true
      metronome.stop()
      listeners.clear()
    },
  }

  // The cursor

  /** Shows what history holds. */
  function show(cursor: number): void {
    moveTo(Math.max(0, Math.min(cursor, lastCursor(place))))
    halt()
    settle()
  }

  /** Goes where history may not have got to yet. */
  async function advance(cursor: number): Promise<void> {
    halt()
    aim(cursor)
    settle()
    if (isWaiting()) await flight
  }

  function beat(): void {
    aim(speed === 'max' ? nextModel(place.cursor) : place.cursor + 1)
    settle()
  }

  /** Asks for a cursor; beyond what broke the run off, that is to try again. */
  function aim(cursor: number): void {
    target = cursor
    if (isBeyond(place.record.run, cursor)) place.record.error = undefined
  }

  /** Asks for nothing more. */
  function halt(): void {
    playing = false
    metronome.stop()
    target = place.cursor
  }

  function moveTo(cursor: number): void {
    place = { ...place, cursor, furthest: Math.max(place.furthest, cursor) }
  }

  // From run to run

  function child(): Pick<Run, 'id' | 'origin' | 'forkedAt'> {
    const { run, frame } = snapshot
    return { id: ++runCount, origin: run.origin, forkedAt: { runId: run.id, iteration: frame.iteration } }
  }

  function leaveFor(record: RunRecord): void {
    past.push(place)
    future.length = 0
    place = { record, cursor: 0, furthest: 0, ghosts: [...place.ghosts, place.record.run] }
    halt()
    settle()
  }

  /** Takes the newest place of one pile and lays the present one on the other. */
  function exchange(from: Place[], to: Place[]): void {
    const other = from.pop()
    if (other === undefined) return
    to.push(place)
    place = other
    halt()
    settle()
  }

  // The engine

  function isWaiting(): boolean {
    return isBeyond(place.record.run, target) && place.record.error === undefined
  }

  /** After every change: computes what is missing, goes there, goes on playing, and tells whoever listens. */
  function settle(): void {
    if (disposed) return
    while (isWaiting() && !flight) compute(place.record)
    if (!isWaiting()) arrive()
    publish()
  }

  /** One frame more, at once or in flight. */
  function compute(record: RunRecord): void {
    try {
      const answer = record.eStep(engine)
      if (answer instanceof Promise) flight = land(record, answer)
      else record.take(answer)
    } catch (problem) {
      record.error = asMixturaError(problem, engine)
    }
  }

  /** Takes a late answer, unless its run has been left. */
  async function land(record: RunRecord, answer: Promise<SufficientStatistics>): Promise<void> {
    try {
      const statistics = await answer
      if (record === place.record) record.take(statistics)
    } catch (problem) {
      if (record === place.record) record.error = asMixturaError(problem, engine)
    }
    flight = undefined
    settle()
    await flight
  }

  /** The cursor comes to its target, or to the last half-step before what stopped EM. */
  function arrive(): void {
    moveTo(Math.min(target, lastComputed(place.record.run)))
    if (!playing || place.cursor < target || isAtEnd(place)) halt()
    else metronome.next(speed)
  }

  function publish(): void {
    const next = look()
    if (isSame(snapshot, next)) return
    snapshot = next
    for (const listener of Array.from(listeners)) {
      try {
        listener()
      } catch (problem) {
        // The others are told all the same, and the session goes on.
        onListenerError(problem)
      }
    }
  }

  function look(): Snapshot {
    const flags = { playing, speed, computing: isWaiting(), canUndo: past.length > 0, canRedo: future.length > 0 }
    return snapshotOf(place, flags)
  }
}

/** Tells the console, where there is one. */
function report(problem: unknown): void {
  const { console } = globalThis as { console?: { error(problem: unknown): void } }
  console?.error(problem)
}
