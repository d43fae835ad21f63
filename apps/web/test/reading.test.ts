import { GaussianMixture } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import type { Locator, Page } from 'playwright'
import { expect, test } from 'vitest'
import { panelsIn } from '../src/strings/panels.ts'
import { readingIn } from '../src/strings/reading.ts'
import { open, playToEnd, shownLml, useBrowser } from './browser.ts'

useBrowser()

const { points, labels } = threeStudents({ n: 60, seed: 4 })
const rows = points.to2DArray()
const languages = ['en', 'fr'] as const
type Words = ReturnType<typeof readingIn>

/** A way to read a table otherwise: the text, what is said of it, and what it then begins with. */
interface Case {
  readonly option: string
  readonly text: string | Buffer
  readonly before: readonly string[] | undefined
  readonly overrule: (dialog: Locator, words: Words) => Promise<unknown>
  readonly after: readonly string[]
}

const pick =
  (label: keyof Words, value: string) =>
  (dialog: Locator, words: Words): Promise<unknown> =>
    dialog.getByLabel(words[label] as string).selectOption(value)

const type =
  (label: keyof Words, text: string) =>
  async (dialog: Locator, words: Words): Promise<void> => {
    await dialog.getByLabel(words[label] as string).fill(text)
    await dialog.getByLabel(words[label] as string).press('Tab')
  }

const cases: readonly Case[] = [
  {
    option: 'header',
    text: '2019,2020,2021\n1.5,2.5,3.5\n4.5,5.5,6.5\n7,8,9.5\n',
    before: ['2019 2020 2021', '1.5 2.5 3.5', '4.5 5.5 6.5', '7 8 9.5'],
    overrule: pick('header', '=no'),
    after: ['x1 x2 x3', '2019 2020 2021', '1.5 2.5 3.5', '4.5 5.5 6.5'],
  },
  {
    option: 'delimiter',
    text: 'a|b,c\n1|2,3\n4|5,6\n7|8,9\n',
    before: ['a b,c', '1 2,3', '4 5,6', '7 8,9'],
    overrule: pick('delimiter', '=,'),
    after: ['a|b c', '1|2 3', '4|5 6', '7|8 9'],
  },
  {
    option: 'decimal',
    text: 'x;y\n1,5;2,5\n3,5;4,25\n',
    before: ['x y', '1,5 2,5', '3,5 4,25'],
    overrule: pick('decimal', ','),
    after: ['x y', '1.5 2.5', '3.5 4.25'],
  },
  {
    option: 'thousands',
    text: 'x;y\n10,000;2\n1,234,567;4\n',
    before: ['x y', '10,000 2', '1,234,567 4'],
    overrule: pick('thousands', '=,'),
    after: ['x y', '10000 2', '1234567 4'],
  },
  {
    option: 'comment',
    text: 'x,y\n1,2\n#3,4\n5,6\n7,8\n',
    before: ['x y', '1 2', '#3 4', '5 6'],
    overrule: pick('comment', '=#'),
    after: ['x y', '1 2', '5 6', '7 8'],
  },
  {
    option: 'no comment',
    text: '# a table\n# of mine\nx,y\n1,2\n3,4\n',
    before: ['x y', '1 2', '3 4'],
    overrule: pick('comment', '='),
    after: ['# a table', '# of mine'],
  },
  {
    option: 'skip',
    text: '9,9\nx,y\n1,2\n3,4\n',
    before: undefined,
    overrule: type('skip', '1'),
    after: ['x y', '1 2', '3 4'],
  },
  {
    option: 'missing',
    text: 'x,y\n1,-999\n-999,4\n3,NA\n5,6\n',
    before: ['x y', '1 -999', '-999 4', '3 NA'],
    overrule: type('missing', '-999'),
    after: ['x y', '1', '4', '3 NA'],
  },
  {
    option: 'encoding',
    text: Buffer.from('größe;weite\n1;2\n3;4\n', 'latin1'),
    before: undefined,
    overrule: pick('encoding', '=windows-1252'),
    after: ['größe weite', '1 2', '3 4'],
  },
]

test('every option of reading is tried', () => {
  const tried = new Set(cases.map(({ option }) => option.replace('no ', '')))
  const options = ['delimiter', 'header', 'decimal', 'thousands', 'missing', 'comment', 'skip', 'encoding']
  expect([...tried].sort()).toEqual(options.sort())
})

test.each(languages.flatMap((locale) => cases.map((one) => ({ locale, ...one }))))(
  '$locale: how the table begins is shown, and another $option makes another table of it',
  async ({ locale, text, before, overrule, after }) => {
    const [page, dialog] = await openDialog(locale)
    const words = readingIn(locale)
    await read(page, dialog, locale, text)
    if (before) await expect.poll(() => beginning(dialog, words)).toEqual(before)
    const otherwise = dialog.locator('details')
    if ((await otherwise.getAttribute('open')) === null) await otherwise.locator('summary').click()
    await overrule(dialog, words)
    await expect.poll(() => beginning(dialog, words)).toEqual(after)
    // The hand that overruled stays where it was.
    expect(await otherwise.getAttribute('open')).not.toBeNull()
  },
)

