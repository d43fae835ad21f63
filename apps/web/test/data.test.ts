import { GaussianMixture } from '@mixtura/core'
import { iris, oldFaithful, presetById, threeStudents } from '@mixtura/datagen'
import { expect, test } from 'vitest'
import { open, playToEnd, shownLml, useBrowser } from './browser.ts'

useBrowser()

test('three students of any number and seed are fitted as the library fits them', async () => {
  const page = await open()
  await page.getByLabel('Stones', { exact: true }).fill('800')
  await page.getByLabel('Stones', { exact: true }).press('Enter')
  await page.getByText('threw 800 stones').waitFor()
  await playToEnd(page)
  const { points } = threeStudents({ n: 800, seed: 12 })
  expect(await shownLml(page)).toBeCloseTo(GaussianMixture.fit(points, { components: 3 }).lml.at(-1)!, 9)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('threw 500 stones').waitFor()
})

test('Old Faithful, whose columns have units of their own', async () => {
  const page = await open()
  await page.getByLabel('Data set').selectOption({ label: 'Old Faithful' })
  await expect.poll(() => page.locator('[data-component]').count()).toBe(presetById('old-faithful').componentCount)
  await playToEnd(page)
  const components = presetById('old-faithful').componentCount
  const { lml } = GaussianMixture.fit(oldFaithful().points, { components })
  expect(await shownLml(page)).toBeCloseTo(lml.at(-1)!, 9)
  const { width, height } = (await page.locator('.plot .canvas').boundingBox())!
  const marks = await page.locator('[data-component]').all()
  const boxes = await Promise.all(marks.map((mark) => mark.boundingBox()))
  // Drawn to one scale, the two would stand on one vertical line.
  expect(Math.abs(boxes[0]!.x - boxes[1]!.x)).toBeGreaterThan(width / 4)
  expect(Math.abs(boxes[0]!.y - boxes[1]!.y)).toBeGreaterThan(height / 4)
})

test('more than two columns are fitted, and shown in any pair', async () => {
  const page = await open()
  await page.getByLabel('Data set').selectOption({ label: 'Irises' })
  await playToEnd(page)
  const { lml } = GaussianMixture.fit(iris().points, { components: 3 })
  expect(await shownLml(page)).toBeCloseTo(lml.at(-1)!, 9)
  await page.getByRole('combobox', { name: 'Across' }).selectOption({ index: 2 })
  await page.getByRole('combobox', { name: 'Up' }).selectOption({ index: 3 })
  await page.getByRole('row', { name: /Mean, petal.length/i }).waitFor()
})

test('a collapse stops the run, says why, and offers three ways out', async () => {
  const page = await open()
  await page.getByLabel('Data set').selectOption({ label: presetById('duplicated-points').title.en })
  await page.getByLabel('Speed').selectOption({ label: 'max' })
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.getByRole('heading', { name: /^Component \d collapsed/ }).waitFor()
  const components = await page.locator('[data-component]').count()
  await page.getByRole('button', { name: 'Drop it' }).click()
  // What is left may collapse again.
  await expect.poll(() => page.locator('[data-component]').count()).toBeLessThan(components)
})

test('a pasted table is read, its columns chosen, and its faults told', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Your own table' }).click()
  const { points } = threeStudents({ n: 300, seed: 4 })
  const rows = points.to2DArray().map(([x, y], i) => `${x};s${i % 3};${y}`)
  await page.getByLabel('Or paste rows here').fill(['width;kind;height', ...rows, 'oops;s;1', ''].join('\n'))
  await page.getByRole('button', { name: 'Read it' }).click()
  await page.getByText('301 rows, separated by semicolons, names in the first line.').waitFor()
  expect(await page.getByRole('checkbox', { name: 'kind' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Fit 2 columns' }).click()
  await page.getByText('300 stones, and nobody wrote down who threw them.').waitFor()
  await page.getByText(/Row 301, column width: “oops” is not a number\. Skipped 1 of 301 rows\./).waitFor()
  await playToEnd(page)
  const { lml } = GaussianMixture.fit(points, { components: 3 })
  expect(await shownLml(page)).toBeCloseTo(lml.at(-1)!, 9)
})

test('what is no table is refused in words, and the page keeps its stones', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Your own table' }).click()
  await page.getByLabel('Or paste rows here').fill('[{"a":1,')
  await page.getByRole('button', { name: 'Read it' }).click()
  expect(await page.getByRole('alert').innerText()).toMatch(/JSON/)
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByText('threw 500 stones').waitFor()
})

test('the dialog gives the focus back, however it is left', async () => {
  const page = await open()
  const opener = page.getByRole('button', { name: 'Your own table' })
  const hasFocus = (): Promise<boolean> => opener.evaluate((button) => document.activeElement === button)
  await opener.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).press('Enter')
  await expect.poll(hasFocus).toBe(true)
  await opener.press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(hasFocus).toBe(true)
  await opener.press('Enter')
  const rows = Array.from({ length: 12 }, (_, i) => `${Math.sin(i)},${Math.cos(i * i)}`)
  await page.getByLabel('Or paste rows here').fill(rows.join('\n'))
  await page.getByRole('button', { name: 'Read it' }).press('Enter')
  await page.getByRole('button', { name: 'Fit 2 columns' }).press('Enter')
  await page.getByText('12 stones').waitFor()
  await expect.poll(hasFocus).toBe(true)
})

