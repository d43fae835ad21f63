import { Dataset, GaussianMixture, selectModel } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { formatLml } from '@mixtura/viz'
import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { hillsOf } from '../src/lib/optima.ts'
import { jobs, type Climb } from '../src/workers/jobs.ts'
import { open, shownLml, unfold, useBrowser } from './browser.ts'

useBrowser()

const { points } = threeStudents({ n: 500, seed: 12 })
const dataset = Dataset.from(points)

/** Many fits beside the page take a loaded machine a while. */
const PATIENT = { timeout: 60_000 }

async function fiveComponents(page: Page): Promise<void> {
  await page.getByRole('radio', { name: '5', exact: true }).check()
  // Of many stones the start is made beside the page.
  await expect.poll(() => page.locator('[data-component]').count()).toBe(5)
}

async function stones(page: Page, count: number): Promise<void> {
  await page.getByLabel('Stones', { exact: true }).fill(String(count))
  await page.getByLabel('Stones', { exact: true }).press('Enter')
  await page.getByText(`threw ${count} stones`).waitFor()
}

test('many starts: every hill with its likelihood and its climbs, and a click shows it', PATIENT, async () => {
  const page = await open()
  await fiveComponents(page)
  const panel = page.getByRole('region', { name: 'Many starts' })
  await panel.getByRole('button', { name: 'Run' }).click()
  await panel.getByText(/from 20 starts/).waitFor(PATIENT)

  const climbs = Array.from({ length: 20 }, (_, seed) =>
    jobs.climb(dataset, { components: 5, init: 'random', seed, onCollapse: 'error' }),
  ).filter((answer): answer is Climb => 'lml' in answer)
  const hills = hillsOf(climbs, 1e-4)
  expect(hills.length).toBeGreaterThan(2)
  expect(hills.reduce((sum, hill) => sum + hill.climbs.length, 0)).toBe(climbs.length)
  const labels = await panel.getByTitle(/show it/).all()
  expect(await Promise.all(labels.map((label) => label.getAttribute('title')))).toEqual(
    hills
      .slice(0, 6)
      .map(
        ({ lml, climbs: { length } }) =>
          `LML ${formatLml(lml).replace('-', '−')}, reached by ${length} of 20 starts: show it`,
      ),
  )

  await labels[1]!.click()
  await page.getByRole('button', { name: 'Play again' }).waitFor()
  expect(await shownLml(page)).toBeCloseTo(hills[1]!.lml, 9)
  expect(await labels[1]!.getAttribute('aria-pressed')).toBe('true')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => labels[1]!.getAttribute('aria-pressed')).toBe('false')
})

test('many starts can be stopped, and go when the model changes', PATIENT, async () => {
  const page = await open()
  await stones(page, 10_000)
  await fiveComponents(page)
  const panel = page.getByRole('region', { name: 'Many starts' })
  await panel.getByRole('combobox', { name: 'Starts' }).selectOption('100')
  await panel.getByRole('button', { name: 'Run' }).click()
  await panel
    .getByTitle(/show it/)
    .first()
    .waitFor(PATIENT)
  await panel.getByRole('button', { name: 'Stop' }).click()
  await panel.getByRole('button', { name: 'Run' }).waitFor()
  expect(await panel.getByText(/from 100 starts/).count()).toBe(0)
  await page.getByRole('radio', { name: '4', exact: true }).check()
  await expect.poll(() => panel.getByTitle(/show it/).count()).toBe(0)
})

test('starts of which some collapse say how many, and one can be watched', PATIENT, async () => {
  const page = await open()
  await stones(page, 40)
  const panel = page.getByRole('region', { name: 'Many starts' })
  await panel.getByRole('button', { name: 'Run' }).click()
  const few = Dataset.from(threeStudents({ n: 40, seed: 12 }).points)
  const answers = Array.from({ length: 20 }, (_, seed) =>
    jobs.climb(few, { components: 3, init: 'random', seed, onCollapse: 'error' }),
  )
  const failures = answers.filter((answer) => 'problem' in answer).length
  expect(failures).toBeGreaterThan(0)
  await panel.getByText(`${failures} of 20 collapsed on the way`).waitFor(PATIENT)
  await panel.getByRole('button', { name: 'See one collapse' }).click()
  await page.getByRole('heading', { name: /^Component \d collapsed/ }).waitFor()
})

