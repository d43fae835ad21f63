import { MixturaError } from '@mixtura/core'
import { describe, expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'
import { IoError, parseTable, readTable, type TableOptions } from '../src/index.ts'
import { errorOf } from './samples.ts'

const source = 'data.csv'

test.each(['', '\n\n', '# nothing\n#', '\uFEFF', ' \r\n\t', ',,\n,,'])('nothing in %j', (text) => {
  expect(errorOf(() => parseTable(text, { source }))).toMatchObject({
    code: 'empty-input',
    message: 'data.csv: The input is empty. Give rows of numbers.',
  })
})

test('a header without rows', () => {
  expect(errorOf(() => parseTable('x,petal width\n', { source }))).toMatchObject({
    code: 'no-rows',
    message: 'data.csv: There is a header (x, “petal width”), but no row of data. Add rows of numbers.',
  })
})

describe('quotes', () => {
  test.each([
    ['to the end', 'x,y\n1,2\n3,"4\n5,6\n', 3],
    ['in a row of several lines', 'x,who\n1,"a\nb"\n2,"c\nd","e\n3,f', 5],
    ['in the header', '# c\nx,"y\n1,2\n', 2],
    ['closed in the middle of a cell', 'x,y\n1,"2"3\n4,5', 2],
  ])('that do not close: %s', (_, text, line) => {
    expect(errorOf(() => parseTable(text, { source }))).toMatchObject({ code: 'unclosed-quote', source, line })
  })

  test('that are wrong in the header', () => {
    expect(errorOf(() => parseTable('x,"y"z,"w"\n1,2,3\n', { source }))).toMatchObject({
      code: 'bad-quote',
      message:
        'data.csv, line 1: The first row has text after a closing quote. Correct it: the columns are told by it.',
    })
  })
})

describe('what is not text', () => {
  test.each([
    ['gzip', gzipSync('x,y\n1,2\n'), 'compressed with gzip', 'Decompress it first.'],
    ['a spreadsheet', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0), 'spreadsheet', 'Save the sheet as CSV.'],
    ['UTF-16, low byte first', Uint8Array.of(0x78, 0, 0x79, 0, 0x0a, 0), 'UTF-16', 'Say so (encoding “utf-16le”).'],
    ['UTF-16, high byte first', Uint8Array.of(0, 0x78, 0, 0x79, 0, 0x0a), 'UTF-16', 'Say so (encoding “utf-16be”).'],
    ['anything with zeros', Uint8Array.of(1, 2, 0, 4), 'NUL', 'Give delimited text or JSON.'],
  ])('%s', async (_, bytes, kind, remedy) => {
    const error: unknown = await readTable([bytes], { source }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(IoError)
    expect(error).toMatchObject({ code: 'binary-input', remedy, message: expect.stringContaining(kind) })
  })

  test('zeros far into a text', () => {
    expect(errorOf(() => parseTable(`x,y\n${'1,2\n'.repeat(200_000)}\0`)).code).toBe('binary-input')
  })
})

describe('bytes', () => {
  const text = 'Größe;Preis €\n1;2\n3;4\n'
  const utf16le = Uint8Array.from([...`\uFEFF${text}`].flatMap((c) => [c.charCodeAt(0) % 256, c.charCodeAt(0) >> 8]))
  const utf16be = utf16le.map((_, i) => utf16le[i ^ 1]!)
  const windows = Uint8Array.from([...text].map((character) => (character === '€' ? 0x80 : character.charCodeAt(0))))
  const utf8 = new TextEncoder().encode(text)

  test.each<[string, Uint8Array, TableOptions]>([
    ['UTF-8', utf8, {}],
    ['UTF-16 with a mark, low byte first', utf16le, {}],
    ['UTF-16 with a mark, high byte first', utf16be, {}],
    ['UTF-16 without one', utf16le.subarray(2), { encoding: 'utf-16le' }],
    ['Windows-1252', windows, { encoding: 'windows-1252' }],
  ])('of %s are read, however they are cut', async (_, bytes, options) => {
    for (const size of [1, 2, 7, 1000]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      )
      const table = await readTable(chunks, options)
      expect(table.columns.map(({ name }) => name)).toEqual(['Größe', 'Preis €'])
      expect(table.rowCount).toBe(2)
    }
  })

  test('that are not what they should be are refused with their line, and with what to say', async () => {
    await expect(readTable([windows], { source })).rejects.toMatchObject({
      code: 'bad-encoding',
      line: 1,
      message: `data.csv, line 1: This is not UTF-8. If it was saved as Windows-1252 or Latin-1, say so (encoding “windows-1252”).`,
      advice: [{ encoding: 'windows-1252' }],
    })
    const late = [new TextEncoder().encode('x,y\n1,2\n'), Uint8Array.of(0x33, 0x0a, 0xe9, 0x0a)]
    await expect(readTable(late)).rejects.toMatchObject({ code: 'bad-encoding', line: 4 })
    await expect(readTable([utf8.subarray(0, 3)]), 'cut short').rejects.toMatchObject({ code: 'bad-encoding' })
  })
})

describe('sources', () => {
  test.each([undefined, null, 7, {}, [7], [null]])('%j is none', async (given) => {
    await expect(readTable(given as string)).rejects.toMatchObject({ name: 'IoError', code: 'bad-source' })
    expect(errorOf(() => parseTable(given as unknown as string)).code).toBe('bad-source')
  })

  test('that fail are not hidden', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield 'x,y\n1,2\n'
      throw new RangeError('the cable came out')
    }
    await expect(readTable(broken())).rejects.toThrow(new RangeError('the cable came out'))
  })

  test('are closed when reading ends early', async () => {
    let isClosed = false
    async function* stream(): AsyncGenerator<string> {
      try {
        for (;;) yield '\0'.repeat(300_000)
      } finally {
        isClosed = true
      }
    }
    await expect(readTable(stream())).rejects.toMatchObject({ code: 'binary-input' })
    expect(isClosed).toBe(true)
  })
})

test.each([
  [{ separator: ',' }, 'unknown-option', 'There is no option “separator”. The options here are format, delimiter,'],
  [{ delimiter: 'ab' }, 'bad-option', 'The option delimiter is “ab”.'],
  [{ delimiter: '"' }, 'bad-option', 'Give one character'],
  [{ delimiter: '#' }, 'bad-option', 'Give one character'],
  [{ delimiter: '\n' }, 'bad-option', 'Give one character'],
  [{ delimiter: '1' }, 'bad-option', 'Give one character'],
  [{ delimiter: ',', decimal: ',' }, 'bad-option', 'need another delimiter'],
  [{ decimal: '·' }, 'bad-option', 'Give one of ., ,.'],
  [{ header: 'yes' }, 'bad-option', 'Give one of true, false.'],
  [{ format: 'xlsx' }, 'bad-option', 'Give one of csv, json, ndjson.'],
  [{ source: 7 }, 'bad-option', 'Give a name.'],
  [[], 'bad-option', 'Give an object of format, delimiter,'],
])('options %j are refused', (options, code, message) => {
  const call = () => parseTable('x\n1', options as TableOptions)
  expect(call).toThrow(MixturaError)
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }))
})

test('messages show a file’s own words on one line, short, and without control characters', () => {
  const { message } = errorOf(() => parseTable(`${'\u001B[31m\u202E'.padEnd(90, 'n')}\n`))
  expect(message).toContain(`“\uFFFD[31m\uFFFD${'n'.repeat(34)}…”`)
})
