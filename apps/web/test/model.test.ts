import { GaussianMixture, type FitOptions } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { expect, test } from 'vitest'
import { evidenceOf } from '../src/lib/evidence.ts'
import { en } from '../src/strings/en.ts'
import { open, playToEnd, shownLml, useBrowser } from './browser.ts'

useBrowser()

const { points } = threeStudents({ n: 500, seed: 12 })
const fit = (options: Partial<FitOptions>): GaussianMixture =>
  GaussianMixture.fit(points, { components: 3, ...options }).model

test('another number of components is fitted, and can be undone', async () => {
  const page = await open()
  await page.getByRole('radio', { name: '5', exact: true }).check()
  await expect.poll(() => page.locator('[data-component]').count()).toBe(5)
  await playToEnd(page)
  expect(await shownLml(page)).toBeCloseTo(fit({ components: 5 }).lml(points), 9)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => page.locator('[data-component]').count()).toBe(3)
  expect(await page.getByRole('radio', { name: '3', exact: true }).isChecked()).toBe(true)
})

test.each(['tied', 'spherical', 'VEV'] as const)('covariances may be %s', async (covariance) => {
  const page = await open()
  await page.getByRole('combobox', { name: 'Covariance' }).selectOption(covariance)
  await playToEnd(page)
  const model = fit({ covariance })
  expect(await shownLml(page)).toBeCloseTo(model.lml(points), 9)
  await page.getByText(`${model.parameterCount} free parameters`).waitFor()
})

test('starts of every kind are the library’s', async () => {
  const page = await open()
  for (const [name, init] of [
    ['k-means++', 'k-means++'],
    ['Shares', 'random-responsibilities'],
  ] as const) {
    await page.getByRole('radio', { name }).check()
    const { startLml } = GaussianMixture.fit(points, { components: 3, init, maxIterations: 0 })
    await expect.poll(() => shownLml(page)).toBeCloseTo(startLml, 9)
  }
})

test('rules: a ridge is used and takes back the promise, a bad value is put back', async () => {
  const page = await open()
  await page.getByText('Rules').click()
  await page.getByLabel('Ridge').fill('0.05')
  await page.getByLabel('Ridge').press('Enter')
  await playToEnd(page)
  const ridged = GaussianMixture.fit(points, { components: 3, regularization: 0.05 })
  expect(await shownLml(page)).toBeCloseTo(ridged.finalLml, 9)
  await page.getByText(evidenceOf(ridged.monotone, en.lml).text).waitFor()
  await page.getByLabel('Tolerance').fill('-1')
  await page.getByLabel('Tolerance').press('Enter')
  await expect.poll(() => page.getByLabel('Tolerance').inputValue()).toBe('0.000001')
})
