import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { complained, open, playToEnd, shownLml, unfold, useBrowser } from './browser.ts'

useBrowser()

const PATIENT = { timeout: 120_000 }

/** All keys of all commands, as the page itself lists them. */
async function keysOf(page: Page): Promise<string[]> {
  await page.keyboard.press('?')
  const lists = await page.locator('kbd[data-keys]').evaluateAll((rows) => rows.map((row) => row.dataset.keys!))
  await page.keyboard.press('Escape')
  return lists.flatMap((list) => list.split(' '))
}

/** As Playwright spells a key of the table. */
function named(key: string): string {
  return key.replace('Ctrl', 'Control').replace('Space', ' ')
}

async function toTheMiddle(page: Page): Promise<void> {
  for (let i = 0; i < 5; i++) await page.keyboard.press('.')
}

/** Twenty stones and five components: one of them ends on a line. */
async function collapse(page: Page): Promise<void> {
  await page.getByLabel('Stones', { exact: true }).fill('20')
  await page.getByLabel('Stones', { exact: true }).press('Enter')
  await page.getByText('threw 20 stones').waitFor()
  await page.getByRole('radio', { name: '5', exact: true }).check()
  await page.getByLabel('Speed').selectOption({ label: 'max' })
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.getByRole('alert').getByRole('heading').waitFor()
}

/** A table of three columns with a name that no other has. */
async function loadOwn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your own table …' }).click()
  const rows = Array.from({ length: 60 }, (_, i) => `${Math.sin(i)},${i % 7},${(i % 2) * 9 + Math.cos(3 * i)}`)
  await page.getByLabel('Or paste rows here').fill(['width,height,depth', ...rows].join('\n'))
  await page.getByRole('button', { name: 'Read it' }).click()
  await page.getByRole('button', { name: /^Fit/ }).click()
  await page.getByText('60 stones, and nobody').waitFor()
}

const states: Record<string, (page: Page) => Promise<void>> = {
  'the start': async () => {},
  'the middle of a run': toTheMiddle,
  'a run that plays': (page) => page.keyboard.press('Space'),
  'the end': playToEnd,
  'a collapse': collapse,
  'a component selected': async (page) => {
    await toTheMiddle(page)
    await page.keyboard.press('2')
  },
  'a component shaped, not yet taken': async (page) => {
    await page.keyboard.press('1')
    await page.keyboard.press('ArrowUp')
  },
  'a run forked by hand': async (page) => {
    await page.keyboard.press('1')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.keyboard.press('.')
  },
  'a restarted run': async (page) => {
    await toTheMiddle(page)
    await page.keyboard.press('r')
  },
  'data of one’s own': loadOwn,
}

/** Whether the page still answers: a step forward shows another half-step, or none is left. */
async function answers(page: Page): Promise<void> {
  expect(await page.locator('.broken').count()).toBe(0)
  const time = page.getByRole('slider', { name: 'Time: iteration' })
  await page.keyboard.press('Home')
  await expect.poll(() => time.getAttribute('aria-valuenow')).toBe('0')
  expect(await shownLml(page)).toBeLessThan(0)
  await page.keyboard.press('.')
  await expect.poll(() => time.getAttribute('aria-valuenow')).toBe('0.5')
}

test.each(Object.entries(states))('every key of the table leaves the page alive: %s', PATIENT, async (_, reach) => {
  const page = await open({ permissions: ['clipboard-write', 'clipboard-read'] })
  await unfold(page)
  const keys = await keysOf(page)
  expect(keys.length).toBeGreaterThan(25)
  await reach(page)
  for (const key of keys) {
    await page.keyboard.press(named(key))
    if ((await page.locator('dialog').count()) > 0) await page.keyboard.press('Escape')
    expect(complained(), key).toEqual([])
    expect(await page.locator('.broken').count(), key).toBe(0)
  }
  // And once more the other way round, so that every command follows others.
  for (const key of keys.toReversed()) await page.keyboard.press(named(key))
  await page.keyboard.press('Escape')
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await answers(page)
})

test('a fault of the page says what broke, keeps one’s own data, and goes on', PATIENT, async () => {
  const page = await open()
  await loadOwn(page)
  await page.evaluate(() => {
    const { stroke } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.stroke = function () {
      CanvasRenderingContext2D.prototype.stroke = stroke
      throw new Error('The brush is dry.')
    }
  })
  await page.keyboard.press('.')
  await page.getByRole('alert').getByText('The brush is dry.').waitFor()
  expect(complained().join()).toContain('The brush is dry.')
  await page.getByRole('button', { name: 'Go on with these stones' }).click()
  await page.getByText('60 stones, and nobody').waitFor()
  await page.locator('[data-component]').first().waitFor({ state: 'attached' })
  await answers(page)
})

test('a fault outside of what is drawn is said, too, and the page stays', PATIENT, async () => {
  const page = await open()
  await page.evaluate(() => {
    void Promise.reject(new Error('Nobody listens.'))
  })
  await page.getByRole('alert').getByText('Nobody listens.').waitFor()
  expect(complained().join()).toContain('Nobody listens.')
  expect(await page.locator('[data-component]').count()).toBe(3)
  await page.getByRole('button', { name: 'Go on with these stones' }).click()
  await expect.poll(() => page.locator('.broken').count()).toBe(0)
  await answers(page)
})
