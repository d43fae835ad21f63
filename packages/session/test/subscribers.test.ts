import { Dataset, initialize } from '@mixtura/core'
import { expect, test } from 'vitest'
import { createSession } from '../src/index.ts'
import { manualClock } from '../src/testing.ts'

test('a subscriber that throws neither stops the session nor keeps the others from being told', async () => {
  const dataset = Dataset.from([[0], [1], [9], [10]])
  const { model: initialModel } = initialize(dataset, { components: 2, init: 'random' })
  const problems: unknown[] = []
  const clock = manualClock()
  const onListenerError = (problem: unknown): void => void problems.push(problem)
  const session = createSession({ dataset, initialModel, clock, onListenerError })
  const told: string[] = []
  session.subscribe(() => void told.push('before'))
  session.subscribe(() => {
    throw new Error('a view is broken')
  })
  session.subscribe(() => void told.push('after'))
  await session.step()
  const changes = told.length / 2
  expect(changes).toBeGreaterThan(0)
  expect(told.filter((who) => who === 'after')).toHaveLength(changes)
  expect(problems).toHaveLength(changes)
  session.play()
  clock.advance(5000)
  expect(told.filter((who) => who === 'after').length).toBeGreaterThan(changes)
  expect(problems).toHaveLength(told.length / 2)
})
