import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createProgress, paceText } from '../src/progress.ts'

const watched = (isTTY: boolean) => {
  const stderr = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 20 })
  let time = 0
  const progress = createProgress(stderr, () => time)
  return {
    progress,
    text: (): string => String(stderr.read() ?? ''),
    pass: (milliseconds: number): void => void (time += milliseconds),
  }
}

test('work of less than a second is not spoken of', () => {
  const { progress, pass, text } = watched(true)
  pass(999)
  progress.say(() => 'working')
  progress.clear()
  expect(text()).toBe('')
})

test('longer work is, ten times a second, on one line that is taken away in the end', () => {
  const { progress, pass, text } = watched(true)
  pass(1000)
  progress.say(() => 'iteration 1, and so on, and so on')
  expect(text()).toBe('\r\u001B[Kiteration 1, and so')
  pass(99)
  progress.say(() => 'iteration 2')
  expect(text()).toBe('')
  pass(1)
  progress.say(() => 'iteration 3')
  expect(text()).toBe('\r\u001B[Kiteration 3')
  progress.clear()
  expect(text()).toBe('\r\u001B[K')
})

test('nothing is said where nobody looks', () => {
  const { progress, pass, text } = watched(false)
  pass(5000)
  progress.say(() => 'iteration 1')
  progress.clear()
  expect(text()).toBe('')
})

test('the pace, and the time that is left at that pace', () => {
  expect(paceText(10, 110, 'iterations', 1000)).toBe('10 iterations/s · at most 10 s left')
  expect(paceText(1, 121, 'MB', 2000)).toBe('0.5 MB/s · at most 4 min left')
  expect(paceText(12_345, 1e9, 'rows', 1000)).toBe('12 000 rows/s · at most 22.5 h left')
})
