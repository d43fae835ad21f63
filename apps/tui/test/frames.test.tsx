import { stripVTControlCharacters } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { coloured } from '../src/style.ts'
import { keys, openScreen, type ScreenOptions } from './screen.tsx'

let screen: Awaited<ReturnType<typeof openScreen>>
const open = async (options?: ScreenOptions): Promise<typeof screen> => (screen = await openScreen(options))
afterEach(() => screen.close())

/** Plays at full speed to the end. */
const toTheEnd = async (): Promise<void> => {
  await screen.type('+', '+', '+', '+', '+', ' ')
  await screen.pass(10_000)
}
const golden = (name: string): string => `frames/${name}.txt`

describe('whole frames', () => {
  test('the start at 80 × 24', async () => {
    await open()
    await expect(screen.frame()).toMatchFileSnapshot(golden('start-80x24'))
  })

  test('the first E-step at 80 × 24', async () => {
    await open()
    await screen.type('.')
    await expect(screen.frame()).toMatchFileSnapshot(golden('first-e-step-80x24'))
  })

  test('converged with the truth at 80 × 24', async () => {
    await open()
    await toTheEnd()
    await screen.type('t')
    await expect(screen.frame()).toMatchFileSnapshot(golden('converged-truth-80x24'))
  })

  test('converged with the truth at 120 × 40', async () => {
    await open({ columns: 120, rows: 40 })
    await toTheEnd()
    await screen.type('t')
    await expect(screen.frame()).toMatchFileSnapshot(golden('converged-truth-120x40'))
  })

  test('in blocks, and in ASCII', async () => {
    await open({ view: { marker: 'block' } })
    await screen.type(keys.right, '.')
    await expect(screen.frame()).toMatchFileSnapshot(golden('e-step-blocks-80x24'))
    await screen.type('m', 't')
    await expect(screen.frame()).toMatchFileSnapshot(golden('e-step-ascii-80x24'))
    expect(screen.frame()).toMatch(/^[\n -~]*$/)
  })

  test('the sheet of keys', async () => {
    await open()
    await screen.type('?')
    await expect(screen.frame()).toMatchFileSnapshot(golden('keys-80x24'))
    expect(screen.frame()).not.toContain('…')
  })

  test('colour changes nothing but colour', async () => {
    await open()
    await toTheEnd()
    const inPlain = screen.frame()
    expect(inPlain).not.toContain('\u001B')
    await screen.close()
    await open({ style: coloured })
    await toTheEnd()
    expect(screen.frame()).toContain('\u001B[94m')
    expect(stripVTControlCharacters(screen.frame())).toBe(inPlain)
  })
})

test.each([
  [80, 24],
  [120, 40],
  [200, 60],
  [81, 25],
])('at %s × %s a frame leaves the last row free and no line is too long', async (columns, rows) => {
  await open({ columns, rows })
  for (const key of ['.', 't', '?', '?', 'z', 'm', 'm', ']', ']']) {
    await screen.type(key)
    expect(screen.lines().length).toBeLessThanOrEqual(rows - 1)
    for (const line of screen.lines()) expect(line.length).toBeLessThanOrEqual(columns)
  }
})
