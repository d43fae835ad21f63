import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseColumns, IoError, parseTable, readTable, type Table } from '../src/index.ts'
import { cells, names } from './samples.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value))
/** Text that is no number, with everything that is hard in a cell; line ends as they are read. */
const text = fc
  .string({ unit: fc.constantFrom('a', 'é', '💎', ' ', '"', ',', ';', '|', '\t', '#', '\n', '1', '.'), maxLength: 8 })
  .map((rest) => `t${rest}`)

interface Written {
  readonly names: string[]
  readonly rows: (number | string)[][]
  readonly delimiter: string
  readonly text: string
}

/** Texts by a writer of our own that quotes at random, uses any line end, and scatters blank lines and comments. */
const written: fc.Arbitrary<Written> = fc
  .record({
    kinds: fc.array(fc.constantFrom('number', 'text'), { minLength: 2, maxLength: 4 }),
    rowCount: fc.integer({ min: 1, max: 12 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    mark: fc.constantFrom('', '\uFEFF'),
    isCutShort: fc.boolean(),
    dice: fc.infiniteStream(fc.nat(99)),
  })
  .chain(({ kinds, rowCount, delimiter, mark, isCutShort, dice }) =>
    fc
      .record({
        names: fc.tuple(...kinds.map((_, j) => text.map((name) => `${name.trim()}${j}`))),
        rows: fc.array(fc.tuple(...kinds.map((kind) => (kind === 'number' ? finite : text))), {
          minLength: rowCount,
          maxLength: rowCount,
        }),
      })
      .map(({ names, rows }) => {
        const cell = (value: number | string): string => {
          const plain = String(value)
          const needsQuotes = /["\n,;|\t#]/.test(plain) || plain.trim() !== plain
          return needsQuotes || dice.next().value % 3 === 0 ? `"${plain.replaceAll('"', '""')}"` : plain
        }
        const lineEnd = (): string => ['\n', '\r\n', '\r'][dice.next().value % 3]!
        const between = (): string => {
          const chance = dice.next().value
          return chance < 10 ? lineEnd() : chance < 20 ? `# 1,"${delimiter}${lineEnd()}` : ''
        }
        const lines = [names, ...rows].map((row) => `${between()}${row.map(cell).join(delimiter)}`)
        const body = lines.map((line) => `${line}${lineEnd()}`).join('')
        return { names, rows, delimiter, text: mark + (isCutShort ? body.replace(/[\r\n]+$/, '') : body) }
      }),
  )

const byteLength = (text: string): number => new TextEncoder().encode(text).length

async function* inPieces<T>(pieces: readonly T[]): AsyncGenerator<T> {
  yield* pieces
}

/** The bytes of a text, cut at the given shares of its length. */
function cutBytes(text: string, cuts: readonly number[]): Uint8Array[] {
  const bytes = new TextEncoder().encode(text)
  const ends = cuts.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b)
  return [0, ...ends].map((start, i) => bytes.subarray(start, [...ends, bytes.length][i]))
}

const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 })

describe('whatever is written is read', () => {
  test('whatever is quoted, wherever lines end, and with blank lines and comments between', () => {
    fc.assert(
      fc.property(written, ({ names: expectedNames, rows, delimiter, text }) => {
        const table = parseTable(text, { delimiter, header: true, comment: '#' })
        expect(names(table)).toEqual(expectedNames)
        expect(cells(table)).toEqual(rows)
      }),
      { numRuns: 500 },
    )
  })

  test('each row on the line where it starts', () => {
    fc.assert(
      fc.property(written, ({ rows, delimiter, text }) => {
        const { lines } = parseTable(text, { delimiter, header: true, comment: '#' })
        const source = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/)
        rows.forEach(([first], row) => {
          const [start] = String(first).split('\n')
          expect(source[lines![row]! - 1]!.replaceAll('"', '')).toContain(start!.replaceAll('"', ''))
        })
      }),
    )
  })

  test('however its bytes are cut, within characters and line ends', async () => {
    await fc.assert(
      fc.asyncProperty(written, shares, async ({ text, delimiter }, cuts) => {
        const options = { delimiter, comment: '#', keepRecords: true }
        const whole = parseTable(text, options)
        expect(await readTable(inPieces(cutBytes(text, cuts)), options)).toEqual({ ...whole, encoding: 'utf-8' })
      }),
      { numRuns: 300 },
    )
  })

  test('byte by byte and character by character', async () => {
    await fc.assert(
      fc.asyncProperty(written, async ({ text }) => {
        const options = { comment: '#', keepRecords: true }
        const whole = parseTable(text, options)
        const bytes = new TextEncoder().encode(text)
        const single = Array.from({ length: byteLength(text) }, (_, i) => bytes.subarray(i, i + 1))
        expect(await readTable(inPieces(single), options)).toEqual({ ...whole, encoding: 'utf-8' })
        expect(await readTable(text.split(''), options)).toEqual(whole)
      }),
      { numRuns: 50 },
    )
  })
})

