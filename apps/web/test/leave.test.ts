import { GaussianMixture } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { parseModel, parseTable } from '@mixtura/io'
import { componentStyles } from '@mixtura/viz'
import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
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

const view = { axes: [0, 1], truth: false, level: 'notebook', background: 'none' }
const options = { covariance: 'full', regularization: 0, tolerance: 1e-6, maxIterations: 100, onCollapse: 'error' }
const setup = { components: 3, init: 'kmeans', seed: 0, options }
const data = { preset: 'three-students', n: 300, seed: 12 }
const sound = { v: 1, data, setup, cursor: 4, view }
const hashOf = (state: unknown): string => `#1.${deflateRawSync(JSON.stringify(state)).toString('base64url')}`

test('a link written by hand is followed, so that those below are refused for what they say', async () => {
  const page = await open({}, hashOf(sound))
  await page.getByText('threw 300 stones').waitFor()
  await expect.poll(() => page.getByRole('slider', { name: 'Time' }).getAttribute('aria-valuenow')).toBe('2')
})

test.each([
  ['no view', { ...sound, view: undefined }],
  ['half a column', { ...sound, view: { ...view, axes: [0.5, 1] } }],
  ['a column that is not there', { ...sound, view: { ...view, axes: [0, 2] } }],
  ['a million stones', { ...sound, data: { ...data, n: 1_000_000 } }],
  [
    'more stones than fifty components may have',
    { ...sound, data: { ...data, n: 5000 }, setup: { ...setup, components: 50 } },
  ],
  ['a thousand components', { ...sound, setup: { ...setup, components: 1000 } }],
  [
    'two thousand columns',
    { ...sound, data: { columns: Array(2000).fill('x'), rows: Array(20).fill(Array(2000).fill(1)) } },
  ],
  ['a rule that is none', { ...sound, setup: { ...setup, options: { ...options, bogus: 1 } } }],
  ['nine million spaces', ' '.repeat(9_000_000)],
])('a link with %s is refused in words, and nothing else', async (_, state) => {
  const page = await open({}, hashOf(state))
  expect(await page.getByRole('alert').allInnerTexts()).toEqual([
    'This link is damaged or cut short, and was not followed.',
  ])
  await page.getByText('threw 500 stones').waitFor()
})

test('what is too much for a link is said to be', async () => {
  const page = await open(withClipboard)
  await page.getByLabel('Stones', { exact: true }).fill('30000')
  await page.getByLabel('Stones', { exact: true }).press('Enter')
  await page.getByText('threw 30000 stones').waitFor()
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect
    .poll(() => page.getByRole('region', { name: 'Take it along' }).getByRole('status').innerText())
    .toContain('There is too much here for a link.')
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
  expect(table.columns.map(({ name }) => name)).toEqual(['x', 'y', 'component', 'r1', 'r2', 'r3'])

  const { lml } = GaussianMixture.fit(points, { components: 3 })
  expect((await download('Trace')).toString().trim().split('\n')).toHaveLength(lml.length + 2)

  const svg = (await download('SVG')).toString()
  expect(svg.match(/<path/g)!.length).toBeGreaterThan(3)
  expect((await download('PNG')).subarray(1, 4).toString()).toBe('PNG')
})

test('a picture is for white paper and says how to see the same again', async () => {
  const page = await open({ acceptDownloads: true, colorScheme: 'dark' })
  await page.getByRole('radio', { name: '5', exact: true }).check()
  await page.getByRole('radio', { name: 'Random', exact: true }).check()
  await page.getByRole('button', { name: 'One iteration forward' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'SVG', exact: true }).click(),
  ])
  const svg = readFileSync(await file.path(), 'utf8')
  const lml = (await shownLml(page)).toFixed(4).replace('-', '−')
  expect(svg).toContain(`500 stones (seed 12) · K = 5 · Random (seed 0) · Iteration 1, LML ${lml}`)
  expect(svg).toContain(componentStyles(5, 'light')[0]!.colour)
  expect(svg).not.toContain(componentStyles(5, 'dark')[1]!.colour)
})

test.each([2, 3])('the truth is drawn in the colours of the %i components that stand for it', async (count) => {
  const page = await open({ acceptDownloads: true })
  await page.getByRole('radio', { name: String(count), exact: true }).check()
  await page.getByLabel('The truth').check()
  await playToEnd(page)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'SVG', exact: true }).click(),
  ])
  const outlines = readFileSync(await file.path(), 'utf8').match(/<path[^>]*fill="none"[^>]*>/g)!
  const parts = outlines.map((path) => ({
    colour: /stroke="([^"]+)"/.exec(path)![1]!,
    isTruth: path.includes('stroke-dasharray'),
    d: / d="([^"]+)"/.exec(path)![1]!,
  }))
  /** Where each lies, without the halos in the colour of the paper. */
  const ellipses = await page.evaluate(
    (coloured) => {
      const picture = document.body.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'))
      return coloured.map(({ d, ...look }) => {
        const path = picture.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'path'))
        path.setAttribute('d', d)
        const { x, y, width, height } = path.getBBox()
        return { ...look, at: [x + width / 2, y + height / 2] as const }
      })
    },
    parts.filter(({ colour }) => colour !== '#ffffff'),
  )
  const truths = ellipses.filter(({ isTruth }) => isTruth)
  const estimates = ellipses.filter(({ isTruth }) => !isTruth)
  expect(truths).toHaveLength(3)
  expect(estimates).toHaveLength(count)
  for (const { colour, at } of estimates) {
    const distance = ({ at: [x, y] }: (typeof truths)[number]): number => Math.hypot(x - at[0], y - at[1])
    const nearest = truths.toSorted((a, b) => distance(a) - distance(b))
    // One of two components lies between the two groups that it covers, and stands for either.
    expect(nearest.slice(0, count === 3 ? 1 : 2).map((truth) => truth.colour)).toContain(colour)
  }
})

test('embedded in a low frame, the page needs no scrolling', async () => {
  const page = await open({ viewport: { width: 400, height: 300 } }, '?embed')
  expect(await page.getByRole('button', { name: 'Play', exact: true }).isVisible()).toBe(true)
  const [width, height] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.scrollHeight,
  ])
  expect(width).toBeLessThanOrEqual(400)
  expect(height).toBeLessThanOrEqual(300)
})

test('embedded, the page shows the parts that its address names', async () => {
  const page = await open({ viewport: { width: 500, height: 900 } }, '?embed=plot,curve,parameters')
  await page.getByRole('slider', { name: 'Time: iteration' }).waitFor()
  await page.getByRole('row', { name: 'Share of all stones' }).waitFor()
  expect(await page.getByRole('button', { name: 'Play', exact: true }).count()).toBe(0)
  expect(await page.getByRole('heading').allInnerTexts()).toEqual([
    'Who threw which stone?',
    'Log-likelihood per stone',
    'Parameters',
  ])
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => page.getByRole('slider').getAttribute('aria-valuenow')).toBe('1')
})

test('embedded, the page is plot and time alone', async () => {
  const page = await open({ viewport: { width: 400, height: 500 } }, '?embed')
  expect(await page.getByText('Three students on a roof').count()).toBe(0)
  expect(await page.getByText('Covariance').first().isVisible()).toBe(false)
  await playToEnd(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
})
