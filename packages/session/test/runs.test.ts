import { initialize, type Intervention } from '@mixtura/core'
import { describe, expect, test } from 'vitest'
import type { Session } from '../src/index.ts'
import { collapsing, heaps, oneDimensional, startSession, students } from './problems.ts'

const other = oneDimensional([-2, 2], 0.5)
const meansOf = (session: Session): number[] => session.getSnapshot().frame.model.means.to1DArray()
const ghostIds = (session: Session): number[] => session.getSnapshot().ghosts.map(({ id }) => id)

async function toTheEnd(session: Session): Promise<number[]> {
  while (session.getSnapshot().stopReason === undefined) await session.step()
  return session.getSnapshot().run.frames.map(({ lml }) => lml)
}

describe('edit', () => {
  test('starts a run from the model given; the old one stays as a ghost that says where it was left', async () => {
    const { session } = startSession()
    await session.step()
    await session.stepHalf()
    const left = session.getSnapshot().run
    session.edit(other, 'dragged ▲')
    const { run, ghosts, frame, cursor, canUndo } = session.getSnapshot()
    expect(run).toMatchObject({ label: 'dragged ▲', forkedAt: { runId: left.id, iteration: 1 }, stopReason: undefined })
    expect(run.id).not.toBe(left.id)
    expect(frame.iteration).toBe(0)
    expect(frame.lml).toBeCloseTo(other.lml(heaps.dataset), 12)
    expect(meansOf(session)).toEqual([-2, 2])
    expect([cursor, canUndo]).toEqual([0, true])
    expect(ghosts).toEqual([left])
    expect(ghosts[0]).toBe(left)
  })

  test('without a label has none', () => {
    const { session } = startSession()
    session.edit(other)
    expect(session.getSnapshot().run).not.toHaveProperty('label')
  })

  test('keeps the options of the run', async () => {
    const { session } = startSession({ options: { maxIterations: 2 } })
    session.edit(other)
    expect(await toTheEnd(session)).toHaveLength(3)
  })
})

describe('fork', () => {
  test('goes on from the model at the cursor as the run it left did', async () => {
    const { session } = startSession()
    const whole = await toTheEnd(session)
    session.seek(5)
    session.fork()
    expect(session.getSnapshot()).toMatchObject({ cursor: 0, run: { id: 2, forkedAt: { runId: 1, iteration: 2 } } })
    expect(ghostIds(session)).toEqual([1])
    expect((await toTheEnd(session)).slice(0, 3)).toEqual(whole.slice(2))
  })
})

describe('reset', () => {
  test('without argument is the same start and the same run', async () => {
    const { session } = startSession()
    const first = await toTheEnd(session)
    session.reset()
    expect(session.getSnapshot()).toMatchObject({ cursor: 0, lastCursor: 0, run: { id: 2 } })
    expect(session.getSnapshot().run).not.toHaveProperty('forkedAt')
    expect(await toTheEnd(session)).toEqual(first)
  })

  test('after an edit or a fork goes back to the start that was given', async () => {
    const { session } = startSession()
    const first = await toTheEnd(session)
    session.edit(other)
    await session.step()
    session.fork()
    session.reset()
    expect(await toTheEnd(session)).toEqual(first)
  })

  test('with a model goes there, and restarts there from then on', () => {
    const { session } = startSession()
    session.reset({ model: other })
    session.edit(heaps.initialModel)
    session.reset()
    expect(meansOf(session)).toEqual([-2, 2])
    session.undo()
    session.undo()
    session.undo()
    session.reset()
    expect(meansOf(session)).toEqual([-1, 0.5])
  })

  test('options are laid over those before; undefined asks for the default', async () => {
    const { session } = startSession({ options: { maxIterations: 2 } })
    session.reset({ model: other, options: { covariance: 'spherical' } })
    expect(await toTheEnd(session)).toHaveLength(3)
    session.reset()
    expect(await toTheEnd(session)).toHaveLength(3)
    expect(session.getSnapshot().frame.model.covariance).toBe('spherical')
    session.reset({ model: other, options: { maxIterations: undefined, tolerance: undefined } as never })
    expect((await toTheEnd(session)).length).toBeGreaterThan(3)
    expect(session.getSnapshot().stopReason).toBe('tolerance')
  })

  test('events of the start stand in frame 0', () => {
    const { session } = startSession()
    const events: Intervention[] = [{ iteration: 0, component: 1, cause: 'small-cluster', action: 'pool' }]
    session.reset({ model: other, events })
    expect(session.getSnapshot().frame.events).toEqual(events)
  })

  test('takes what initialize returns', () => {
    const { session } = startSession()
    session.reset(initialize(heaps.dataset, { components: 3, seed: 4 }))
    expect(session.getSnapshot().frame.model.componentCount).toBe(3)
  })
})

