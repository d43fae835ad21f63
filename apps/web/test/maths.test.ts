import { initialize } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { open, playToEnd, shownLml, useBrowser } from './browser.ts'

useBrowser()

const open3 = 'This step in numbers and code'

/** Runs the page's program in Node against the library. */
function run(code: string): number {
  const options = ['--conditions=@mixtura/source', '--input-type=module', '--eval', code]
  const room = fileURLToPath(new URL('..', import.meta.url))
  return Number(execFileSync(process.execPath, options, { cwd: room, encoding: 'utf8' }).split('\n')[0])
}

test('each half-step is shown with its numbers, and the state as a program that ends in it', async () => {
  const page = await open()
  await page.getByRole('button', { name: open3 }).click()
  await page.locator('.maths .katex').first().waitFor()
  expect(run(await page.locator('.maths pre').innerText())).toBeCloseTo(await shownLml(page), 9)

  await page.getByRole('button', { name: 'One iteration forward' }).click()
  await page.getByText(/^M-step of 1 ●, in the columns shown/).waitFor()
  // N₁ is the sum of the first column of responsibilities, and what the parameter table says, too.
  const count = await page
    .getByRole('row', { name: 'Stones it was given, in sum' })
    .getByRole('cell')
    .first()
    .innerText()
  const tex = (await page.locator('.maths [role=math]').nth(1).getAttribute('aria-label'))!
  expect(Number(/N_\{1\} \\approx ([\d.]+)/.exec(tex)![1])).toBeCloseTo(Number(count), 0)
  expect(run(await page.locator('.maths pre').innerText())).toBeCloseTo(await shownLml(page), 9)

  await page.keyboard.press('.')
  await page.getByText(/^E-step: how much of stone 1 belongs to 1 ●/).waitFor()
})

test('a start made by hand is in the program, too', async () => {
  const page = await open()
  await page.locator('[data-component="1"]').focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'One iteration forward' }).click()
  await page.getByRole('button', { name: open3 }).click()
  expect(run(await page.locator('.maths pre').innerText())).toBeCloseTo(await shownLml(page), 9)
})

test('the stones as a table, a page at a time, each selected by keyboard', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'One iteration forward' }).click()
  await page.getByRole('button', { name: 'The stones as a table' }).click()
  await page.getByRole('heading', { name: 'Stones 1 to 20 of 500' }).waitFor()
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: '21', exact: true }) })
  const [x, y, ...shares] = (await row.getByRole('cell').allInnerTexts()).map((text) => Number(text.replace('−', '-')))
  const { points, responsibilities } = reference()
  expect([x, y]).toEqual(points[20]!.map((value) => expect.closeTo(value, 3)))
  expect(shares.toSorted()).toEqual(responsibilities[20]!.toSorted().map((value) => expect.closeTo(value, 2)))
  await row.getByRole('button').press('Enter')
  await page.getByText('Stone 21', { exact: true }).waitFor()
})

/** What the K-means start says of every stone. */
function reference() {
  const points = threeStudents().points.to2DArray()
  const { model } = initialize(points, { components: 3 })
  return { points, responsibilities: model.responsibilities(points).to2DArray() }
}

test('in French the numbers of formulas have a decimal comma', async () => {
  const page = await open({ locale: 'fr-FR' })
  await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: 'Cette étape en chiffres et en code' }).click()
  await page.locator('.maths .katex').nth(1).waitFor()
  const formulas = (await page.locator('.maths .katex-html').allInnerTexts()).join(' ')
  expect(formulas).toMatch(/\d,\d/)
  expect(formulas).not.toMatch(/\d\.\d/)
})

test('the stones as a table number components as the parameters do, beside the same glyphs', async () => {
  const page = await open()
  await playToEnd(page)
  await page.getByRole('button', { name: 'The stones as a table' }).click()
  const numbersIn = async (panel: string): Promise<string[]> => {
    const heads = await page.locator(`[aria-labelledby="${panel}-title"] thead th:has([aria-hidden])`).all()
    return Promise.all(
      heads.map(async (head) =>
        [await head.locator('.number').innerText(), await head.locator('[aria-hidden]').innerText()].join(' '),
      ),
    )
  }
  await expect.poll(() => numbersIn('table')).toEqual(['1 ●', '2 ▲', '3 ■'])
  expect(await numbersIn('parameters')).toEqual(['1 ●', '2 ▲', '3 ■'])
})
