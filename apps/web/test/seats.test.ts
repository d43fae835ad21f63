import { expect, test } from 'vitest'
import { open, unfold, useBrowser } from './browser.ts'

useBrowser()

test('on a phone panels fold away, keys unfold what they lead to, and whatever a finger meets is 44 px large', async () => {
  const page = await open({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true })
  const truth = page.getByLabel('The truth')
  expect(await truth.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Show', exact: true }).tap()
  await truth.check()
  await page.keyboard.press('e')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('SVG')

  await unfold(page)
  await page.locator('.race article').first().scrollIntoViewIfNeeded()
  const small = await page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>('button, select, input, summary, textarea'))
      .map((control) => control.closest('label:has(input[type=radio], input[type=checkbox])') ?? control)
      .map((control) => ({ box: control.getBoundingClientRect(), text: control.textContent.trim() }))
      .filter(({ box: { width, height } }) => width > 0 && Math.min(width, height) < 44)
      .map(({ box: { width, height }, text }) => `${text}: ${width} × ${height}`),
  )
  expect(small).toEqual([])
})

test('on paper: light, without controls, and with the figures that come late', async () => {
  const page = await open({ colorScheme: 'dark' })
  await page.getByRole('heading', { name: 'Was Bayes right?' }).waitFor()
  expect(await page.locator('.story canvas').count()).toBe(0)
  await page.pdf()
  expect(await page.locator('.story canvas').count()).toBeGreaterThan(5)
  await page.emulateMedia({ media: 'print' })
  await page.locator('html[data-theme=light]').waitFor()
  expect(await page.getByRole('figure', { name: /^Scatter plot/ }).isVisible()).toBe(true)
  expect(await page.locator('.button').filter({ visible: true }).count()).toBe(0)
  expect(await page.getByRole('heading', { name: 'Starts side by side' }).isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
  await page.locator('html[data-theme=dark]').waitFor()
})

test('the theme can be chosen, and is remembered', async () => {
  const page = await open({ colorScheme: 'light' })
  await page.getByRole('button', { name: 'Dark colours' }).click()
  const background = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const dark = await background()
  await page.reload()
  expect(await background()).toBe(dark)
  await page.getByRole('button', { name: 'Light colours' }).click()
  expect(await background()).not.toBe(dark)
})

test('a French browser reads French, and may choose English', async () => {
  const page = await open({ locale: 'fr-FR' })
  await page.getByRole('heading', { name: 'Qui a lancé quelle pierre ?' }).waitFor()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Who threw which stone?' }).waitFor()
  expect(await page.getByRole('slider').getAttribute('aria-valuenow')).toBe('1')
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
})

test('another language keeps what was found, what is open, and the reader’s place', async () => {
  const page = await open()
  const hills = page.getByRole('region', { name: 'Many starts' })
  await hills.getByRole('button', { name: 'Run' }).click()
  await hills.getByText(/from 20 starts/).waitFor()
  const rating = page.getByRole('region', { name: 'How many components?' })
  await rating.getByRole('button', { name: 'Run' }).click()
  await rating.getByText(/^Best: K = 3/).waitFor()
  const race = page.getByRole('region', { name: 'Starts side by side' })
  await race.scrollIntoViewIfNeeded()
  await race.getByRole('button', { name: 'Next iteration of all' }).click()
  await page.getByRole('button', { name: 'The stones as a table' }).click()
  const lmls = (): Promise<string[]> => page.locator('.hill .number').allInnerTexts()
  const found = await lmls()

  await page.getByRole('button', { name: 'Français' }).press('Enter')
  await page.getByRole('heading', { name: 'Qui a lancé quelle pierre ?' }).waitFor()
  await page.getByRole('heading', { name: 'Pierres 1 à 20 sur 500' }).waitFor()
  // The panels follow one after another.
  await expect.poll(lmls).toEqual(found.map((lml) => lml.replace('.', ',')))
  await page.getByText(/^Meilleur : K = 3/).waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('English')
  await page.locator('#race-title').scrollIntoViewIfNeeded()
  expect(await page.getByRole('slider', { name: 'Demi-étape de tous les départs' }).inputValue()).toBe('2')
})