describe('undo and redo', () => {
  test('bring back run, cursor, history and ghosts, computing nothing', async () => {
    const { session } = startSession()
    await session.step()
    await session.stepHalf()
    const first = session.getSnapshot()
    session.edit(other)
    await session.step()
    await session.step()
    session.back()
    const second = session.getSnapshot()

    session.undo()
    expect(session.getSnapshot()).toEqual({ ...first, canRedo: true })
    expect(session.getSnapshot().run).toBe(first.run)
    session.redo()
    expect(session.getSnapshot()).toEqual(second)
    expect(session.getSnapshot().run).toBe(second.run)
  })

  test('a run that was brought back goes on, also under undo and redo', async () => {
    const { session } = startSession()
    session.edit(other)
    session.undo()
    await session.step()
    await session.step()
    session.redo()
    expect(session.getSnapshot().cursor).toBe(0)
    session.undo()
    expect(session.getSnapshot()).toMatchObject({ cursor: 4, run: { id: 1 } })
    expect(session.getSnapshot().run.frames).toHaveLength(3)
  })

  test('ghosts come and go with the runs that left them', () => {
    const { session } = startSession()
    session.edit(other)
    session.fork()
    session.reset()
    expect(ghostIds(session)).toEqual([1, 2, 3])
    session.undo()
    expect(ghostIds(session)).toEqual([1, 2])
    session.undo()
    expect(ghostIds(session)).toEqual([1])
    session.edit(heaps.initialModel)
    expect(ghostIds(session)).toEqual([1, 2])
    expect(session.getSnapshot()).toMatchObject({ canUndo: true, canRedo: false, run: { id: 5 } })
  })
})

describe('the evidence that lml never falls', () => {
  test('counts every gain of the run, not only those before the cursor', async () => {
    const { session } = startSession()
    await toTheEnd(session)
    session.seek(0)
    expect(session.getSnapshot().monotone).toEqual({ of: 4, rose: 4, level: 0, falls: [], lowered: [] })
  })

  test('takes no rounding for a fall, nor for a rise', async () => {
    const { session } = startSession({ ...students, options: { maxIterations: 200 } })
    const lml = await toTheEnd(session)
    expect(lml.some((value, i) => i > 0 && value < lml[i - 1]!)).toBe(true)
    const { rose, level, ...rest } = session.getSnapshot().monotone
    expect(rest).toEqual({ of: 200, falls: [], lowered: [] })
    expect(level).toBeGreaterThan(0)
    expect(rose + level).toBe(200)
  })

  test('tells falls that regularization causes from falls of EM', async () => {
    const { session } = startSession({ options: { maxIterations: 200 } })
    await toTheEnd(session)
    const optimum = session.getSnapshot().frame.model
    session.reset({ model: optimum, options: { regularization: 1, maxIterations: 3 } })
    await toTheEnd(session)
    const { monotone, run } = session.getSnapshot()
    const falls = run.frames.filter(({ gain }) => gain !== undefined && gain < -1e-9).map(({ iteration }) => iteration)
    expect(falls).toContain(1)
    expect(monotone).toMatchObject({ of: 3, rose: 3 - falls.length, falls: [], lowered: falls })
  })

  test('a fall that a repair causes is told by its iteration, and is no fall of EM', async () => {
    const { session } = startSession({ ...collapsing, options: { maxIterations: 100, onCollapse: 'reseed' } })
    while (session.getSnapshot().frame.events.length === 0) await session.step()
    const { frame, monotone } = session.getSnapshot()
    expect(frame.events[0]).toMatchObject({ cause: 'singular', action: 'reseed' })
    expect(frame.gain).toBeLessThan(0)
    expect(monotone).toMatchObject({ falls: [], lowered: [frame.iteration] })
  })
})
