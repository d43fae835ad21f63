import { adjustedRandIndex, confusionMatrix, em, GaussianMixture } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { formatParameter } from '@mixtura/viz'
import { expect, test } from 'vitest'
import { open, playToEnd, shownLml, useBrowser } from './browser.ts'

useBrowser()

/** Chromium's exp and Node's may differ in the last bit, so the likelihoods agree to 5e-13. */
const DIGITS = 12

const { points } = threeStudents({ n: 500, seed: 12 })

test('opens on the start, with Play in focus and the start’s likelihood', async () => {
  const page = await open()
  const { startLml } = GaussianMixture.fit(points, { components: 3, maxIterations: 0 })
  expect(await shownLml(page)).toBeCloseTo(startLml, DIGITS)
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Play')
})

test('plays to convergence and shows the library’s likelihood and parameters', async () => {
  const page = await open()
  await playToEnd(page)
  const { model, lml, iterations } = GaussianMixture.fit(points, { components: 3 })
  expect(await shownLml(page)).toBeCloseTo(lml.at(-1)!, DIGITS)
  await page.getByText(`LML rose ${iterations} of ${iterations} times`).waitFor()

  const shown = await page.getByRole('row', { name: 'Share of all stones' }).getByRole('cell').allInnerTexts()
  expect(shown.map((text) => text.trim()).sort()).toEqual(model.weights.map(formatParameter).sort())
})

test('steps, steps back and half-steps by keyboard, each frame with its own likelihood', async () => {
  const page = await open()
  const frames = [...em(points, { components: 3, maxIterations: 3 })]
  await page.keyboard.press('ArrowRight')
  expect(await shownLml(page)).toBeCloseTo(frames[1]!.lml, DIGITS)
  await page.keyboard.press('.')
  expect(await shownLml(page)).toBeCloseTo(frames[1]!.lml, DIGITS)
  await page.getByText(/^E-step:/).waitFor()
  await page.keyboard.press('.')
  expect(await shownLml(page)).toBeCloseTo(frames[2]!.lml, DIGITS)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  expect(await shownLml(page)).toBeCloseTo(frames[0]!.lml, DIGITS)
})

test('Space plays and pauses', async () => {
  const page = await open()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  await expect
    .poll(() => page.getByRole('slider', { name: 'Time: iteration' }).getAttribute('aria-valuenow'))
    .not.toBe('0')
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
})

test('the likelihood curve scrubs through time', async () => {
  const page = await open()
  await playToEnd(page)
  const curve = page.getByRole('slider', { name: 'Time: iteration' })
  const { x, y, width } = (await curve.boundingBox())!
  await page.mouse.click(x + width * 0.6, y + 60)
  const { lml } = GaussianMixture.fit(points, { components: 3 })
  const iteration = Number(await curve.getAttribute('aria-valuenow'))
  expect(iteration).toBeGreaterThan(10)
  expect(iteration).toBeLessThan(40)
  expect(await shownLml(page)).toBeCloseTo(lml[iteration - 1], DIGITS)
})

test('a random start is the library’s random start, and a new start has the next seed', async () => {
  const page = await open()
  await page.getByRole('radio', { name: 'Random', exact: true }).check()
  const start = (seed: number): number =>
    GaussianMixture.fit(points, { components: 3, init: 'random', seed, maxIterations: 0 }).startLml
  await expect.poll(() => shownLml(page)).toBeCloseTo(start(0), DIGITS)
  await page.keyboard.press('n')
  await expect.poll(() => shownLml(page)).toBeCloseTo(start(1), DIGITS)
})

test('the truth is shown beside the estimate, with the accuracy of matched labels', async () => {
  const page = await open()
  await playToEnd(page)
  await page.getByRole('button', { name: 'Compare with the truth' }).click()
  await page.getByText('92.8 % of the stones named right').waitFor()
  expect(await page.locator('path.truth').count()).toBe(3)

  const { model } = GaussianMixture.fit(points, { components: 3 })
  const truth = threeStudents({ n: 500, seed: 12 }).labels
  const rand = adjustedRandIndex(truth, model.predict(points))
  await page.getByText(`ARI ${formatParameter(rand)}`).waitFor()
  await page.getByText('Who was taken for whom').click()
  const counts = await page.locator('details[open] td').allInnerTexts()
  const expected = confusionMatrix(truth, model.predict(points)).to1DArray()
  expect(counts.map(Number).toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b))
})

test('S copies a link, E leads to the files', async () => {
  const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
  await page.keyboard.press('s')
  await page.getByText('Copied.').waitFor()
  await page.keyboard.press('e')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('SVG')
})
