import { expect, test } from 'vitest'
import { chooseColumns, formatCsv, parseColumnList, parseModel, parseTable, printable } from '../src/index.ts'

/** Cells, lines and whole texts that make an expression go back over what it has read. */
const shapes: Record<string, (n: number) => string> = {
  blanks: (n) => ' '.repeat(n),
  'blanks before a word': (n) => `${' '.repeat(n)}x`,
  'blanks within words': (n) => `x${' '.repeat(n)}x`,
  tabs: (n) => '\t'.repeat(n),
  'other blanks': (n) => '\u00A0'.repeat(n),
  digits: (n) => `${'1'.repeat(n)}x`,
  points: (n) => '.'.repeat(n),
  'digits and points': (n) => '1.'.repeat(n / 2),
  groups: (n) => `1${',234'.repeat(n / 4)}x`,
  signs: (n) => '-'.repeat(n),
  exponents: (n) => '1e'.repeat(n / 2),
  'hash signs': (n) => '#'.repeat(n),
  commas: (n) => `"${','.repeat(n)}"`,
  quotes: (n) => `"${'""'.repeat(n / 2)}"`,
  'combining marks': (n) => `x${'\u0301'.repeat(n)}`,
  brackets: (n) => `${'['.repeat(n)}`,
}

const tables: Record<string, (cell: string) => string> = {
  'a cell': (cell) => `x,y\n1,2\n3,${cell}\n5,6\n`,
  'the first cell': (cell) => `${cell},y\n1,2\n`,
  'a line below comments': (cell) => `# a\n${cell}\n#${cell}\n1,2\n`,
  'a whole text': (cell) => cell,
}

const uses: Record<string, (text: string) => unknown> = {
  read: (text) => chooseColumns(parseTable(text), { onBadRow: 'skip' }),
  'read with groups, commas and marks': (text) =>
    chooseColumns(parseTable(text, { decimal: ',', delimiter: ';', thousands: '.', missing: ['?'], comment: '%' })),
  'read by words': (text) => chooseColumns(parseTable(text, { delimiter: ' ' })),
  'kept as it is': (text) => parseTable(text, { keepRecords: true }),
  'read as columns': (text) => parseColumnList(text),
  'read as a model': (text) => parseModel(text),
  written: (text) => formatCsv([{ name: text, values: [text] }]),
  shown: (text) => printable(text),
}

/** Milliseconds of the fastest of three, and at least one: less is noise. */
function timeOf(use: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const begun = performance.now()
    try {
      use()
    } catch {
      // Most of these are refused; it is the time that counts.
    }
    return performance.now() - begun
  })
  return Math.max(1, Math.min(...times))
}

/** Twice doubled, linear work takes four times as long, quadratic work sixteen times. */
test.each(Object.keys(shapes))('no text of %s takes more than its length to read', { timeout: 60_000 }, (name) => {
  for (const [place, table] of Object.entries(tables)) {
    for (const [how, use] of Object.entries(uses)) {
      const [short, long] = [15_000, 60_000].map((n) => table(shapes[name]!(n)))
      // What is over at once need not be compared with what is over sooner.
      const time = timeOf(() => use(long!))
      if (time < 20) continue
      // Others on the machine slow single measurements down; what is quadratic is so every time.
      const ratios = Array.from({ length: 4 }, () => timeOf(() => use(long!)) / timeOf(() => use(short!)))
      expect(Math.min(...ratios), `${place}, ${how}`).toBeLessThan(10)
    }
  }
})
