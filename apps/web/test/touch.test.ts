import { GaussianMixture } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { open, shownLml, useBrowser } from './browser.ts'

useBrowser()

const { points } = threeStudents({ n: 500, seed: 12 })
const DIGITS = 12

async function boxOf(page: Page, selector: string): Promise<{ x: number; y: number; width: number; height: number }> {
  return (await page.locator(selector).first().boundingBox())!
}

async function drag(page: Page, from: [number, number], ...to: [number, number][]): Promise<void> {
  await page.mouse.move(...from)
  await page.mouse.down()
  for (const [x, y] of to) await page.mouse.move(x, y, { steps: 4 })
  await page.mouse.up()
}

/** Which stones the page holds. */
async function stoneCount(page: Page): Promise<number> {
  return Number(/of (\d+) stones/.exec((await page.locator('figure.plot').getAttribute('aria-label'))!)![1])
}

test('a mean is dragged, the run forks there, and undo brings the old run back', async () => {
  const page = await open()
  await page.keyboard.press('ArrowRight')
  const before = await shownLml(page)
  const { x, y, width, height } = await boxOf(page, '.center .reach')
  await drag(page, [x + width / 2, y + height / 2], [x + 100, y + 60])
  await expect.poll(() => shownLml(page)).not.toBe(before)
  expect(await page.getByRole('slider').getAttribute('aria-valuemax')).toBe('0.5')

  await page.keyboard.press('Control+z')
  await expect.poll(() => shownLml(page)).toBe(before)
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => shownLml(page)).not.toBe(before)
})

test('an axis end stretches, and the knob turns', async () => {
  const page = await open()
  const row = (name: string): Promise<string[]> => page.getByRole('row', { name }).getByRole('cell').allInnerTexts()
  await page.keyboard.press('1')
  const [angle, major] = [await row('Direction of the longer axis'), await row('Longer standard deviation')]
  const end = await boxOf(page, '.major .reach')
  await drag(page, [end.x + 22, end.y + 22], [end.x + 22, end.y + 90])
  expect((await row('Longer standard deviation'))[0]).not.toBe(major[0])

  await page.keyboard.press('1')
  const knob = await boxOf(page, '.rotation .reach')
  await drag(page, [knob.x + 22, knob.y + 22], [knob.x + 120, knob.y + 22])
  expect((await row('Direction of the longer axis'))[0]).not.toBe(angle[0])
  expect((await row('Longer standard deviation'))[1]).toBe(major[1])
})

test('by keyboard: arrows move by 1 % of the range, Enter runs from there, Esc leaves all as it was', async () => {
  const page = await open()
  const { model } = GaussianMixture.fit(points, { components: 3, maxIterations: 0 })
  const start = await shownLml(page)
  await page.keyboard.press('1')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Escape')
  expect(await shownLml(page)).toBe(start)

  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  const heights = points.getColumn(1)
  const step = 0.01 * (Math.max(...heights) - Math.min(...heights))
  const moved = [0, 1, 2].map((component) => {
    const { weights, means, covariances } = model
    means.set(component, 1, means.get(component, 1) + step)
    return new GaussianMixture({ weights, means, covariances }).lml(points)
  })
  await expect.poll(() => shownLml(page)).not.toBe(start)
  const lml = await shownLml(page)
  expect(Math.min(...moved.map((candidate) => Math.abs(candidate - lml)))).toBeLessThan(10 ** -DIGITS)
})

test('stones are added, sprayed, erased and lassoed, and each stroke can be undone', async () => {
  const page = await open()
  const { x, y } = await boxOf(page, '.canvas')
  await page.keyboard.press('p')
  await page.getByRole('button', { name: 'Add stones' }).click()
  await drag(page, [x + 80, y + 520])
  expect(await stoneCount(page)).toBe(501)

  await page.getByRole('button', { name: 'Spray stones' }).click()
  await drag(page, [x + 80, y + 500], [x + 200, y + 500])
  const sprayed = await stoneCount(page)
  expect(sprayed).toBeGreaterThan(510)

  await page.getByRole('button', { name: 'Erase stones' }).click()
  await drag(page, [x + 60, y + 500], [x + 220, y + 500])
  expect(await stoneCount(page)).toBeLessThan(sprayed)

  await page.getByRole('button', { name: 'Lasso stones' }).click()
  await drag(page, [x + 20, y + 20], [x + 200, y + 20], [x + 200, y + 400], [x + 20, y + 400])
  await page.getByRole('button', { name: 'Keep only them' }).click()
  const kept = await stoneCount(page)
  expect(kept).toBeLessThan(250)

  for (let stroke = 0; stroke < 4; stroke++) await page.keyboard.press('Control+z')
  expect(await stoneCount(page)).toBe(500)
  for (let stroke = 0; stroke < 4; stroke++) await page.keyboard.press('Control+Shift+z')
  expect(await stoneCount(page)).toBe(kept)
})

test('the plot zooms, pans, and shows everything again', async () => {
  const page = await open()
  const ellipse = page.locator('path.ellipse').first()
  const home = await ellipse.getAttribute('d')
  await page.getByRole('button', { name: 'Zoom in' }).click()
  const zoomed = await ellipse.getAttribute('d')
  expect(zoomed).not.toBe(home)
  const { x, y } = await boxOf(page, '.canvas')
  await drag(page, [x + 40, y + 40], [x + 140, y + 90])
  expect(await ellipse.getAttribute('d')).not.toBe(zoomed)
  await page.getByRole('button', { name: 'Show everything' }).click()
  expect(await ellipse.getAttribute('d')).toBe(home)
})

test('? lists the keys', async () => {
  const page = await open()
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keys' })
  await list.getByText('Play or pause').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => list.isVisible()).toBe(false)
})
