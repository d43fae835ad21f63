import { em, MixturaError, type CollapsePolicy, type Frame } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { open, shownLml, unfold, useBrowser } from './browser.ts'

useBrowser()

const { points } = threeStudents({ n: 20, seed: 12 })

/** Twenty stones and five components: one of them ends on a line. */
async function collapse(page: Page): Promise<void> {
  await unfold(page)
  await page.getByLabel('Stones', { exact: true }).fill('20')
  await page.getByLabel('Stones', { exact: true }).press('Enter')
  await page.getByText('threw 20 stones').waitFor()
  await page.getByRole('radio', { name: '5', exact: true }).check()
  await page.getByLabel('Speed').selectOption({ label: 'max' })
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.getByRole('alert').getByRole('heading').waitFor()
}

/** The frames before the library gives up, too. */
function framesBefore(): { frames: Frame[]; component: number } {
  const frames: Frame[] = []
  try {
    for (const frame of em(points, { components: 5, onCollapse: 'error' })) frames.push(frame)
  } catch (error) {
    return { frames, component: (error as MixturaError).value as number }
  }
  throw new Error('Nothing collapsed.')
}

test('a collapse stops the run at the last sound model, and names its component', async () => {
  const page = await open()
  await collapse(page)
  const { frames, component } = framesBefore()
  expect(await shownLml(page)).toBeCloseTo(frames.at(-1)!.lml, 9)
  const [number] = /\d/.exec(await page.getByRole('alert').getByRole('heading').innerText())!
  // The components' means, in the order of their colours.
  const means = await page.getByRole('row', { name: 'Mean' }).first().getByRole('cell').allInnerTexts()
  expect(Number(means[Number(number) - 1])).toBeCloseTo(frames.at(-1)!.model.means.get(component, 0), 3)

  await page.keyboard.press('Home')
  await expect.poll(() => page.getByRole('alert').count()).toBe(0)
})

test.each([
  { width: 1280, height: 800 },
  { width: 768, height: 1024 },
  { width: 360, height: 800 },
])('at $width × $height its ways out are in sight without scrolling', async (viewport) => {
  const page = await open({ viewport, hasTouch: viewport.width < 640 })
  await collapse(page)
  await page.evaluate(() => scrollTo(0, 0))
  const floor = await page.evaluate(() => {
    const time = document.querySelector('.time')!
    return getComputedStyle(time).position === 'sticky' ? time.getBoundingClientRect().top : innerHeight
  })
  for (const name of ['Add a ridge', 'Reseed it', 'Drop it']) {
    const { y, height } = (await page.getByRole('button', { name }).boundingBox())!
    expect(y + height).toBeLessThanOrEqual(floor)
    if (viewport.width < 640) expect(height).toBeGreaterThanOrEqual(44)
  }
})

test.each([
  ['Add a ridge', 'regularize', /collapsed: a ridge was added/],
  ['Reseed it', 'reseed', /collapsed: it was given half of the heaviest/],
  ['Drop it', 'drop', /collapsed: it was dropped/],
] as const)('“%s” is a way out that is said, and can be undone', async (name, onCollapse, said) => {
  const page = await open()
  await collapse(page)
  await page.getByRole('button', { name }).click()
  await page.getByText(said).first().waitFor()
  const start = framesBefore().frames.at(-1)!.model
  const policy: CollapsePolicy = onCollapse
  const [, next] = em(points, { components: 5, init: start, onCollapse: policy, maxIterations: 1, tolerance: 0 })
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => shownLml(page)).toBeCloseTo(next!.lml, 9)
  expect(await page.locator('[data-component]').count()).toBe(next!.model.componentCount)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('alert').getByRole('heading').waitFor()
})