test('on the page’s own thread the hills are the same where no worker runs', PATIENT, async () => {
  const page = await open()
  await page.evaluate(() => Object.assign(globalThis, { Worker: undefined }))
  const panel = page.getByRole('region', { name: 'Many starts' })
  await panel.getByRole('button', { name: 'Run' }).click()
  await panel.getByText('One hill from 20 starts.').waitFor(PATIENT)
  const { lml } = GaussianMixture.fit(points, { components: 3, init: 'random', restarts: 20 })
  const label = await panel.getByTitle(/show it/).getAttribute('title')
  expect(label).toBe(`LML ${formatLml(lml.at(-1)!).replace('-', '−')}, reached by 20 of 20 starts: show it`)
})

test('the criteria over K are the library’s, the best is marked, and a click sets that K', PATIENT, async () => {
  const page = await open()
  const panel = page.getByRole('region', { name: 'How many components?' })
  await panel.getByRole('button', { name: 'Run' }).click()
  await panel.getByText(/^Best: /).waitFor(PATIENT)
  const { candidates, best } = selectModel(points, {
    components: [1, 2, 3, 4, 5, 6, 7, 8],
    covariances: ['full'],
  })
  for (const criterion of ['bic', 'aic', 'icl'] as const) {
    await panel.getByRole('radio', { name: criterion.toUpperCase() }).check({ force: true })
    for (const candidate of candidates) {
      await panel
        .getByRole('button', { name: `K = ${candidate.components}, full: ${candidate[criterion].toFixed(1)}` })
        .waitFor()
    }
  }
  await panel.getByRole('radio', { name: 'BIC' }).check({ force: true })
  await panel.getByText(`Best: K = ${best.components}, full.`).waitFor()
  await panel.getByRole('button', { name: 'K = 2, full' }).click()
  await expect.poll(() => page.locator('[data-component]').count()).toBe(2)
  expect(await panel.getByRole('button', { name: 'K = 2, full' }).getAttribute('aria-pressed')).toBe('true')
})

test('all structures are rated, and one can be chosen with its K', PATIENT, async () => {
  const page = await open()
  const panel = page.getByRole('region', { name: 'How many components?' })
  await panel.getByLabel('All 14 structures').check()
  await panel.getByRole('button', { name: 'Run' }).click()
  await panel.getByText(/^Best: /).waitFor(PATIENT)
  const { best } = selectModel(points, { components: [1, 2, 3, 4, 5, 6, 7, 8] })
  await panel.getByText(`Best: K = ${best.components}, ${best.covariance}.`).waitFor()
  await panel.getByRole('table').getByRole('button', { name: 'K = 2, VEE' }).click()
  await expect.poll(() => page.locator('[data-component]').count()).toBe(2)
  expect(await page.getByRole('combobox', { name: 'Covariance' }).inputValue()).toBe('VEE')
})

test.each([
  { width: 320, theme: 'light' as const },
  { width: 1280, theme: 'dark' as const },
])(
  '$width px, $theme: with all that was found on display nothing overflows and axe finds nothing',
  PATIENT,
  async (seat) => {
    const page = await open({ viewport: { width: seat.width, height: 900 }, colorScheme: seat.theme })
    await unfold(page)
    await fiveComponents(page)
    const starts = page.getByRole('region', { name: 'Many starts' })
    await starts.getByRole('button', { name: 'Run' }).click()
    await starts.getByText(/from 20 starts/).waitFor(PATIENT)
    const criteria = page.getByRole('region', { name: 'How many components?' })
    await criteria.getByRole('button', { name: 'Run' }).click()
    await criteria.getByText(/^Best: /).waitFor(PATIENT)
    const race = page.getByRole('region', { name: 'Starts side by side' })
    await race.scrollIntoViewIfNeeded()
    await race.getByRole('button', { name: 'Next iteration of all' }).click()

    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<AxeResults>('axe.run()')
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  },
)
