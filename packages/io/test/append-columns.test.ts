import fc from 'fast-check'
import { expect, test } from 'vitest'
import { appendedBlocks, parseTable, type TableOptions } from '../src/index.ts'
import { errorOf } from './samples.ts'

const append = (text: string, options: TableOptions = {}): string => {
  const table = parseTable(text, { ...options, keepRecords: true })
  const rows = Uint32Array.from({ length: table.rowCount }, (_, row) => row)
  return [...appendedBlocks(table, rows, [{ name: 'p', values: Float64Array.from(rows, (row) => row + 0.5) }])].join('')
}

test.each<[string, string, string, TableOptions?]>([
  ['digits that no double holds', 'id,x\n9007199254740993,00501\n', 'id,x,p\n9007199254740993,00501,0.5\n'],
  ['quotes and blanks', '"id", x\r\n"a, ""b""", 1.50 \r\n', '"id", x,p\r\n"a, ""b""", 1.50 ,0.5\r\n'],
  ['decimal commas', 'x;y\n1,0;2\n', 'x;y;p\n1,0;2;0,5\n', { decimal: ',' }],
  ['a lone \\r and \\n within quotes', 'a,x\r"u\nv",1\r"w\r\nz",2\r', 'a,x,p\r"u\nv",1,0.5\r"w\r\nz",2,1.5\r'],
  ['no line end at the end', 'x,y\r\n1,2', 'x,y,p\r\n1,2,0.5\r\n'],
  ['what stands above', '\uFEFFsep=;\r\n# note\r\nx;y\r\n1;2\r\n', '\uFEFFsep=;\r\n# note\r\nx;y;p\r\n1;2;0.5\r\n'],
  ['tabs', 'x\ty\n1\t2\n', 'x\ty\tp\n1\t2\t0.5\n'],
  ['blanks', 'x  y\n1   2\n', 'x  y p\n1   2 0.5\n'],
  ['a delimiter at the end', 'x,y\n1,2,\n3,4,""\n', 'x,y,p\n1,2,0.5\n3,4,1.5\n'],
  ['no names', '1,2\n3,4\n', 'x1,x2,p\n1,2,0.5\n3,4,1.5\n'],
  ['digits of JSON', '[{"id":9007199254740993,"x":1.50}]', 'id,x,p\n9007199254740993,1.50,0.5\n'],
])('%s pass as they are written', (_, text, expected, options) => {
  expect(append(text, options)).toBe(expected)
})

test('whatever a file holds, what was appended taken off again leaves its bytes', () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'01. aé💎#-'), maxLength: 6 }).map((text) => `a${text}`),
    fc
      .string({ unit: fc.constantFrom(...'a,;"\n\r#0'), maxLength: 6 })
      .map((text) => `"${text.replaceAll('"', '""')}"`),
    fc.bigInt({ min: 0n, max: 10n ** 20n }).map((value) => `00${value}`),
  )
  const rows = fc.array(fc.tuple(cell, fc.integer().map(String)), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom(',', ';', '\t', '|'),
      (rows, end, delimiter) => {
        const text = ['name,x'.replace(',', delimiter), ...rows.map((row) => row.join(delimiter))].map(
          (line) => line + end,
        )
        const lines = append(text.join(''), { delimiter, header: true })
        const taken = text.map((line, i) => line.slice(0, -end.length) + delimiter + (i === 0 ? 'p' : i - 0.5) + end)
        expect(lines).toBe(taken.join(''))
      },
    ),
    { numRuns: 1000 },
  )
})

test('a table that was read without its text has nothing to append to', () => {
  expect(errorOf(() => [...appendedBlocks(parseTable('x\n1\n'), [0], [])]).code).toBe('bad-columns')
})
