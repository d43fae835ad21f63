import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { FEW } from '../src/lib/paint-marks.ts'
import { open, useBrowser } from './browser.ts'

useBrowser()

/** Paths that are filled while one half-step is drawn on all canvases of the page. */
async function fillsOfAStep(page: Page, key: string): Promise<number> {
  const now = (): Promise<string | null> =>
    page.getByRole('slider', { name: 'Time: iteration' }).getAttribute('aria-valuenow')
  const before = await now()
  await page.evaluate(() => Object.assign(window, { fills: 0 }))
  await page.keyboard.press(key)
  await expect.poll(now).not.toBe(before)
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  return page.evaluate(() => (window as unknown as { fills: number }).fills)
}

test('no number of stones costs more paths than few do', { timeout: 120_000 }, async () => {
  const page = await open({ reducedMotion: 'reduce' })
  await page.evaluate(() => {
    const counted = window as unknown as { fills: number }
    for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
      const fill = prototype.fill as (this: CanvasRenderingContext2D) => void
      prototype.fill = function (this: CanvasRenderingContext2D) {
        counted.fills++
        return fill.call(this)
      } as typeof fill
    }
  })
  const fills: number[] = []
  for (const stones of [500, FEW, FEW + 1, 5000, 20_000, 20_001, 50_000]) {
    await page.getByLabel('Stones', { exact: true }).fill(String(stones))
    await page.getByLabel('Stones', { exact: true }).press('Enter')
    await page.getByText(`threw ${stones} stones`).waitFor()
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    fills.push(Math.max(await fillsOfAStep(page, '.'), await fillsOfAStep(page, '.')))
  }
  expect(fills[0]).toBeGreaterThanOrEqual(500)
  expect(Math.max(...fills)).toBeLessThanOrEqual(2 * FEW)
  // A glyph in each size, whatever there is of stones.
  for (const many of fills.slice(2)) expect(many).toBeLessThan(100)
})
