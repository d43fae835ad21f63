import { GaussianMixture } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { parseModel, parseTable } from '@mixtura/io'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { open, playToEnd, shownLml, useBrowser } from './browser.ts'

useBrowser()

const withClipboard = { permissions: ['clipboard-read', 'clipboard-write'] }

/** What the link button puts on the clipboard, from the `#` on. */
async function copiedHash(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.getByText('Copied.').waitFor()
  return new URL(await page.evaluate(() => navigator.clipboard.readText())).hash
}

test('a link leads to the same model, frame and view', async () => {
  const page = await open(withClipboard)
  await page.getByRole('radio', { name: '4', exact: true }).check()
  await page.getByRole('radio', { name: 'Random', exact: true }).check()
  await page.getByRole('combobox', { name: 'Covariance' }).selectOption('tied')
  await page.getByLabel('The truth').check()
  for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'One iteration forward' }).click()
  const lml = await shownLml(page)

  const other = await open({}, await copiedHash(page))
  await expect.poll(() => other.getByRole('slider').getAttribute('aria-valuenow')).toBe('3')
  expect(await shownLml(other)).toBe(lml)
  expect(await other.getByRole('radio', { name: '4', exact: true }).isChecked()).toBe(true)
  expect(await other.getByLabel('The truth').isChecked()).toBe(true)
})

test('a link carries a start made by hand, and a table of one’s own', async () => {
  const page = await open(withClipboard)
  await page.getByRole('button', { name: 'Your own table' }).click()
  await page.getByLabel('Or paste rows here').fill(
    threeStudents({ n: 60, seed: 9 })
      .points.to2DArray()
      .map((row) => row.join())
      .join('\n'),
  )
  await page.getByRole('button', { name: 'Read it' }).click()
  await page.getByRole('button', { name: 'Fit 2 columns' }).click()
  await page.locator('[data-component="1"]').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'One iteration forward' }).click()
  const lml = await shownLml(page)

  const other = await open({}, await copiedHash(page))
  await other.getByText('60 stones').waitFor()
  await expect.poll(() => other.getByRole('slider').getAttribute('aria-valuenow')).toBe('1')
  expect(await shownLml(other)).toBeCloseTo(lml, 12)
})

test.each([
  ['#1.bm90aGluZw', 'This link is damaged'],
  ['#1.', 'This link is damaged'],
  ['#7.abc', 'another version'],
])('the link %s is refused in words', async (hash, message) => {
  const page = await open({}, hash)
  expect(await page.getByRole('alert').innerText()).toContain(message)
  await page.getByText('threw 500 stones').waitFor()
})

test('what is taken along is what is shown', async () => {
  const page = await open({ acceptDownloads: true })
  await playToEnd(page)
  const { points } = threeStudents()
  const download = async (name: string): Promise<Buffer> => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ])
    return readFileSync(await file.path())
  }
  const { model } = parseModel((await download('Model')).toString())
  expect(model.lml(points)).toBeCloseTo(await shownLml(page), 12)

  const table = parseTable((await download('Responsibilities')).toString())
  expect(table.rowCount).toBe(500)
  expect(table.columns.map(({ name }) => name)).toEqual(['x', 'y', 'component', 'r0', 'r1', 'r2'])

  const { lml } = GaussianMixture.fit(points, { components: 3 })
  expect((await download('Trace')).toString().trim().split('\n')).toHaveLength(lml.length + 2)

  const svg = (await download('SVG')).toString()
  expect(svg.match(/<path/g)!.length).toBeGreaterThan(3)
  expect((await download('PNG')).subarray(1, 4).toString()).toBe('PNG')
})

test('embedded, the page is plot and time alone', async () => {
  const page = await open({ viewport: { width: 400, height: 500 } }, '?embed')
  expect(await page.getByRole('heading', { name: 'Who threw which stone?' }).isVisible()).toBe(false)
  expect(await page.getByText('Covariance').first().isVisible()).toBe(false)
  await playToEnd(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
})
