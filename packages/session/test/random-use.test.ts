import { em, monotonicityTolerance, type GaussianMixture } from '@mixtura/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HistoryFrame, Session, Snapshot } from '../src/index.ts'
import { heldEngine } from './engines.ts'
import { heaps, startSession } from './problems.ts'
import { LAST, Reference, uses } from './reference.ts'

const sequences = fc.array(uses, { minLength: 1, maxLength: 40 })

/** Must hold of every snapshot, whatever happened before. */
function checkSnapshot(snapshot: Snapshot): void {
  const { run, cursor, lastCursor, frame, responsibilitiesOf, monotone, halfStep, stopReason } = snapshot
  expect(cursor).toBeGreaterThanOrEqual(0)
  expect(cursor).toBeLessThanOrEqual(lastCursor)
  expect(lastCursor).toBeLessThanOrEqual(Math.max(0, 2 * run.frames.length - 1))
  expect(halfStep).toBe(cursor === 0 ? 'start' : cursor % 2 === 0 ? 'M' : 'E')
  if (run.frames.length > 0) expect(frame).toBe(run.frames[Math.floor(cursor / 2)])
  else expect(frame.lml).toBeUndefined()
  expect(responsibilitiesOf).toBe(run.frames[Math.ceil(cursor / 2) - 1])
  expect(stopReason).toBe(run.frames.length > LAST ? 'max-iterations' : undefined)

  const gains = run.frames.slice(1).map(({ lml }, i) => lml - run.frames[i]!.lml)
  expect(run.frames.map(({ gain }) => gain)).toEqual(run.frames.length === 0 ? [] : [undefined, ...gains])
  const falls = gains.flatMap((gain, i) => (gain < -monotonicityTolerance(run.frames[i + 1]!.lml) ? [i + 1] : []))
  const rises = gains.filter((gain, i) => gain > monotonicityTolerance(run.frames[i + 1]!.lml)).length
  expect(monotone).toEqual({ of: gains.length, rose: rises, level: gains.length - rises, falls: [], lowered: [] })
  expect(falls).toEqual([])
}

/** Sees to it that snapshots are new exactly when something changed, and that what was handed out stays as it was. */
function witness(session: Session): () => void {
  const frames = new Map<string, { frame: HistoryFrame; means: number[] }>()
  const seen: { snapshot: Snapshot; fields: Snapshot; frameCount: number }[] = []

  const look = (): void => {
    const snapshot = session.getSnapshot()
    const parts = Object.keys(snapshot) as (keyof Snapshot)[]
    const last = seen.at(-1)
    if (last) expect(parts.some((part) => snapshot[part] !== last.snapshot[part])).toBe(true)
    seen.push({ snapshot, fields: { ...snapshot }, frameCount: snapshot.run.frames.length })
    for (const run of [snapshot.run, ...snapshot.ghosts]) {
      for (const frame of run.frames) {
        const key = `${run.id}:${frame.iteration}`
        if (!frames.has(key)) frames.set(key, { frame, means: Array.from(frame.model.parameters.means) })
        expect(frame).toBe(frames.get(key)!.frame)
      }
    }
  }
  look()
  session.subscribe(look)

  return () => {
    expect(session.getSnapshot()).toBe(seen.at(-1)!.snapshot)
    for (const { snapshot, fields, frameCount } of seen) {
      expect({ ...snapshot }).toEqual(fields)
      expect(snapshot.run.frames).toHaveLength(frameCount)
    }
    for (const { frame, means } of frames.values()) {
      expect(Object.isFrozen(frame)).toBe(true)
      expect(Array.from(frame.model.parameters.means)).toEqual(means)
    }
  }
}

test('any sequence of uses leads where the rules say', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      const { session, clock } = startSession()
      const reference = new Reference()
      const checkWitness = witness(session)
      for (const use of sequence) {
        await use.act(session, clock)
        use.follow(reference)
        const snapshot = session.getSnapshot()
        checkSnapshot(snapshot)
        expect({
          id: snapshot.run.id,
          origin: snapshot.run.origin,
          cursor: snapshot.cursor,
          ghosts: snapshot.ghosts.map(({ id }) => id),
          lastCursor: snapshot.lastCursor,
          frames: snapshot.run.frames.length,
          canUndo: snapshot.canUndo,
          canRedo: snapshot.canRedo,
          playing: snapshot.playing,
          pending: clock.pending,
        }).toEqual({
          id: reference.place.id,
          origin: reference.place.origin,
          cursor: reference.place.cursor,
          ghosts: reference.place.ghosts,
          lastCursor: reference.lastCursor,
          frames: reference.frames.get(reference.place.id),
          canUndo: reference.past.length > 0,
          canRedo: reference.future.length > 0,
          playing: false,
          pending: 0,
        })
      }
      checkWitness()
    }),
    { numRuns: 300 },
  )
})

const lmlFrom = (start: GaussianMixture): number[] =>
  Array.from(
    em(heaps.dataset, { components: start.componentCount, init: start, tolerance: 0, maxIterations: LAST }),
    ({ lml }) => lml,
  )

test('however late the answers: one E-step in flight, and every run is the run of EM from its start', async () => {
  const meanwhile = fc.constantFrom('answer' as const, 'play' as const, 'wait' as const)
  const mixed = fc.array(fc.oneof(uses, meanwhile), { minLength: 1, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(mixed, async (sequence) => {
      const engine = heldEngine(heaps.dataset)
      const { session, clock } = startSession({ engine })
      const checkWitness = witness(session)
      const waiting: unknown[] = []
      for (const use of sequence) {
        if (typeof use !== 'string') waiting.push(use.act(session, clock))
        else if (use === 'play') session.play()
        else if (use === 'wait') clock.advance(300)
        else if (engine.open > 0) await engine.answer()
        checkSnapshot(session.getSnapshot())
        if (session.getSnapshot().computing) expect(engine.open).toBe(1)
      }
      while (engine.open > 0) await engine.answer()
      await Promise.all(waiting)
      expect(engine.mostOpen).toBe(1)
      checkWitness()

      const { run, ghosts, computing } = session.getSnapshot()
      expect(computing).toBe(false)
      for (const { frames } of [run, ...ghosts]) {
        if (frames.length === 0) continue
        expect(frames.map(({ lml }) => lml)).toEqual(lmlFrom(frames[0]!.model).slice(0, frames.length))
      }
      expect(run.frames.length).toBeGreaterThan(0)
      session.dispose()
      expect(clock.pending).toBe(0)
    }),
    { numRuns: 200 },
  )
})
