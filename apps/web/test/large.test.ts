import { GaussianMixture, type FitResult } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { open, playToEnd, shownLml, useBrowser } from './browser.ts'

const MILLION = 1_000_000

let fitted: FitResult
let folder: string
/** The same stones as a table. */
let file: string

beforeAll(async () => {
  const { points } = threeStudents({ n: MILLION, seed: 12 })
  fitted = GaussianMixture.fit(points, { components: 3 })
  folder = await mkdtemp(join(tmpdir(), 'mixtura-large-'))
  file = join(folder, 'million.csv')
  const rows = Array.from({ length: MILLION }, (_, i) => `${points.get(i, 0)},${points.get(i, 1)}\n`)
  await writeFile(file, ['east,north\n', ...rows].join(''))
})
afterAll(() => rm(folder, { recursive: true }))

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Microseconds of the processor's time. */
  readonly tdur?: number
  readonly args: { readonly name?: string }
}

/** Milliseconds that `knownWork` takes a core of 3 GHz which has no neighbour. */
const KNOWN_WORK = 5

/**
 * What some work of a page's kind takes, again and again. On a shared machine a neighbour may have the other half of the
 * core, for seconds or minutes: then everything takes it half as long again, which processor time does not tell.
 */
function knownWork(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    Array.from({ length: 15 }, () => {
      const begun = performance.now()
      const stones = Array.from({ length: 4000 }, (_, i) => ({ name: `stone ${i}`, place: [i / 7, i / 3], of: i % 3 }))
      const copies = JSON.parse(JSON.stringify(stones)) as typeof stones
      copies.sort((one, other) => (one.place[0]! % 1) - (other.place[0]! % 1))
      return performance.now() - begun
    }),
  )
}

/**
 * Milliseconds of each task that takes the page's own thread more than 50 meanwhile: of processor time, which other
 * processes on the machine cannot lengthen, and by the measure of work that is known where neighbours do.
 */
async function longTasks(page: Page, meanwhile: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser()!
  const known = await knownWork(page)
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] })
  await meanwhile()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  known.push(...(await knownWork(page)))
  const slowness = Math.max(1, known.toSorted((a, b) => a - b)[known.length >> 1]! / KNOWN_WORK)
  const isPageThread = ({ pid, tid }: TraceEvent): boolean => pages.has(`${pid} ${tid}`)
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents.filter((event) => event.name.endsWith('::RunTask') && isPageThread(event))
  const durations = tasks.map(({ tdur = 0 }) => Math.round(tdur / 1000 / slowness))
  return durations.filter((duration) => duration > 50)
}

/** Works for 200 ms of processor time at least, however often it is interrupted: too long on any machine. */
async function keepBusy(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve))
    for (let worked = 0, last = performance.now(); worked < 200;) {
      const now = performance.now()
      worked += Math.min(now - last, 1)
      last = now
    }
  })
}

async function expectTheFitOfCore(page: Page): Promise<void> {
  const { lml, iterations, model } = fitted
  expect(await shownLml(page)).toBeCloseTo(lml.at(-1)!, 9)
  await page.getByText(`LML rose ${iterations} of ${iterations} times`).waitFor()
  const shares = await page.getByRole('row', { name: /^Share/ }).innerText()
  for (const weight of model.weights) expect(shares).toContain(weight.toFixed(3))
}