test('the delimiter of a table of numbers is found', () => {
  const rows = fc
    .integer({ min: 2, max: 4 })
    .chain((d) => fc.array(fc.array(finite, { minLength: d, maxLength: d }), { minLength: 1, maxLength: 20 }))
  fc.assert(
    fc.property(rows, fc.constantFrom(',', ';', '\t', '|', ' '), fc.boolean(), (rows, delimiter, hasHeader) => {
      const header = rows[0]!.map((_, j) => `v${j}`)
      const text = [...(hasHeader ? [header] : []), ...rows].map((row) => row.join(delimiter)).join('\n')
      const table = parseTable(text)
      expect(table).toMatchObject({ delimiter, header: hasHeader })
      expect(cells(table)).toEqual(rows)
    }),
  )
})

test('words between any blanks', () => {
  const blanks = fc.stringMatching(/^[ \t]{1,4}$/)
  const rows = fc
    .integer({ min: 2, max: 4 })
    .chain((d) => fc.array(fc.array(finite, { minLength: d, maxLength: d }), { minLength: 2, maxLength: 9 }))
  fc.assert(
    fc.property(rows, fc.infiniteStream(blanks), (rows, gaps) => {
      const gap = (): string => gaps.next().value
      const text = rows.map((row) => row.map((value) => `${gap()}${value}`).join('') + gap()).join('\n')
      expect(cells(parseTable(text, { delimiter: ' ' }))).toEqual(rows)
    }),
  )
})

describe('anything at all gives a table or a typed error', () => {
  function survey(read: () => Table): void {
    try {
      const table = read()
      expect(table.rowCount + table.faults.rows.length).toBeGreaterThan(0)
      for (const column of table.columns) {
        expect((column.kind === 'numeric' ? column.values : column.text).length).toBe(table.rowCount)
      }
      const { values } = chooseColumns(table, { onBadRow: 'skip' })
      expect(values.every(Number.isFinite)).toBe(true)
    } catch (error) {
      expect(error).toBeInstanceOf(IoError)
    }
  }

  const separators = fc.constantFrom(',', ';', '\t', '|', ' ', '\n', '\r', '\r\n', '"', '""', '#')
  const words = fc.constantFrom(
    '1',
    '2.5',
    '-',
    '1e999',
    'x',
    'NA',
    '\0',
    '\uFEFF',
    '\uD800',
    '💎',
    '\u001F\uFFFD',
    '__proto__',
  )
  const json = fc.constantFrom('[', ']', '{', '}', ':', '"x":', '"data":', '"columns":', '"__proto__":', 'null')
  const fragments = fc.oneof(separators, words, json)

  test('text made of what matters', () => {
    fc.assert(
      fc.property(fc.string({ unit: fragments, maxLength: 60 }), (text) => survey(() => parseTable(text))),
      { numRuns: 3000 },
    )
  })

  test('under any settings', () => {
    const options = fc.record(
      {
        format: fc.constantFrom('csv', 'json', 'ndjson'),
        delimiter: fc.constantFrom(',', ';', '\t', '|', ' ', ':'),
        header: fc.boolean(),
        decimal: fc.constantFrom('.', ','),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.string({ unit: fragments, maxLength: 60 }), options, (text, given) => {
        fc.pre((given.delimiter ?? ';') !== (given.decimal ?? '.'))
        survey(() => parseTable(text, given as Parameters<typeof parseTable>[1]))
      }),
      { numRuns: 3000 },
    )
  })

  test('JSON of any shape', () => {
    fc.assert(
      fc.property(fc.json(), (text) => survey(() => parseTable(text, { format: 'json' }))),
      { numRuns: 2000 },
    )
    fc.assert(
      fc.property(fc.array(fc.json()), (lines) => survey(() => parseTable(lines.join('\n'), { format: 'ndjson' }))),
    )
  })

  test('bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), fc.boolean(), async (bytes, hasZeros) => {
        const given = hasZeros ? bytes : bytes.map((byte) => byte || 44)
        const read = await readTable([given]).then(
          (table) => () => table,
          (error: unknown) => () => {
            throw error
          },
        )
        survey(read)
      }),
      { numRuns: 2000 },
    )
  })
})
