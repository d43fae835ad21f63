import { em, GaussianMixture } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { formatLml } from '@mixtura/viz'
import { expect, test } from 'vitest'
import { open, shownLml, useBrowser } from './browser.ts'

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

test('every start in the story ends where the library ends', async () => {
  const page = await open()
  await page.getByRole('heading', { name: 'Where you begin matters' }).scrollIntoViewIfNeeded()
  for (const seed of [0, 1, 2]) {
    const { lml, iterations } = GaussianMixture.fit(points, { components: 3, init: 'random', seed })
    const start = page.getByRole('button', { name: `Load this start: Random, seed ${seed}` })
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
