import { GaussianMixture } from '@mixtura/core'
import { describe, expect, test } from 'vitest'
import type { Session, Snapshot } from '../src/index.ts'
import { countingEngine } from './engines.ts'
import { heaps, notebook, startSession, students } from './problems.ts'

/** h, half-step, the model shown, and the frame whose responsibilities colour the samples. */
const semantics: [number, Snapshot['halfStep'], number, number | undefined][] = [
  [0, 'start', 0, undefined],
  [1, 'E', 0, 0],
  [2, 'M', 1, 0],
  [3, 'E', 1, 1],
  [4, 'M', 2, 1],
  [5, 'E', 2, 2],
  [6, 'M', 3, 2],
  [7, 'E', 3, 3],
  [8, 'M', 4, 3],
  [9, 'E', 4, 4],
]

function reading(session: Session): [number, Snapshot['halfStep'], number, number | undefined] {
  const { cursor, halfStep, frame, responsibilitiesOf } = session.getSnapshot()
  return [cursor, halfStep, frame.iteration, responsibilitiesOf?.iteration]
}

async function toTheEnd(session: Session): Promise<void> {
  while (session.getSnapshot().stopReason === undefined) await session.step()
}

describe('the first snapshot', () => {
  test('has the start and its lml at once, where the engine answers at once', () => {
    const { session } = startSession(students)
    const { frame, run, ...rest } = session.getSnapshot()
    expect(frame).toBe(run.frames[0])
    expect(frame.lml).toBeCloseTo(notebook.initLml, 12)
    expect(rest).toEqual({
      ghosts: [],
      cursor: 0,
      halfStep: 'start',
      responsibilitiesOf: undefined,
      lastCursor: 0,
      stopReason: undefined,
      playing: false,
      computing: false,
      speed: 1,
      canUndo: false,
      canRedo: false,
      monotone: { of: 0, rose: 0, level: 0, falls: [], lowered: [] },
      error: undefined,
    })
  })

  test('may be the end already: maxIterations 0 leaves only the E-step of the start to see', async () => {
    const { session } = startSession({ options: { maxIterations: 0 } })
    expect(session.getSnapshot()).toMatchObject({ cursor: 0, lastCursor: 1, stopReason: 'max-iterations' })
    await session.step()
    expect(reading(session)).toEqual([1, 'E', 0, 0])
  })
})

describe('what a cursor shows', () => {
  test('stepping by halves', async () => {
    const { session } = startSession()
    const seen = [reading(session)]
    for (let h = 1; h < semantics.length; h++) {
      await session.stepHalf()
      seen.push(reading(session))
    }
    expect(seen).toEqual(semantics)
    await session.stepHalf()
    expect(reading(session)).toEqual(semantics.at(-1))
  })

  test.each(semantics)('sought: %i', async (...expected) => {
    const { session } = startSession()
    await toTheEnd(session)
    session.seek(expected[0])
    expect(reading(session)).toEqual(expected)
    const { frame, responsibilitiesOf, run } = session.getSnapshot()
    expect(frame).toBe(run.frames[expected[2]])
    expect(responsibilitiesOf).toBe(expected[3] === undefined ? undefined : run.frames[expected[3]])
  })

  test.each([
    // from, step, back, half a step on, half a step back
    [0, 2, 0, 1, 0],
    [1, 2, 0, 2, 0],
    [2, 4, 0, 3, 1],
    [3, 4, 2, 4, 2],
    [7, 8, 6, 8, 6],
    [8, 9, 6, 9, 7],
    [9, 9, 8, 9, 8],
  ])('from %i: step to %i, back to %i, by halves to %i and %i', async (from, step, back, on, off) => {
    const { session } = startSession()
    await toTheEnd(session)
    const moved = async (move: () => unknown): Promise<number> => {
      session.seek(from)
      await move()
      return session.getSnapshot().cursor
    }
    expect(await moved(session.step)).toBe(step)
    expect(await moved(session.back)).toBe(back)
    expect(await moved(session.stepHalf)).toBe(on)
    expect(await moved(session.backHalf)).toBe(off)
  })

  test('history ends at the last model, and at its E-step once that was seen or the run has stopped', async () => {
    const { session } = startSession()
    const ends: number[] = []
    const note = (): number => ends.push(session.getSnapshot().lastCursor)
    await session.step()
    note()
    await session.stepHalf()
    note()
    session.back()
    note()
    await session.step()
    note()
    await toTheEnd(session)
    note()
    expect(ends).toEqual([2, 3, 3, 4, 9])
  })

  test.each([
    [-3, 0],
    [1, 1],
    [4, 4],
    [7, 4],
  ])('seek(%i) is clamped to %i', async (asked, got) => {
    const { session } = startSession()
    await session.step()
    await session.step()
    session.seek(asked)
    expect(session.getSnapshot().cursor).toBe(got)
  })
})

