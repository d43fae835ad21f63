import { MixturaError } from '@mixtura/core'
import { describe, expect, test } from 'vitest'
import { heldEngine, type HeldEngine } from './engines.ts'
import { heaps, oneDimensional, startSession } from './problems.ts'

function startHeld(): ReturnType<typeof startSession> & { engine: HeldEngine } {
  const engine = heldEngine(heaps.dataset)
  return { ...startSession({ engine }), engine }
}

/** The lml of a run whose engine answers at once. */
async function expectedLml(model = heaps.initialModel): Promise<number[]> {
  const { session } = startSession({ initialModel: model })
  while (session.getSnapshot().stopReason === undefined) await session.step()
  return session.getSnapshot().run.frames.map(({ lml }) => lml)
}

describe('an engine that takes its time', () => {
  test('the start is shown while its lml is awaited', async () => {
    const { session, engine } = startHeld()
    const { frame, run, lastCursor, computing } = session.getSnapshot()
    expect(frame).toEqual({ iteration: 0, model: heaps.initialModel, lml: undefined, gain: undefined, events: [] })
    expect([run.frames.length, lastCursor, computing]).toEqual([0, 0, true])
    await engine.answer()
    const after = session.getSnapshot()
    expect(after.frame).toBe(after.run.frames[0])
    expect(after.frame.lml).toBe((await expectedLml())[0])
    expect(after.computing).toBe(false)
  })

  test('a step resolves when it has arrived', async () => {
    const { session, engine } = startHeld()
    let arrived = false
    const step = session.step().then(() => (arrived = true))
    await engine.answer()
    expect(session.getSnapshot()).toMatchObject({ cursor: 0, computing: true })
    expect(arrived).toBe(false)
    await engine.answer()
    await step
    expect(session.getSnapshot()).toMatchObject({ cursor: 2, computing: false })
  })

  test('steps asked for while one is under way are that one', async () => {
    const { session, engine } = startHeld()
    await engine.answer()
    const steps = Promise.all([session.step(), session.step(), session.step()])
    expect(engine.open).toBe(1)
    await engine.answer()
    await steps
    expect(session.getSnapshot().cursor).toBe(2)
    expect([engine.open, engine.calls, engine.mostOpen]).toEqual([0, 2, 1])
  })

  test('the first half-step only needs the answer that is under way', async () => {
    const { session, engine } = startHeld()
    const half = session.stepHalf()
    expect(session.getSnapshot().cursor).toBe(0)
    await engine.answer()
    await half
    expect(session.getSnapshot()).toMatchObject({ cursor: 1, halfStep: 'E', computing: false })
    expect(engine.calls).toBe(1)
  })

  test('going back instead leaves the cursor there, and keeps the frame', async () => {
    const { session, engine } = startHeld()
    await engine.answer()
    const step = session.step()
    session.back()
    expect(session.getSnapshot().computing).toBe(false)
    await engine.answer()
    await step
    expect(session.getSnapshot().cursor).toBe(0)
    expect(session.getSnapshot().run.frames).toHaveLength(2)
    await session.step()
    expect(session.getSnapshot().cursor).toBe(2)
    expect(engine.calls).toBe(2)
  })

  test('pausing what does not play leaves a step under way', async () => {
    const { session, engine } = startHeld()
    await engine.answer()
    const step = session.step()
    session.pause()
    await engine.answer()
    await step
    expect(session.getSnapshot().cursor).toBe(2)
  })

  test('pausing while a frame is awaited holds the cursor', async () => {
    const { session, engine, clock } = startHeld()
    await engine.answer()
    session.setSpeed('max')
    session.play()
    session.pause()
    await engine.answer()
    expect(session.getSnapshot()).toMatchObject({ cursor: 0, playing: false, computing: false })
    expect(clock.pending).toBe(0)
  })
})

describe('late answers of a run that was left', () => {
  const other = oneDimensional([-2, 2], 0.5)

  test.each([
    ['reset', other],
    ['edit', other],
    ['restart', heaps.initialModel],
  ] as const)('%s', async (how, model) => {
    const { session, engine } = startHeld()
    await engine.answer()
    const step = session.step()
    if (how === 'edit') session.edit(model)
    else session.reset(how === 'reset' ? { model } : undefined)

    expect(engine.open, 'one E-step in flight: that of the old run').toBe(1)
    expect(session.getSnapshot().computing).toBe(true)
    await engine.answer()
    expect(session.getSnapshot().run.frames, 'its answer is not taken').toHaveLength(0)
    expect(session.getSnapshot().ghosts[0]!.frames).toHaveLength(1)

    while (engine.open > 0) await engine.answer()
    await step
    expect(session.getSnapshot().cursor).toBe(0)
    while (session.getSnapshot().stopReason === undefined) {
      const next = session.step()
      await engine.answer()
      await next
    }
    expect(session.getSnapshot().run.frames.map(({ lml }) => lml)).toEqual(await expectedLml(model))
    expect(engine.mostOpen).toBe(1)
  })

  test('a run that undo brings back asks again for what was dropped', async () => {
    const { session, engine } = startHeld()
    session.edit(other)
    await engine.answer()
    session.undo()
    await engine.answer()
    expect(session.getSnapshot().run.frames).toHaveLength(0)
    await engine.answer()
    expect(session.getSnapshot().frame.lml).toBe((await expectedLml())[0])
    expect([engine.open, engine.mostOpen]).toEqual([0, 1])
  })

  test('neither is its failure reported', async () => {
    const { session, engine } = startHeld()
    session.reset({ model: other })
    await engine.fail(new Error('too late'))
    expect(session.getSnapshot().error).toBeUndefined()
    await engine.answer()
    expect(session.getSnapshot().frame.lml).toBe((await expectedLml(other))[0])
    session.undo()
    expect(session.getSnapshot()).toMatchObject({ error: undefined, computing: true })
  })
})

describe('an engine that fails', () => {
  test('its MixturaError is reported as it is, and the next step tries again', async () => {
    const { session, engine, clock } = startHeld()
    await engine.answer()
    session.setSpeed('max')
    session.play()
    const problem = new MixturaError('unsupported', { cause: 'No.', remedy: 'Do not.' })
    await engine.fail(problem)
    expect(session.getSnapshot()).toMatchObject({ error: problem, playing: false, computing: false, cursor: 1 })
    expect(clock.pending).toBe(0)

    const step = session.step()
    expect(session.getSnapshot()).toMatchObject({ error: undefined, computing: true })
    await engine.answer()
    await step
    expect(session.getSnapshot()).toMatchObject({ error: undefined, cursor: 2 })
    expect(session.getSnapshot().frame.lml).toBe((await expectedLml())[1])
  })

  test('any other failure gets a code, and keeps its cause', async () => {
    const { session, engine } = startHeld()
    const crash = new TypeError('the worker is gone')
    await engine.fail(crash)
    const { error, frame } = session.getSnapshot()
    expect(error).toBeInstanceOf(MixturaError)
    expect(error).toMatchObject({ code: 'engine-failed', value: crash })
    expect(error!.message).toBe(
      `The engine ${engine.name} failed: the worker is gone. Try again, or choose another engine.`,
    )
    expect(frame.lml).toBeUndefined()
  })
})

test('after dispose an answer changes nothing, and a step that waited ends', async () => {
  const { session, engine, clock } = startHeld()
  await engine.answer()
  const step = session.step()
  const before = session.getSnapshot()
  session.dispose()
  await engine.answer()
  await step
  expect(session.getSnapshot()).toBe(before)
  expect([engine.open, clock.pending]).toEqual([0, 0])
})
