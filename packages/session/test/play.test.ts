import { describe, expect, test } from 'vitest'
import { createSession, type Clock, type Session, type Speed } from '../src/index.ts'
import { manualClock } from '../src/testing.ts'
import { heldEngine } from './engines.ts'
import { heaps, startSession } from './problems.ts'

const cursorOf = (session: Session): number => session.getSnapshot().cursor

/** When the cursor changed, and to what. */
function log(session: Session, clock: Clock): [time: number, cursor: number][] {
  const changes: [number, number][] = []
  let last = cursorOf(session)
  session.subscribe(() => {
    if (cursorOf(session) !== last) changes.push([clock.now(), (last = cursorOf(session))])
  })
  return changes
}

describe('play', () => {
  test.each([
    [0.5, 1000],
    [1, 500],
    [2, 250],
    [5, 100],
    [15, 500 / 15],
  ] as [Speed, number][])('at %d iterations a second: a half-step now, then one every %d ms', (speed, period) => {
    const { session, clock } = startSession()
    const changes = log(session, clock)
    session.setSpeed(speed)
    session.play()
    clock.advance(10_000)
    expect(changes.map(([, cursor]) => cursor)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    for (const [i, [time]] of changes.entries()) expect(time).toBeCloseTo(i * period, 9)
  })

  test('ends paused at the end, with no timer left', () => {
    const { session, clock } = startSession()
    session.play()
    clock.advance(3999)
    expect(session.getSnapshot()).toMatchObject({ cursor: 8, playing: true, stopReason: 'max-iterations' })
    clock.advance(1)
    const end = session.getSnapshot()
    expect(end).toMatchObject({ cursor: 9, lastCursor: 9, playing: false })
    expect(clock.pending).toBe(0)
    session.play()
    expect(session.getSnapshot()).toBe(end)
    expect(clock.pending).toBe(0)
  })

  test('from the middle of history it plays history', async () => {
    const { session, clock } = startSession()
    for (let i = 0; i < 5; i++) await session.step()
    session.seek(3)
    const changes = log(session, clock)
    session.play()
    while (clock.runNext());
    expect(changes.map(([, cursor]) => cursor)).toEqual([4, 5, 6, 7, 8, 9])
  })

  test('twice is once', () => {
    const { session, clock } = startSession()
    session.play()
    session.play()
    expect([cursorOf(session), clock.pending]).toEqual([1, 1])
  })

  test('after a pause counts from its own first half-step', () => {
    const { session, clock } = startSession()
    const changes = log(session, clock)
    session.play()
    clock.advance(100)
    session.pause()
    session.play()
    clock.advance(500)
    expect(changes).toEqual([
      [0, 1],
      [100, 2],
      [600, 3],
    ])
  })

  test('has one timer, also when a frame comes that was asked for before', async () => {
    const engine = heldEngine(heaps.dataset)
    const { session, clock } = startSession({ engine })
    await engine.answer()
    void session.step()
    session.play()
    expect([cursorOf(session), engine.open, clock.pending]).toEqual([1, 1, 1])
    await engine.answer()
    expect([cursorOf(session), engine.open, clock.pending]).toEqual([1, 0, 1])
  })

  test('a change of speed counts from the last half-step', () => {
    const { session, clock } = startSession()
    const changes = log(session, clock)
    session.play()
    clock.advance(300)
    session.setSpeed(0.5)
    clock.advance(700)
    session.setSpeed(15)
    clock.advance(0)
    session.setSpeed(2)
    clock.advance(250)
    expect(changes).toEqual([
      [0, 1],
      [1000, 2],
      [1250, 3],
    ])
    expect(clock.pending).toBe(1)
  })

  test('late timers do not add up', () => {
    const time = manualClock()
    const late: Clock = { now: time.now, schedule: (callback, delay) => time.schedule(callback, delay + 3) }
    const session = createSession({ ...heaps, clock: late, options: { tolerance: 0, maxIterations: 4 } })
    const changes = log(session, time)
    session.play()
    time.advance(10_000)
    expect(changes.map(([at]) => at)).toEqual([0, 503, 1003, 1503, 2003, 2503, 3003, 3503, 4003])
  })

  test('waits for a slow engine, and does not make up for what it missed', async () => {
    const engine = heldEngine(heaps.dataset)
    const { session, clock } = startSession({ engine })
    await engine.answer()
    const changes = log(session, clock)
    session.play()
    clock.advance(500)
    expect(session.getSnapshot()).toMatchObject({ cursor: 1, playing: true, computing: true })
    clock.advance(10_000)
    expect([engine.open, clock.pending]).toEqual([1, 0])
    await engine.answer()
    clock.advance(1000)
    await engine.answer()
    clock.advance(500)
    expect(changes).toEqual([
      [0, 1],
      [10_500, 2],
      [11_000, 3],
      [11_500, 4],
      [12_000, 5],
    ])
  })
})

describe('max', () => {
  test('goes model by model, and yields to the clock after each', () => {
    const { session, clock } = startSession()
    session.setSpeed('max')
    session.play()
    const cursors = [cursorOf(session)]
    while (clock.pending > 0) {
      expect(clock.pending).toBe(1)
      expect(session.getSnapshot().playing).toBe(true)
      clock.runNext()
      cursors.push(cursorOf(session))
    }
    expect(cursors).toEqual([2, 4, 6, 8, 9])
    expect(session.getSnapshot().playing).toBe(false)
    expect(clock.now()).toBe(0)
  })

  test('can be paused in between', () => {
    const { session, clock } = startSession()
    session.setSpeed('max')
    session.play()
    clock.schedule(session.pause, 0)
    while (clock.runNext());
    expect(session.getSnapshot()).toMatchObject({ cursor: 4, playing: false })
  })
})

describe('everything but play and setSpeed pauses', () => {
  const actions: [string, (session: Session) => unknown][] = [
    ['pause', (session) => session.pause()],
    ['step', (session) => session.step()],
    ['stepHalf', (session) => session.stepHalf()],
    ['back', (session) => session.back()],
    ['backHalf', (session) => session.backHalf()],
    ['seek', (session) => session.seek(1)],
    ['edit', (session) => session.edit(heaps.initialModel)],
    ['fork', (session) => session.fork()],
    ['reset', (session) => session.reset()],
    ['undo', (session) => session.undo()],
  ]
  test.each(actions)('%s', (_, act) => {
    const { session, clock } = startSession()
    session.fork()
    session.play()
    clock.advance(600)
    expect([cursorOf(session), clock.pending]).toEqual([2, 1])
    act(session)
    const { cursor } = session.getSnapshot()
    expect([session.getSnapshot().playing, clock.pending]).toEqual([false, 0])
    clock.advance(10_000)
    expect(cursorOf(session)).toBe(cursor)
  })
})

test('dispose leaves no timer and no listener, and nothing changes any more', async () => {
  const { session, clock } = startSession()
  let heard = 0
  session.subscribe(() => heard++)
  session.play()
  const before = session.getSnapshot()
  const heardBefore = heard
  session.dispose()
  expect(clock.pending).toBe(0)
  await session.step()
  session.play()
  session.seek(0)
  session.fork()
  session.undo()
  session.setSpeed(5)
  expect(clock.pending).toBe(0)
  expect(session.getSnapshot()).toBe(before)
  expect(heard).toBe(heardBefore)
})

test('several sessions on one clock go in step', () => {
  const clock = manualClock()
  const sessions = [1, 2, 3].map(() => createSession({ ...heaps, clock, options: { tolerance: 0, maxIterations: 4 } }))
  for (const session of sessions) session.play()
  for (let time = 0; time < 5000; time += 50) {
    clock.advance(50)
    expect(new Set(sessions.map(cursorOf)).size).toBe(1)
  }
  expect(sessions.map(cursorOf)).toEqual([9, 9, 9])
})

describe('the manual clock', () => {
  test('calls back in the order of time, then of scheduling, and what is scheduled on the way', () => {
    const clock = manualClock()
    const calls: [string, number][] = []
    const note = (name: string) => (): void => void calls.push([name, clock.now()])
    clock.schedule(note('c'), 20)
    clock.schedule(note('a'), 10)
    clock.schedule(note('b'), 10)
    clock.schedule(() => clock.schedule(note('d'), 5), 20)
    const cancel = clock.schedule(note('never'), 15)
    cancel()
    clock.advance(24)
    expect(clock.now()).toBe(24)
    expect(clock.pending).toBe(1)
    clock.advance(1)
    expect(calls).toEqual([
      ['a', 10],
      ['b', 10],
      ['c', 20],
      ['d', 25],
    ])
    expect(clock.runNext()).toBe(false)
  })
})
