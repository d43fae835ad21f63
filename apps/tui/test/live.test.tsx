import { Dataset } from '@mixtura/core'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Problem } from '../src/problem.ts'
import { keys, openScreen, type ScreenOptions } from './screen.tsx'

let screen: Awaited<ReturnType<typeof openScreen>>
const open = async (options?: ScreenOptions): Promise<typeof screen> => (screen = await openScreen(options))
afterEach(() => screen.close())

/** Two clouds in D columns, far apart. */
const clouds = (dimension: number, sampleCount = 40): Problem => ({
  title: 'clouds.csv',
  dataset: Dataset.from(
    Array.from({ length: sampleCount }, (_, i) =>
      Array.from({ length: dimension }, (_, j) => (i % 2) * 10 + Math.sin(i * (j + 1)) + j),
    ),
  ),
  columns: Array.from({ length: dimension }, (_, j) => `c${j + 1}`),
  names: Array.from({ length: dimension }, (_, j) => `c${j + 1}`),
  noun: 'row',
  components: 2,
})

describe('time', () => {
  test('step, half-step and back say where they are', async () => {
    await open()
    expect(screen.lines()[0]).toContain('iter 0 ')
    await screen.type(keys.right)
    expect(screen.lines()[0]).toMatch(/iter 1 .* E ▸\[M\]/)
    await screen.type('.')
    expect(screen.lines()[0]).toMatch(/iter 1 .*\[E\]▸ M/)
    await screen.type(',', ',')
    expect(screen.lines()[0]).toMatch(/iter 0\/1 .*\[E\]▸ M/)
    await screen.type(keys.left)
    expect(screen.lines()[0]).toMatch(/iter 0\/1 .* E ▸ M/)
  })

  test('play goes at its speed and pauses', async () => {
    await open()
    await screen.type('+', '+', ' ')
    expect(screen.frame()).toContain('▸ 5/s')
    await screen.pass(2000)
    expect(screen.lines()[0]).toMatch(/iter 1\d /)
    await screen.type(' ')
    expect(screen.frame()).toContain('‖ 5/s')
    await screen.type('-')
    expect(screen.frame()).toContain('‖ 2/s')
  })

  test('home, end and ten at a time scrub what has been computed', async () => {
    await open()
    await screen.type('+', '+', '+', '+', '+', ' ')
    await screen.pass(10_000)
    expect(screen.frame()).toContain('Converged: the gain fell below 1e-6. LML rose 44 of 44 times.')
    await screen.type(keys.pageUp)
    expect(screen.lines()[0]).toContain('iter 34/44')
    await screen.type(keys.home)
    expect(screen.lines()[0]).toContain('iter 0/44')
    await screen.type(keys.end)
    expect(screen.lines()[0]).toContain('iter 44 ')
  })
})

describe('starts', () => {
  test('n starts anew at random, each time elsewhere; r goes back to the same start; u undoes', async () => {
    await open({ columns: 120, rows: 30 })
    const lmlOfStart = (): string => /^.* 0 +(-[\d.]+) +start/m.exec(screen.frame())![1]
    const kmeans = lmlOfStart()
    await screen.type('n')
    expect(screen.frame()).toContain('random start 0')
    const first = lmlOfStart()
    await screen.type('n')
    expect(screen.frame()).toContain('random start 1')
    const second = lmlOfStart()
    expect(new Set([kmeans, first, second]).size).toBe(3)
    await screen.type(keys.right, 'r')
    expect(lmlOfStart()).toBe(second)
    await screen.type('u', 'u', 'u')
    expect(lmlOfStart()).toBe(kmeans)
    expect(screen.lines()[0]).toContain('K-means')
    await screen.type('U')
    expect(lmlOfStart()).toBe(first)
  })

  test('K, covariance and kind of start can be changed', async () => {
    await open({ columns: 120, rows: 30 })
    await screen.type(']', ']')
    expect(screen.lines()[0]).toContain('K 5')
    await screen.type('[', 'c')
    expect(screen.lines()[0]).toContain('K 4 · tied')
    await screen.type('i')
    expect(screen.lines()[0]).toContain('k-means++ start 0')
  })

  test('what cannot be fitted is said, and nothing changes', async () => {
    await open({ problem: clouds(2, 4), settings: { components: 4 } })
    await screen.type(']')
    expect(screen.frame()).toContain('▲ K = 5 needs at least 5 different points; there are 4.')
    expect(screen.lines()[0]).toContain('K 4')
    await screen.type('t')
    expect(screen.frame()).not.toContain('▲ K = 5')
  })
})