describe('the three students', () => {
  test('stepping gives the lml of GaussianMixture.fit, bit by bit, and of the notebook', async () => {
    const { session } = startSession({ ...students, options: { maxIterations: 50 } })
    await toTheEnd(session)
    const lml = session.getSnapshot().run.frames.map((frame) => frame.lml)
    const fit = GaussianMixture.fit(students.dataset, {
      components: 3,
      init: students.initialModel,
      tolerance: 0,
      maxIterations: 50,
    })
    expect(lml).toEqual([fit.startLml, ...fit.lml])
    expect(lml).toHaveLength(51)
    for (const [i, value] of notebook.lml.entries()) expect(Math.abs(lml[i + 1]! - value)).toBeLessThan(1e-12)
    const { monotone, stopReason } = session.getSnapshot()
    expect(monotone).toEqual({ of: 50, rose: 50, level: 0, falls: [], lowered: [] })
    expect(stopReason).toBe('max-iterations')
  })

  test('by default the tolerance ends the run where it ends a fit', async () => {
    const { session } = startSession({ ...students, options: { tolerance: 1e-6, maxIterations: 1000 } })
    await toTheEnd(session)
    const fit = GaussianMixture.fit(students.dataset, { components: 3, init: students.initialModel })
    const { frame, stopReason, cursor, lastCursor } = session.getSnapshot()
    expect(stopReason).toBe('tolerance')
    expect(frame.iteration).toBe(fit.iterations)
    expect(frame.lml).toBe(fit.lml.at(-1))
    expect([cursor, lastCursor]).toEqual([2 * fit.iterations, 2 * fit.iterations + 1])
  })
})

test('going back and forth computes nothing twice', async () => {
  const engine = countingEngine(heaps.dataset)
  const { session, clock } = startSession({ engine })
  expect(engine.calls).toBe(1)
  await toTheEnd(session)
  expect(engine.calls).toBe(5)
  const { run, frame } = session.getSnapshot()
  for (let i = 0; i < 4; i++) session.back()
  expect(session.getSnapshot().cursor).toBe(0)
  for (let i = 0; i < 4; i++) await session.step()
  session.seek(0)
  session.play()
  while (clock.runNext());
  expect(session.getSnapshot().cursor).toBe(9)
  expect(session.getSnapshot().run, 'the run is the same object').toBe(run)
  expect(session.getSnapshot().frame).toBe(frame)
  expect(engine.calls).toBe(5)
})

test('history drops the statistics', async () => {
  const { session } = startSession()
  await session.step()
  for (const frame of session.getSnapshot().run.frames) {
    expect(Object.keys(frame)).toEqual(['iteration', 'model', 'lml', 'gain', 'events', 'effectiveCounts'])
    const shares = frame.model.responsibilities(heaps.dataset)
    frame.effectiveCounts.forEach((count, k) =>
      expect(count).toBeCloseTo(
        shares.getColumn(k).reduce((a, b) => a + b),
        9,
      ),
    )
    expect(Object.isFrozen(frame)).toBe(true)
  }
})

describe('subscribers', () => {
  test('hear of every change once, see the new snapshot, and nothing where nothing changes', async () => {
    const { session } = startSession()
    const heard: number[] = []
    const leave = session.subscribe(() => heard.push(session.getSnapshot().cursor))
    session.back()
    session.seek(0)
    session.pause()
    session.setSpeed(1)
    session.undo()
    session.redo()
    expect(heard).toEqual([])
    await session.step()
    await session.stepHalf()
    session.backHalf()
    expect(heard).toEqual([2, 3, 2])
    leave()
    await session.step()
    expect(heard).toEqual([2, 3, 2])
  })

  test('that come while others are told hear of the next change', async () => {
    const { session } = startSession()
    const heard: number[] = []
    const leave = session.subscribe(() => {
      leave()
      session.subscribe(() => heard.push(session.getSnapshot().cursor))
    })
    await session.step()
    expect(heard).toEqual([])
    await session.step()
    expect(heard).toEqual([4])
  })

  test('may drive the session', async () => {
    const { session } = startSession()
    session.subscribe(() => {
      if (session.getSnapshot().cursor === 2) session.back()
    })
    await session.step()
    expect(session.getSnapshot().cursor).toBe(0)
  })
})
