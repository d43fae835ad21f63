import { em, GaussianMixture, type Init } from '@mixtura/core'
import { presetById, threeStudents } from '@mixtura/datagen'
import { formatLml } from '@mixtura/viz'
import { expect, test } from 'vitest'
import { hillsOf, hillTolerance } from '../src/lib/optima.ts'
import { COUNTED_TWO, hillStarts, lowerStart } from '../src/story/starts.ts'
import { open, playToEnd, shownLml, useBrowser } from './browser.ts'

useBrowser()

const { points } = threeStudents({ n: 500, seed: 12 })
const DIGITS = 12

test('“Make this step” shows the first M-step from K-means, whatever was shown before', async () => {
  const page = await open()
  await page.getByRole('radio', { name: 'Random', exact: true }).check()
  await page.getByRole('button', { name: 'Make this step' }).click()
  const [, frame] = em(points, { components: 3, maxIterations: 1 })
  await expect.poll(() => shownLml(page)).toBeCloseTo(frame!.lml, DIGITS)
})

test('“Ask this stone” shows the shares of the most doubtful stone', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Ask this stone' }).click()
  await page.getByText(/^E-step:/).waitFor()
  const { model } = GaussianMixture.fit(points, { components: 3, maxIterations: 0 })
  const doubts = model
    .responsibilities(points)
    .to2DArray()
    .map((shares) => Math.max(...shares))
  const stone = doubts.indexOf(Math.min(...doubts))
  const card = page.getByText(`Stone ${stone + 1}`, { exact: true })
  await expect.poll(() => card.isVisible()).toBe(true)
})

test('“What really threw them” shows the truth over grey stones', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'What really threw them' }).click()
  await page.locator('path.truth').first().waitFor()
  expect(await page.locator('path.truth').count()).toBe(3)
  expect(await page.getByRole('slider', { name: 'Time: iteration' }).getAttribute('aria-valuenow')).toBe('0')
})

test('the story speaks of the notebook’s stones, and brings them back from whatever is on display', async () => {
  const page = await open()
  await page.getByLabel('Data set').selectOption('old-faithful')
  await page.getByText('nobody wrote down').waitFor()
  await page.getByRole('combobox', { name: 'Covariance' }).selectOption('spherical')
  await page.getByRole('button', { name: 'Make this step' }).click()
  await page.getByText('threw 500 stones').waitFor()
  const [, frame] = em(points, { components: 3, maxIterations: 1 })
  await expect.poll(() => shownLml(page)).toBeCloseTo(frame!.lml, DIGITS)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('nobody wrote down').waitFor()
})

test('“Watch one collapse” ends in a collapse', async () => {
  const page = await open()
  await page.getByLabel('Speed').selectOption({ label: 'max' })
  await page.getByRole('button', { name: 'Watch one collapse' }).click()
  await page.getByRole('heading', { name: /^Component \d collapsed/ }).waitFor()
  expect(await page.getByRole('button', { name: 'Drop it' }).isVisible()).toBe(true)
})

test('the starts of the story end on three hills, two of them on the highest; with three students all end in one place', () => {
  const hillsOf = (components: number, starts: readonly { init: Init; seed: number }[]): number[] =>
    starts.map(({ init, seed }) => GaussianMixture.fit(points, { components, init, seed }).finalLml)
  const ends = hillsOf(COUNTED_TWO, hillStarts)
  const highest = Math.max(...ends)
  expect(new Set(ends.map((lml) => lml.toFixed(3))).size).toBe(3)
  expect(ends.filter((lml) => highest - lml < 1e-4)).toHaveLength(2)
  const lower = GaussianMixture.fit(points, lowerStart).finalLml
  expect(lower).toBe(Math.min(...ends))
  expect(lower).toBeLessThan(highest - 0.1)

  const kind = Array.from({ length: 30 }, (_, seed) => ({ init: 'random', seed }) as const)
  const three = hillsOf(3, [{ init: 'kmeans', seed: 0 }, ...kind])
  expect(Math.max(...three) - Math.min(...three)).toBeLessThan(1e-4)
})

test('“A lower hill” is shown with the likelihood of both, and “See it” ends there', async () => {
  const page = await open()
  const shown = (lml: number): string => formatLml(lml).replace('-', '−')
  const lower = GaussianMixture.fit(points, lowerStart).finalLml
  const higher = GaussianMixture.fit(points, { components: COUNTED_TWO }).finalLml
  await page.getByRole('heading', { name: 'How it fails' }).scrollIntoViewIfNeeded()
  const caption = page.locator('figcaption', { hasText: 'A lower hill' })
  await expect.poll(() => caption.innerText()).toContain(`${shown(lower)} (the other: ${shown(higher)})`)
  await page.getByLabel('Speed').selectOption({ label: 'max' })
  await page.getByRole('button', { name: 'Two students, on the lower hill' }).click()
  await page.getByRole('button', { name: 'Play again' }).waitFor()
  expect(await shownLml(page)).toBeCloseTo(lower, DIGITS)
})

test('what is offered next shows something new: two students, then a start that ends elsewhere', async () => {
  const page = await open()
  await playToEnd(page)
  await page.getByRole('button', { name: 'Compare with the truth' }).click()
  await page.getByRole('button', { name: 'What if there were two?' }).click()
  await expect.poll(() => page.locator('[data-component]').count()).toBe(2)
  await playToEnd(page)
  const first = await shownLml(page)
  await page.getByRole('button', { name: 'Try a random start' }).click()
  await playToEnd(page)
  expect(Math.abs((await shownLml(page)) - first)).toBeGreaterThan(0.01)
})

test('“Are there other hills?” tries many starts on what is shown, and says how many hills they end on', async () => {
  const page = await open()
  await page.getByLabel('Data set').selectOption('unequal-sizes')
  await page.getByText('nobody wrote down').waitFor()
  await page.getByLabel('The truth').check()
  await playToEnd(page)
  await page.getByRole('button', { name: 'Are there other hills?' }).click()
  const crowd = presetById('unequal-sizes').make({ n: 500, seed: 12 }).points
  const ends = Array.from({ length: 20 }, (_, seed) => ({
    seed,
    lml: GaussianMixture.fit(crowd, { components: 3, init: 'random', seed }).finalLml,
  }))
  const { length } = hillsOf(ends, hillTolerance({ tolerance: 1e-6 }))
  expect(length).toBeGreaterThan(1)
  await page.getByText(`${length} hills from 20 starts`).waitFor()
})

test('every start in the story ends where the library ends', async () => {
  const page = await open()
  await page.getByRole('heading', { name: 'Where you begin matters' }).scrollIntoViewIfNeeded()
  for (const { init, seed } of hillStarts.slice(1)) {
    const { lml, iterations } = GaussianMixture.fit(points, { components: COUNTED_TWO, init, seed })
    const start = page.getByRole('button', { name: new RegExp(`Load this start: Random, seed ${seed} `) })
    const ended = `${formatLml(lml.at(-1)!).replace('-', '−')} after ${iterations}`
    await expect.poll(() => start.innerText()).toContain(ended)
  }
})

test('formulas are typeset', async () => {
  const page = await open()
  await page.getByRole('heading', { name: 'E: ask one stone' }).scrollIntoViewIfNeeded()
  await page.locator('.katex-display').first().waitFor()
  expect(await page.locator('.katex-error').count()).toBe(0)
  expect(await page.locator('.formula').count()).toBe(await page.locator('.formula .katex-display').count())
})