describe.each([
  [
    'cross-origin isolated',
    { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
  ],
  ['not isolated', {}],
])('on a page that is %s', (_, headers) => {
  useBrowser(headers)

  // On a crowded machine the same work takes a processor up to twice as long, but not each time.
  test('a million stones are made and fitted whole, with no task of more than 50 ms', { retry: 3 }, async () => {
    const page = await open()
    expect(await page.evaluate(() => crossOriginIsolated)).toBe('cross-origin-opener-policy' in headers)
    const count = page.getByLabel('Stones', { exact: true })
    await count.waitFor()
    const long = await longTasks(page, async () => {
      await count.fill(String(MILLION))
      await count.press('Enter')
      await page.getByText('threw 1000000 stones').waitFor()
      await playToEnd(page)
    })
    expect(long).toEqual([])
    await page.getByText(/^30.000 of 1.000.000 stones are drawn/).waitFor()
    await page.getByText('Computed by workers/wasm.').waitFor()
    await expectTheFitOfCore(page)
  })

  test(
    'a table of a million rows is read and fitted whole, with no task of more than 50 ms',
    { retry: 3 },
    async () => {
      const page = await open()
      await page.getByRole('button', { name: 'Your own table' }).click()
      const long = await longTasks(page, async () => {
        await page.getByLabel('Choose a file').setInputFiles(file)
        await page.getByText('1000000 rows, separated by commas').waitFor()
        await page.locator('dialog button', { hasText: 'Fit 2 columns' }).click()
        await page.getByText('1000000 stones, and nobody wrote down who threw them.').waitFor()
        await playToEnd(page)
      })
      expect(long).toEqual([])
      await expectTheFitOfCore(page)
    },
  )

  test('many stones run side by side from several starts, each as core runs it', async () => {
    const page = await open()
    const count = page.getByLabel('Stones', { exact: true })
    await count.fill('30000')
    await count.press('Enter')
    await page.getByText('threw 30000 stones').waitFor()
    const race = page.getByRole('region', { name: 'Starts side by side' })
    await race.scrollIntoViewIfNeeded()
    const lanes = race.locator('[data-lane-lml]')
    await expect.poll(() => lanes.count(), { timeout: 20_000 }).toBe(3)
    await race.getByRole('button', { name: 'Next iteration of all' }).click()
    await expect.poll(() => race.getByText('iteration 1', { exact: true }).count(), { timeout: 20_000 }).toBe(3)
    const shown = await lanes.evaluateAll((all) => all.map((lane) => Number(lane.getAttribute('data-lane-lml'))))
    const { points } = threeStudents({ n: 30_000, seed: 12 })
    const starts = [
      { init: 'kmeans', seed: 0 } as const,
      { init: 'random', seed: 0 } as const,
      { init: 'random', seed: 1 } as const,
    ]
    starts.forEach((start, i) => {
      const { lml } = GaussianMixture.fit(points, { components: 3, ...start, tolerance: 0, maxIterations: 1 })
      expect(shown[i]).toBeCloseTo(lml.at(-1)!, 9)
    })
  })

  test('a task of more than 50 ms would be seen', async () => {
    const page = await open()
    expect(await longTasks(page, () => keepBusy(page))).toHaveLength(1)
  })
})

describe('where workers do not run', () => {
  useBrowser()

  test.each<[string, () => void]>([
    ['there are none', () => void Reflect.deleteProperty(window, 'Worker')],
    [
      'they end before they answer',
      () => {
        window.Worker = class extends EventTarget {
          constructor() {
            super()
            setTimeout(() => this.dispatchEvent(new Event('error')))
          }
          postMessage(): void {}
          terminate(): void {}
        } as unknown as typeof Worker
      },
    ],
  ])('%s: many stones are made and fitted on the page’s own thread, and it says so', async (_, refuse) => {
    const page = await open()
    await page.evaluate(refuse)
    const count = page.getByLabel('Stones', { exact: true })
    await count.fill('6000')
    await count.press('Enter')
    await page.getByText('threw 6000 stones').waitFor()
    await page.getByText(/^No worker runs here: the page’s own thread computes \((js|wasm)\)\.$/).waitFor()
    await playToEnd(page)
    const { lml } = GaussianMixture.fit(threeStudents({ n: 6000, seed: 12 }).points, { components: 3 })
    expect(await shownLml(page)).toBeCloseTo(lml.at(-1)!, 9)
  })
})
