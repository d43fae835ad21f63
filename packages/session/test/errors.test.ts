import { createEngine, Dataset, GaussianMixture, MixturaError } from '@mixtura/core'
import { describe, expect, test } from 'vitest'
import { createSession, type Session, type SessionOptions } from '../src/index.ts'
import { countingEngine } from './engines.ts'
import { collapsing, heaps, hopeless, oneDimensional, startSession, students } from './problems.ts'

/** The code of the error a call throws. */
function codeOf(call: () => unknown): string | undefined {
  try {
    call()
  } catch (error) {
    return error instanceof MixturaError ? error.code : String(error)
  }
  return undefined
}

describe('wrong arguments are refused before any work', () => {
  const { clock } = startSession()
  const twoColumns = Dataset.from(Array.from(heaps.dataset.values, (value) => [value, 0]))
  const creations: [string, Partial<SessionOptions>, string][] = [
    ['a model of other dimensions', { initialModel: students.initialModel }, 'bad-dimension'],
    ['an option there is none of', { options: { tolerence: 1 } as object }, 'unknown-option'],
    ['an option out of range', { options: { maxIterations: -1 } }, 'bad-option'],
    [
      'a policy that would change what is fixed',
      { options: { onCollapse: 'drop', fixed: { weights: true } } },
      'bad-option',
    ],
    [
      'more components than different points',
      { dataset: Dataset.from([[1], [2], [2]]), initialModel: oneDimensional([1, 2, 3], 1) },
      'too-few-distinct-points',
    ],
    [
      'a column without variance',
      { dataset: Dataset.from([[1], [1], [1]]), initialModel: oneDimensional([1], 1) },
      'constant-column',
    ],
    ['an engine bound to other samples', { engine: createEngine(collapsing.dataset) }, 'bad-option'],
    ['an engine bound to other columns', { engine: createEngine(twoColumns) }, 'bad-option'],
  ]
  test.each(creations)('createSession: %s', (_, change, code) => {
    expect(codeOf(() => createSession({ ...heaps, clock, ...change }))).toBe(code)
  })

  const calls: [string, (session: Session) => void, string][] = [
    ['edit to other dimensions', (session) => session.edit(students.initialModel), 'bad-dimension'],
    ['reset to other dimensions', (session) => session.reset({ model: students.initialModel }), 'bad-dimension'],
    [
      'reset with a wrong option',
      (session) => session.reset({ model: heaps.initialModel, options: { tolerance: Number.NaN } }),
      'bad-option',
    ],
    ['seek to no number', (session) => session.seek(Number.NaN), 'bad-option'],
    ['seek between half-steps', (session) => session.seek(1.5), 'bad-option'],
    ['a speed there is none of', (session) => session.setSpeed(3 as 2), 'bad-option'],
  ]
  test.each(calls)('%s, and nothing changes', async (_, call, code) => {
    const engine = countingEngine(heaps.dataset)
    const { session } = startSession({ engine })
    await session.step()
    const before = session.getSnapshot()
    const callsBefore = engine.calls
    expect(codeOf(() => call(session))).toBe(code)
    expect(session.getSnapshot()).toBe(before)
    expect(engine.calls).toBe(callsBefore)
    session.redo()
    expect(session.getSnapshot()).toBe(before)
  })

  test('a refused seek or speed does not stop a run that plays', () => {
    const { session, clock } = startSession()
    session.play()
    expect(codeOf(() => session.seek(0.5))).toBe('bad-option')
    expect(codeOf(() => session.setSpeed(7 as 5))).toBe('bad-option')
    clock.advance(500)
    expect(session.getSnapshot()).toMatchObject({ cursor: 2, playing: true, speed: 1 })
  })
})

describe('a start without density', () => {
  test('is shown with its error and no lml; undo leads out', () => {
    const { session } = startSession()
    const before = session.getSnapshot()
    session.edit(hopeless)
    const { frame, error, run, cursor, lastCursor, computing } = session.getSnapshot()
    expect(error?.code).toBe('density-underflow')
    expect(frame).toMatchObject({ model: hopeless, lml: undefined })
    expect([run.frames.length, cursor, lastCursor, computing]).toEqual([0, 0, 0, false])
    session.undo()
    expect(session.getSnapshot()).toEqual({ ...before, canRedo: true })
    session.redo()
    expect(session.getSnapshot().error).toBe(error)
  })

  test('does not keep a session from being made, nor play from ending', async () => {
    const { session, clock } = startSession({ initialModel: hopeless })
    expect(session.getSnapshot().error?.code).toBe('density-underflow')
    session.play()
    expect(session.getSnapshot()).toMatchObject({ playing: false, cursor: 0 })
    expect(clock.pending).toBe(0)
    await session.stepHalf()
    session.back()
    expect(session.getSnapshot()).toMatchObject({ cursor: 0, responsibilitiesOf: undefined })
  })
})

describe('a collapse under the policy error', () => {
  const start = (): ReturnType<typeof startSession> =>
    startSession({ ...collapsing, options: { onCollapse: 'error', maxIterations: 100 } })

  test('stops play after the E-step of the last good model, and only when its M-step is due', () => {
    const { session, clock } = start()
    session.play()
    let before = session.getSnapshot()
    while (session.getSnapshot().playing) {
      before = session.getSnapshot()
      expect(before.error).toBeUndefined()
      clock.runNext()
    }
    const { error, run, cursor, lastCursor, stopReason } = session.getSnapshot()
    expect(error?.code).toBe('component-collapsed')
    expect(run.frames.length).toBeGreaterThan(1)
    expect(cursor).toBe(2 * run.frames.length - 1)
    expect([before.cursor, lastCursor, stopReason]).toEqual([cursor, cursor, undefined])
    expect(clock.pending).toBe(0)
    for (const { lml, model } of run.frames) expect(lml).toBeCloseTo(model.lml(collapsing.dataset), 10)
  })

  test('the error stays while history is walked, and comes again when the run is asked to go on', async () => {
    const { session, clock } = start()
    session.play()
    while (clock.runNext());
    const { error, cursor } = session.getSnapshot()
    session.seek(0)
    await session.step()
    expect(session.getSnapshot()).toMatchObject({ error, cursor: 2 })
    session.play()
    while (clock.runNext());
    expect(session.getSnapshot()).toMatchObject({ error, cursor, playing: false })
    await session.step()
    expect(session.getSnapshot()).toMatchObject({ error, cursor })
  })

  test('another policy leads on from there', async () => {
    const { session, clock } = start()
    session.play()
    while (clock.runNext());
    const { model } = session.getSnapshot().frame
    session.reset({ model, options: { onCollapse: 'reseed' } })
    expect(session.getSnapshot().error).toBeUndefined()
    await session.step()
    expect(session.getSnapshot().frame.events).toMatchObject([{ cause: 'singular', action: 'reseed' }])
  })
})

test('a model that drops a component goes on with fewer', async () => {
  const { session } = startSession({ ...collapsing, options: { onCollapse: 'drop', maxIterations: 100 } })
  while (session.getSnapshot().stopReason === undefined) await session.step()
  const { frame } = session.getSnapshot()
  expect(frame.model).toBeInstanceOf(GaussianMixture)
  expect(frame.model.componentCount).toBe(1)
  session.fork()
  expect(session.getSnapshot().error).toBeUndefined()
})
