import axe, { type AxeResults } from 'axe-core'
import type { Locator, Page } from 'playwright'
import { expect, test } from 'vitest'
import { open, playToEnd, shownLml, unfold, useBrowser } from './browser.ts'

useBrowser()

// All that a visitor can do, at every width and in both themes: each action shows that it was done, and at every place
// worth stopping nothing overflows and axe finds nothing. What the numbers must be is told in the other files.

const seats = [320, 768, 1280].flatMap((width) => (['light', 'dark'] as const).map((theme) => ({ width, theme })))
const LONG = { timeout: 120_000 }

/** Opens the page as it is sat before. */
function sit({ width, theme }: (typeof seats)[number], options: Parameters<typeof open>[0] = {}): Promise<Page> {
  return open({
    viewport: { width, height: 900 },
    colorScheme: theme,
    hasTouch: width < 640,
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
    ...options,
  })
}

/** Nothing is wider than the window, and axe has nothing to say. */
async function expectSound(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<AxeResults>('axe.run()')
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

const press = (page: Page | Locator, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()

/** Waits until the likelihood on display is another. */
async function changes(page: Page, action: () => Promise<unknown>): Promise<void> {
  const before = await shownLml(page)
  await action()
  await expect.poll(() => shownLml(page)).not.toBe(before)
}

test.each(seats)('$width px, $theme: time, view, model, starts and undo', LONG, async (seat) => {
  const page = await sit(seat)
  await expectSound(page)
  await unfold(page)
  const now = (): Promise<string | null> =>
    page.getByRole('slider', { name: 'Time: iteration' }).getAttribute('aria-valuenow')

  await press(page, 'Half a step forward')
  expect(await now()).toBe('0.5')
  await press(page, 'One iteration forward')
  expect(await now()).toBe('1')
  await press(page, 'Half a step back')
  expect(await now()).toBe('0.5')
  await press(page, 'One iteration back')
  expect(await now()).toBe('0')
  await playToEnd(page)
  await page.getByText('LML rose 44 of 44 times').waitFor()
  const curve = page.getByRole('slider', { name: 'Time: iteration' })
  await curve.press('Home')
  expect(await now()).toBe('0')
  await curve.press('End')
  expect(await now()).toBe(await curve.getAttribute('aria-valuemax'))

  await page.getByLabel('The truth').check()
  await page.getByText('92.8 % of the stones named right').waitFor()
  await page.getByText('Who was taken for whom').click()
  const outline = await page.locator('path.ellipse').first().getAttribute('d')
  await page.getByLabel('Ellipses at').selectOption('ninety-five')
  await expect.poll(() => page.locator('path.ellipse').first().getAttribute('d')).not.toBe(outline)
  for (const background of ['contours', 'density', 'doubt']) {
    await page.getByLabel('Behind the stones').selectOption(background)
    await page.locator('figure.plot canvas').nth(1).waitFor()
  }
  await expectSound(page)

  await changes(page, () => page.getByRole('radio', { name: '4', exact: true }).check())
  await page.getByRole('combobox', { name: 'Covariance' }).selectOption('tied')
  await page.getByText('14 free parameters').waitFor()
  await changes(page, () => page.getByRole('radio', { name: 'Random', exact: true }).check())
  await changes(page, () => press(page, 'New start'))
  const seed = page.getByRole('region', { name: 'Start', exact: true }).getByLabel('Seed')
  expect(await seed.inputValue()).toBe('1')
  await changes(page, async () => {
    await seed.fill('7')
    await seed.press('Enter')
  })
  for (let i = 0; i < 3; i++) await changes(page, () => press(page, 'Undo'))
  await changes(page, () => press(page, 'Redo'))
  expect(await page.getByRole('radio', { name: 'Random', exact: true }).isChecked()).toBe(true)
})

test.each(seats)('$width px, $theme: touching the model and the stones', LONG, async (seat) => {
  const page = await sit(seat)
  const middleOf = async (selector: string): Promise<[number, number]> => {
    const { x, y, width, height } = (await page.locator(selector).first().boundingBox())!
    return [x + width / 2, y + height / 2]
  }
  const drag = async ([x, y]: [number, number], right: number, down: number): Promise<void> => {
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + right, y + down, { steps: 4 })
    await page.mouse.up()
  }
  for (const handle of ['center', 'major', 'minor', 'rotation']) {
    await page.keyboard.press('1')
    await changes(page, async () => drag(await middleOf(`.${handle} .reach`), 17, 23))
  }
  for (const keys of ['ArrowUp', 'Alt+ArrowLeft', 'Shift+ArrowRight', ']']) {
    await page.keyboard.press('2')
    await changes(page, async () => {
      await page.keyboard.press(keys)
      await page.keyboard.press('Enter')
    })
  }
  await expectSound(page)
  await page.keyboard.press('Escape')

  const [x, y] = await middleOf('.canvas')
  await page.mouse.click(x, y)
  await page.getByText(/^Stone \d+$/).waitFor()
  const count = async (): Promise<number> =>
    Number(/of (\d+) stones/.exec((await page.locator('figure.plot').getAttribute('aria-label'))!)![1])
  await press(page, 'Change the stones')
  await press(page, 'Add stones')
  await page.mouse.click(x, y + 60)
  await expect.poll(count).toBe(501)
  await press(page, 'Spray stones')
  await drag([x - 40, y + 60], 40, 0)
  await expect.poll(count).toBeGreaterThan(502)
  const sprayed = await count()
  await press(page, 'Erase stones')
  await drag([x - 40, y + 60], 40, 0)
  await expect.poll(count).toBeLessThan(sprayed)
  await press(page, 'Lasso stones')
  await page.mouse.move(x - 60, y - 20)
  await page.mouse.down()
  for (const [right, down] of [
    [60, -20],
    [60, 70],
    [-60, 70],
  ] as const) {
    await page.mouse.move(x + right, y + down, { steps: 3 })
  }
  await page.mouse.up()
  await page.getByText(/^\d+ stones caught$/).waitFor()
  await expectSound(page)
  await press(page, 'Remove them')
  await expect.poll(count).toBeLessThan(500)
  await press(page, 'Put the tools away')

  const shape = (): Promise<string | null> => page.locator('path.ellipse').first().getAttribute('d')
  await press(page, 'Change the stones')
  const before = await shape()
  await press(page, 'Zoom in')
  expect(await shape()).not.toBe(before)
  await press(page, 'Show everything')
})

test.each(seats)('$width px, $theme: closer looks, many starts, criteria, starts side by side', LONG, async (seat) => {
  const page = await sit(seat)
  await unfold(page)
  await press(page, 'One iteration forward')
  await press(page, 'This step in numbers and code')
  await page.locator('.maths .katex').first().waitFor()
  await press(page, 'Copy code')
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  await expectSound(page)
  await press(page, 'The stones as a table')
  await press(page, 'Next')
  await page.getByRole('heading', { name: 'Stones 21 to 40 of 500' }).waitFor()

  const hills = page.getByRole('region', { name: 'Many starts' })
  await press(hills, 'Run')
  await hills.getByText(/from 20 starts/).waitFor()
  await changes(page, () =>
    hills
      .getByTitle(/show it/)
      .first()
      .click(),
  )
  const rating = page.getByRole('region', { name: 'How many components?' })
  await press(rating, 'Run')
  await rating.getByText('Best: K = 3').waitFor()
  await rating.getByRole('radio', { name: 'AIC' }).check()
  await rating.getByRole('button', { name: /^K = 2,/ }).click()
  await expect.poll(() => page.locator('[data-component]').count()).toBe(2)

  const race = page.getByRole('region', { name: 'Starts side by side' })
  await race.scrollIntoViewIfNeeded()
  await press(race, 'Next iteration of all')
  await press(race, 'Next half-step of all')
  await press(race, 'Add a start')
  await race.getByRole('article', { name: 'Start 4' }).waitFor()
  expect(await race.getByRole('slider').getAttribute('aria-valuetext')).toBe('Iteration 1, E-step')
  await expectSound(page)
})

test.each(seats)('$width px, $theme: data of one’s own, leaving, keys, collapse and story', LONG, async (seat) => {
  const page = await sit(seat)
  await unfold(page)
  await press(page, 'Your own table …')
  const rows = Array.from({ length: 30 }, (_, i) => `${Math.sin(i)};${Math.cos(i * i)};${Math.sin(i * i)};no ${i}`)
  await page.getByLabel('Or paste rows here').fill(['a;b;c;name', ...rows, 'oops;1;2;x', ''].join('\n'))
  await press(page, 'Read it')
  await page.getByRole('checkbox', { name: 'c', exact: true }).uncheck()
  await page.getByRole('checkbox', { name: 'c', exact: true }).check()
  await expectSound(page)
  await press(page, 'Fit 3 columns')
  await page.getByText('30 stones').waitFor()
  await page.getByText('Show rows').click()
  await page.getByText('Row 31, column a: “oops” is not a number.', { exact: true }).waitFor()
  await page.getByRole('combobox', { name: 'Up' }).selectOption({ label: 'c' })
  await page.getByRole('row', { name: 'Mean, c' }).waitFor()
  await expectSound(page)

  await press(page, 'Copy link')
  await page.getByText('Copied.').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/#1\./)
  await press(page, 'Embed')
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^<iframe src="[^"]*\?embed=plot,transport,caption#1\./)
  for (const file of ['SVG', 'PNG', 'Model', 'Responsibilities', 'Trace']) {
    await Promise.all([page.waitForEvent('download'), press(page.locator('#takeaways'), file)])
  }

  await press(page, 'Keys')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await expectSound(page)
  await page.keyboard.press('Escape')

  await page.getByLabel('Speed').selectOption('max')
  await page.getByRole('button', { name: 'Watch one collapse' }).click()
  await page.getByRole('heading', { name: /^Component \d collapsed/ }).waitFor()
  await expectSound(page)
  await press(page, 'Add a ridge')
  await page.getByText(/collapsed: a ridge was added/).waitFor()

  await page.getByRole('button', { name: 'Ask this stone' }).click()
  await page.getByText(/^E-step:/).waitFor()
  await press(page, seat.theme === 'light' ? 'Dark colours' : 'Light colours')
  await page.getByRole('button', { name: 'Français' }).click()
  await page.getByRole('heading', { name: 'Qui a lancé quelle pierre ?' }).waitFor()
  await expectSound(page)
})