test.each(languages)('%s: columns that name rows or their groups are not chosen, with a word', async (locale) => {
  const [page, dialog] = await openDialog(locale)
  const { leftOut, leftOutToo } = readingIn(locale)
  const lines = rows.map(([x, y], i) => `${1000 + ((i * 7) % 60)};${x};${y};${labels[i]};s${i};;"${i}.000,5"`)
  await read(page, dialog, locale, ['id;x;y;student;name;none;sum', ...lines].join('\n'))
  await dialog.getByText(leftOutToo).waitFor()
  expect(await dialog.locator('fieldset label').allInnerTexts()).toEqual([
    `id, ${leftOut.identifier}`,
    'x',
    'y',
    `student, ${leftOut.labels}`,
    `name, ${leftOut.text}`,
    `none, ${leftOut.empty}`,
    `sum, ${leftOut.text}`,
  ])
  const boxes = await dialog.getByRole('checkbox').all()
  const states = await Promise.all(boxes.map(async (box) => [await box.isChecked(), await box.isDisabled()]))
  expect(states.map(([isChecked]) => isChecked)).toEqual([false, true, true, false, false, false, false])
  expect(states.map(([, isDisabled]) => isDisabled)).toEqual([false, false, false, false, true, true, true])
  await dialog.getByLabel(/student/).check()
  await dialog.getByRole('button', { name: panelsIn(locale).data.use(3) }).waitFor()
})

test('a table with decimal commas is fitted to the numbers they stand for', async () => {
  const [page, dialog] = await openDialog('en')
  const text = ['x;y', ...rows.map((row) => row.join(';').replaceAll('.', ','))].join('\n')
  await read(page, dialog, 'en', text)
  await dialog.getByText('There are no two numeric columns in it.').waitFor()
  await dialog.getByLabel('Decimal sign').selectOption(',')
  await dialog.getByText('60 rows, separated by semicolons, names in the first line, decimal comma.').waitFor()
  await dialog.getByRole('button', { name: 'Fit 2 columns' }).click()
  await page.getByText('60 stones').first().waitFor()
  await playToEnd(page)
  expect(await shownLml(page)).toBeCloseTo(GaussianMixture.fit(points, { components: 3 }).finalLml, 9)
})

test('a sign that has one meaning is not offered for another', async () => {
  const [page, dialog] = await openDialog('en')
  await read(page, dialog, 'en', 'x;y\n1.000,5;2\n3;4\n')
  await dialog.locator('summary').click()
  await dialog.getByLabel('Thousands are grouped by').selectOption('=,')
  await dialog.getByLabel('Decimal sign').selectOption(',')
  await expect.poll(() => dialog.getByLabel('Thousands are grouped by').inputValue()).toBe('found')
  const isOffered = (label: string): Promise<boolean> =>
    dialog
      .getByLabel(label)
      .locator('option[value="=,"]')
      .evaluate((option) => !(option as HTMLOptionElement).disabled)
  expect(await Promise.all(['Thousands are grouped by', 'Columns are separated by'].map(isOffered))).toEqual([
    false,
    false,
  ])
  await dialog.getByLabel('Thousands are grouped by').selectOption('=.')
  await expect.poll(() => beginning(dialog, readingIn('en'))).toEqual(['x y', '1000.5 2', '3 4'])
})

async function openDialog(locale: 'en' | 'fr'): Promise<[Page, Locator]> {
  const page = await open({ locale: locale === 'fr' ? 'fr-FR' : 'en-GB' })
  await page.getByRole('button', { name: panelsIn(locale).data.load }).click()
  return [page, page.getByRole('dialog')]
}

/** Text is pasted, bytes come as a file. */
async function read(page: Page, dialog: Locator, locale: 'en' | 'fr', text: string | Buffer): Promise<void> {
  const words = panelsIn(locale).data
  if (typeof text === 'string') {
    await dialog.getByLabel(words.paste).fill(text)
    await dialog.getByRole('button', { name: words.read }).click()
  } else {
    await dialog.getByLabel(words.file).setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: text })
  }
  await page.getByText(readingIn(locale).otherwise).waitFor()
}

/** The names and first rows on display, cells with a blank between. */
async function beginning(dialog: Locator, { begins }: Words): Promise<string[]> {
  const lines = await dialog.getByRole('region', { name: begins }).getByRole('row').allInnerTexts()
  return lines.map((line) => line.replaceAll(/\s+/g, ' ').trim())
}