describe('data of any shape', () => {
  test('x goes through the pairs of columns', async () => {
    await open({ problem: clouds(3), settings: { components: 2 } })
    expect(screen.lines()[1]).toContain('c1 → c2 ↑')
    await screen.type('x')
    expect(screen.lines()[1]).toContain('c1 → c3 ↑')
    await screen.type('x', 'x')
    expect(screen.lines()[1]).toContain('c1 → c2 ↑')
  })

  test('a single column is drawn as densities', async () => {
    await open({ problem: clouds(1), settings: { components: 2 } })
    await screen.type('.')
    await expect(screen.frame()).toMatchFileSnapshot('frames/one-column-80x24.txt')
  })

  test.each([1e-12, 1e-3, 1, 1e6, 1e12])('numbers of size %s stand apart in the table', async (size) => {
    const { dataset, ...rest } = clouds(2)
    const scaled = Dataset.from(
      dataset.values.map((value) => -size * value),
      { dimension: 2 },
    )
    await open({ problem: { ...rest, dataset: scaled }, settings: { components: 2 } })
    const rows = screen.lines().filter((line) => /^ [12] [●▲■]/.test(line))
    expect(rows).toHaveLength(2)
    for (const row of rows) expect(row.trim().split(/ +/)).toHaveLength(9)
  })

  const longNames = fc
    .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 })
    .map((name) => name.replaceAll(/[ …]/g, '_'))

  test('names of columns are whole, or the width is used up', async () => {
    const window = fc.integer({ min: 80, max: 200 })
    await fc.assert(
      fc.asyncProperty(fc.array(longNames, { minLength: 1, maxLength: 2 }), window, async (names, columns) => {
        await open({ problem: { ...clouds(names.length), names }, settings: { components: 2 }, columns, rows: 24 })
        const [, border] = screen.lines()
        const title = border.slice(0, border.indexOf('┐') + 1)
        const heading = screen.lines().find((line) => line.startsWith(' k '))!
        screen.close()
        // Two names share evenly, which may leave one column over; the note gives up its parenthesis first.
        const isCut = (line: string): boolean => line.includes('…')
        if (isCut(title)) expect(/─*┐$/.exec(title)![0].length).toBeLessThan(names.length + 2)
        else for (const name of names) expect(title).toContain(name)
        if (isCut(heading)) expect(columns - heading.length).toBeLessThan(names.length + 1)
        else for (const name of names) expect(heading).toContain(`μ ${name}`)
        for (const line of screen.lines()) expect(line.length).toBeLessThanOrEqual(columns)
      }),
      { numRuns: 40 },
    )
  })

  test('more components than lines are counted', async () => {
    await open({ settings: { components: 14 } })
    expect(screen.lines()).toHaveLength(23)
    expect(screen.frame()).toMatch(/and 8 more/)
  })
})

describe('surroundings', () => {
  test('a window that is too small is told what is needed', async () => {
    await open()
    screen.resize(79, 24)
    await screen.pass(40)
    expect(screen.frame()).toContain('mixtura needs 80 × 24 characters; this window has 79 × 24.')
    screen.resize(80, 24)
    await screen.pass(40)
    expect(screen.frame()).toContain('q quit')
  })

  test('a screen reader hears sentences', async () => {
    await open({ screenReader: true })
    await screen.type('.')
    expect(screen.frame()).toContain('Iteration 0, E-step, LML -2.9919 per stone.')
    expect(screen.frame()).toMatch(/Component 2: weight 0\.333, x 3\.431 plus or minus 0\.\d+, y /)
    expect(screen.frame()).not.toMatch(/[│─⠀-⣿]/)
    await screen.type('?')
    expect(screen.frame()).toContain('r: the same start again.')
  })
})
