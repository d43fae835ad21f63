import { em, GaussianMixture, type StartOptions } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import type { Locator, Page } from 'playwright'
import { expect, test } from 'vitest'
import { open, shownLml, useBrowser } from './browser.ts'

useBrowser()

const { points } = threeStudents({ n: 500, seed: 12 })
const PATIENT = { timeout: 60_000 }
const entries = [
  { init: 'kmeans', seed: 0 },
  { init: 'random', seed: 0 },
  { init: 'random', seed: 1 },
] as const

async function lanes(page: Page): Promise<{ panel: Locator; lane: (number: number) => Locator }> {
  const panel = page.getByRole('region', { name: 'Starts side by side' })
  await panel.scrollIntoViewIfNeeded()
  await panel.getByRole('button', { name: 'Play all' }).waitFor()
  return { panel, lane: (number) => panel.getByRole('article', { name: `Start ${number}` }) }
}

async function lmlOf(lane: Locator): Promise<number> {
  return Number(await lane.locator('[data-lane-lml]').getAttribute('data-lane-lml'))
}

const framesOf = (options: Partial<StartOptions>, iterations: number): number[] =>
  Array.from(em(points, { components: 3, maxIterations: iterations, tolerance: 0, ...options }), ({ lml }) => lml)

test('starts go in lockstep, forth and back, each with the library’s likelihood', PATIENT, async () => {
  const page = await open()
  const { panel, lane } = await lanes(page)
  for (let i = 0; i < 3; i++) await panel.getByRole('button', { name: 'Next iteration of all' }).click()
  const frames = entries.map((entry) => framesOf(entry, 3))
  for (const [i, lmls] of frames.entries()) expect(await lmlOf(lane(i + 1))).toBeCloseTo(lmls[3]!, 9)
  await panel.getByRole('button', { name: 'Previous iteration of all' }).click()
  for (const [i, lmls] of frames.entries()) expect(await lmlOf(lane(i + 1))).toBeCloseTo(lmls[2]!, 9)
  await panel.getByRole('slider').press('Home')
  for (const [i, lmls] of frames.entries()) expect(await lmlOf(lane(i + 1))).toBeCloseTo(lmls[0]!, 9)
  expect(await page.getByRole('slider', { name: 'Half-step of all starts' }).getAttribute('aria-valuetext')).toBe(
    'Iteration 0, start',
  )
})

test('on how many hills the starts ended is said: on one with three students, on two with two', PATIENT, async () => {
  const page = await open()
  const { panel } = await lanes(page)
  await page.getByLabel('Speed').selectOption({ label: 'max' })
  await panel.getByRole('button', { name: 'Play all' }).click()
  await panel.getByText('All 3 starts ended on the same hill.').waitFor(PATIENT)
  await panel.getByRole('button', { name: 'Race with two students' }).click()
  await panel.getByRole('button', { name: 'Play all', exact: true }).click()
  await panel.getByText('3 starts ended on 2 hills.').waitFor(PATIENT)
  const ends = entries.map((entry) => GaussianMixture.fit(points, { components: 2, ...entry }).finalLml)
  expect(new Set(ends.map((lml) => lml.toFixed(3))).size).toBe(2)
})

test('components that end in the same place have the same colour in every lane', PATIENT, async () => {
  const page = await open()
  const { panel, lane } = await lanes(page)
  await page.getByLabel('Speed').selectOption({ label: 'max' })
  await panel.getByRole('button', { name: 'Play all' }).click()
  await panel.getByRole('button', { name: 'Play all again' }).waitFor(PATIENT)
  const pictures = [1, 2, 3].map((number) => lane(number).locator('canvas').evaluate(coloursOfCanvas))
  const [first, ...others] = await Promise.all(pictures)
  for (const other of others) {
    const differing = first!.filter((pixel, at) => pixel !== other[at]).length
    expect(differing / first!.length).toBeLessThan(0.03)
  }
})

/** The colours of a picture, coarsely. */
function coloursOfCanvas(canvas: HTMLElement | SVGElement): string[] {
  const { width, height } = canvas as HTMLCanvasElement
  const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
  return Array.from({ length: width * height }, (_, i) =>
    [0, 1, 2].map((c) => Math.round(data[4 * i + c]! / 64)).join(),
  )
}

test('one clock plays all of them to their ends, of which the highest are marked', PATIENT, async () => {
  const page = await open()
  await page.getByRole('radio', { name: '5', exact: true }).check()
  const { panel, lane } = await lanes(page)
  await page.getByLabel('Speed').selectOption({ label: 'max' })
  await panel.getByRole('button', { name: 'Play all' }).click()
  await panel.getByRole('button', { name: 'Play all again' }).waitFor(PATIENT)
  const fits = entries.map((entry) => GaussianMixture.fit(points, { components: 5, ...entry }))
  const ends = fits.map(({ lml }) => lml.at(-1)!)
  for (const [i, { iterations }] of fits.entries()) {
    expect(await lmlOf(lane(i + 1))).toBeCloseTo(ends[i]!, 9)
    await lane(i + 1)
      .getByText(`converged after ${iterations}`)
      .waitFor()
    expect(
      await lane(i + 1)
        .getByText('highest')
        .count(),
    ).toBe(Math.max(...ends) - ends[i]! < 1e-4 ? 1 : 0)
  }
})

test('a start can be added, made another, shown in the plot and removed', PATIENT, async () => {
  const page = await open()
  const { panel, lane } = await lanes(page)
  await panel.getByRole('button', { name: 'Next iteration of all' }).click()
  await panel.getByRole('button', { name: 'Add a start' }).click()
  expect(await lmlOf(lane(4))).toBeCloseTo(framesOf({ init: 'random', seed: 2 }, 1)[1]!, 9)
  expect(await panel.getByRole('button', { name: 'Add a start' }).isDisabled()).toBe(true)
  await lane(4).getByRole('combobox').selectOption('k-means++')
  const expected = framesOf({ init: 'k-means++', seed: 2 }, 1)[1]!
  await expect.poll(() => lmlOf(lane(4))).toBeCloseTo(expected, 9)
  await lane(4).getByRole('button', { name: 'Show in the plot' }).click()
  await expect.poll(() => shownLml(page)).toBeCloseTo(expected, 9)
  await lane(1).getByRole('button', { name: 'Remove this start' }).click()
  await expect.poll(() => panel.getByRole('article').count()).toBe(3)
})
