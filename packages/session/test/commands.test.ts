import { describe, expect, test } from 'vitest'
import { sessionCommands, type Command, type Session, type SessionCommandId } from '../src/index.ts'
import { startSession } from './problems.ts'

function commandsOf(session: Session): Record<SessionCommandId, Command> {
  return Object.fromEntries(sessionCommands(session).map((command) => [command.id, command])) as never
}

const enabledIn = (session: Session): string[] =>
  sessionCommands(session)
    .filter((command) => command.enabled(session.getSnapshot()))
    .map(({ id }) => id)

test('the table: ids, keys and groups; no key twice', () => {
  const table = sessionCommands(startSession().session)
  expect(table.map(({ id, keys, group }) => [id, ...keys, group])).toEqual([
    ['play-pause', 'Space', 'time'],
    ['step', 'ArrowRight', 'time'],
    ['back', 'ArrowLeft', 'time'],
    ['half-step', '.', 'time'],
    ['half-back', ',', 'time'],
    ['first', 'Home', 'time'],
    ['last', 'End', 'time'],
    ['slower', '-', 'time'],
    ['faster', '+', 'time'],
    ['restart', 'r', 'start'],
    ['undo', 'Ctrl+z', 'edit'],
    ['redo', 'Ctrl+Shift+z', 'edit'],
  ])
  expect(new Set(table.flatMap(({ keys }) => keys)).size).toBe(table.length)
  for (const { label } of table) expect(label).toMatch(/^[A-Z]/)
})

describe('each command does what it is called', () => {
  test('moving', async () => {
    const { session } = startSession()
    const commands = commandsOf(session)
    const cursors: number[] = []
    for (const id of ['step', 'half-step', 'step', 'half-back', 'back', 'first', 'last', 'first'] as const) {
      await commands[id].run()
      cursors.push(session.getSnapshot().cursor)
    }
    expect(cursors).toEqual([2, 3, 4, 3, 2, 0, 4, 0])
  })

  test('playing and pausing', () => {
    const { session } = startSession()
    const commands = commandsOf(session)
    void commands['play-pause'].run()
    expect(session.getSnapshot().playing).toBe(true)
    void commands['play-pause'].run()
    expect(session.getSnapshot().playing).toBe(false)
  })

  test('speeds, from one end to the other', () => {
    const { session } = startSession()
    const { slower, faster } = commandsOf(session)
    const visited = [session.getSnapshot().speed]
    for (const command of [slower, slower, faster, faster, faster, faster, faster, faster]) {
      void command.run()
      visited.push(session.getSnapshot().speed)
    }
    expect(visited).toEqual([1, 0.5, 0.5, 1, 2, 5, 15, 'max', 'max'])
  })

  test('restart, undo, redo', () => {
    const { session } = startSession()
    const { restart, undo, redo } = commandsOf(session)
    const ids = [restart, undo, redo].map((command) => {
      void command.run()
      return session.getSnapshot().run.id
    })
    expect(ids).toEqual([2, 1, 2])
  })
})

test('a command is enabled exactly where it would change something', async () => {
  const { session, clock } = startSession()
  expect(enabledIn(session)).toEqual(['play-pause', 'step', 'half-step', 'slower', 'faster', 'restart'])
  session.setSpeed(0.5)
  await session.step()
  session.back()
  expect(enabledIn(session)).toEqual(['play-pause', 'step', 'half-step', 'last', 'faster', 'restart'])
  session.setSpeed('max')
  session.play()
  while (clock.runNext());
  expect(enabledIn(session)).toEqual(['back', 'half-back', 'first', 'slower', 'restart'])
  session.backHalf()
  expect(enabledIn(session)).toEqual([
    'play-pause',
    'step',
    'back',
    'half-step',
    'half-back',
    'first',
    'last',
    'slower',
    'restart',
  ])
  session.reset()
  expect(enabledIn(session)).toContain('undo')
  session.undo()
  expect(enabledIn(session)).toContain('redo')

  const before = session.getSnapshot()
  const disabled = sessionCommands(session).filter((command) => !command.enabled(before))
  expect(disabled.map(({ id }) => id)).toEqual(['faster', 'undo'])
  for (const command of disabled) await command.run()
  expect(session.getSnapshot()).toBe(before)
})