test('in French the rows that were left out are told in French, each with its place', async () => {
  const page = await open({ locale: 'fr-FR' })
  await page.getByRole('button', { name: 'Votre tableau' }).click()
  const rows = Array.from({ length: 12 }, (_, i) => `${Math.sin(i)},${Math.cos(i * i)}`)
  await page.getByLabel('Ou collez des lignes ici').fill(['x,y', ...rows, '1,n/a', ',2', '1,2,3'].join('\n'))
  await page.getByRole('dialog').getByRole('button', { name: 'Lire' }).click()
  await page.getByRole('button', { name: 'Ajuster 2 colonnes' }).click()
  await page.getByText('Ligne 13, colonne 2 : « n/a » n’est pas un nombre. 3 lignes laissées de côté sur 15.').waitFor()
  await page.getByText('Montrer les lignes').click()
  expect(await page.getByRole('region', { name: 'Données' }).getByRole('listitem').allInnerTexts()).toEqual([
    'Ligne 13, colonne 2 : « n/a » n’est pas un nombre.',
    'Ligne 14, colonne 1 : il n’y a pas de valeur.',
    'Ligne 15 : le nombre de cases n’est pas celui de la première ligne.',
  ])
})

test.each([
  {
    locale: 'en-GB',
    words: ['Your own table', 'Or paste rows here', 'Read it', /^Fit 2/],
    said: [
      'K = 3 needs at least 3 different points; there are 2.',
      'Take fewer components, or more stones; a ridge under Rules lets components share a point.',
    ],
  },
  {
    locale: 'fr-FR',
    words: ['Votre tableau', 'Ou collez des lignes ici', 'Lire', /^Ajuster 2/],
    said: [
      'Il faut plus de points différents pour tant de composantes : il n’y en a que 2.',
      'Prenez moins de composantes, ou plus de données.',
    ],
  },
] as const)(
  '$locale: what cannot be fitted is refused with cause, remedy, code and value',
  async ({ locale, words, said }) => {
    const page = await open({ locale })
    const [own, paste, read, fit] = words
    await page.getByRole('button', { name: own }).click()
    await page.getByLabel(paste).fill('x,y\n1,2\n3,4\n1,2\n')
    await page.getByRole('dialog').getByRole('button', { name: read }).click()
    await page.getByRole('button', { name: fit }).click()
    const alert = page.getByRole('dialog').getByRole('alert')
    expect((await alert.innerText()).split(/\n+/)).toEqual([...said, 'too-few-distinct-points: 2'])
  },
)

test('a hostile table is only text', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Your own table' }).click()
  const evil = '<img src=x onerror=document.title="owned">'
  await page.getByLabel('Choose a file').setInputFiles({
    name: `${evil}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `"${evil.replaceAll('"', '""')}",b\n${Array.from({ length: 20 }, (_, i) => `${Math.sin(i)},${Math.cos(i * i)}`).join('\n')}\n`,
    ),
  })
  await page.getByRole('button', { name: 'Fit 2 columns' }).click()
  await page.getByText('20 stones').waitFor()
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  expect(await page.title()).not.toBe('owned')
})

test('a table as wide as no dialog is listed in part', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Your own table' }).click()
  const rows = Array.from({ length: 12 }, (_, i) => Array.from({ length: 3000 }, (_, j) => Math.sin(i * j + i)).join())
  await page.getByLabel('Choose a file').setInputFiles({
    name: 'wide.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(rows.join('\n')),
  })
  await page.getByText('2800 more columns are not listed.').waitFor()
  expect(await page.getByRole('checkbox').and(page.locator('dialog *')).count()).toBe(200)
})

test('a hundred thousand rows are dots, and a step is still a step', async () => {
  const page = await open()
  await page.getByLabel('Stones', { exact: true }).fill('100000')
  await page.getByLabel('Stones', { exact: true }).press('Enter')
  await page.getByText('threw 100000 stones').waitFor({ timeout: 20_000 })
  await page.getByRole('button', { name: 'One iteration forward' }).click()
  await expect.poll(() => page.getByRole('slider').getAttribute('aria-valuenow')).toBe('1')
})
