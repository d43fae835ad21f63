import { Dataset, GaussianMixture, MixturaError } from '@mixtura/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assignmentColumns, csvBlocks, formatCsv, parseTable, type CsvColumn, type CsvOptions } from '../src/index.ts'
import { cells, errorOf, names, read } from './samples.ts'

describe('columns as text', () => {
  test('quoted where it is needed, and only there', () => {
    const columns = [
      { name: 'x', values: Float64Array.of(0.1, 1e21, -5e-324, NaN) },
      { name: 'who, "where"', values: ['plain words', 'a "b"', 'two\nlines', ' blank '] },
    ]
    expect(formatCsv(columns)).toBe(
      'x,"who, ""where"""\n0.1,plain words\n1e+21,"a ""b"""\n-5e-324,"two\nlines"\n," blank "\n',
    )
    expect(formatCsv(columns.slice(0, 1), { delimiter: ';', newline: '\r\n' })).toBe(
      'x\r\n0.1\r\n1e+21\r\n-5e-324\r\n""\r\n',
    )
  })

  test('what would be a comment is quoted', () => {
    expect(formatCsv([{ name: '#', values: ['#1', '1#'] }])).toBe('"#"\n"#1"\n1#\n')
  })

  test('formulas stay as they are', () => {
    expect(formatCsv([{ name: 'f', values: ['=1+1', '@x', '-2'] }])).toBe('f\n=1+1\n@x\n-2\n')
  })

  test('a column without rows is its name', () => {
    expect(formatCsv([{ name: 'x', values: [] }])).toBe('x\n')
  })

  test('block by block it is the same text', () => {
    const columns = [{ name: 'i', values: Float64Array.from({ length: 10_000 }, (_, i) => i / 7) }]
    const blocks = [...csvBlocks(columns)]
    expect(blocks.length).toBeGreaterThan(2)
    expect(blocks.join('')).toBe(formatCsv(columns))
    expect(parseTable(blocks.join('')).columns[0]).toMatchObject(columns[0]!)
  })

  test('columns that are no table are refused', () => {
    expect(errorOf(() => formatCsv([])).code).toBe('bad-columns')
    expect(
      errorOf(() =>
        formatCsv([
          { name: 'a', values: [1] },
          { name: 'b c', values: [] },
        ]),
      ),
    ).toMatchObject({
      code: 'bad-columns',
      message: 'Column “b c” has 0 values, column a 1. Give at least one column, all of one length.',
    })
    expect(() => formatCsv([{ name: 'a', values: [1] }], { delimiter: 'x' as ',' })).toThrow(MixturaError)
  })

  test('is read back, whatever the delimiter and the line ends', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true })
    const text = fc
      .string({ unit: fc.constantFrom(...'aé💎 ",;|\t#\n\uFEFF=1'), maxLength: 8 })
      .map((rest) => `t${rest}`)
    const filled = (values: fc.Arbitrary<number | string>, length: number): fc.Arbitrary<(number | string)[]> =>
      fc.array(values, { minLength: length, maxLength: length })
    const columns: fc.Arbitrary<CsvColumn[]> = fc.integer({ min: 1, max: 9 }).chain((length) =>
      fc.array(
        fc.record({
          name: text.map((name) => name.trim()),
          values: fc.oneof(filled(number, length), filled(text, length)),
        }),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
    )
    const options: fc.Arbitrary<Required<CsvOptions>> = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      newline: fc.constantFrom('\n', '\r\n'),
    })
    fc.assert(
      fc.property(columns, options, (columns, options) => {
        const table = parseTable(formatCsv(columns, options), { delimiter: options.delimiter, header: true })
        expect(names(table)).toEqual(columns.map(({ name }) => name))
        const rows = Array.from(columns[0]!.values, (_, row) => columns.map(({ values }) => values[row]))
        expect(cells(table)).toEqual(rows)
      }),
      { numRuns: 500 },
    )
  })
})

test('points, components and responsibilities side by side', () => {
  const model = new GaussianMixture({
    weights: [0.5, 0.5],
    means: [
      [0, 0],
      [4, 0],
    ],
    covariances: [
      [
        [1, 0],
        [0, 1],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    ],
  })
  const points = Dataset.from([
    [0, 1],
    [4, -1],
    [2, 0.5],
  ])
  const responsibilities = model.responsibilities(points)
  const columns = assignmentColumns({ points, names: ['x', 'y'], labels: model.predict(points), responsibilities })
  const { names, cells } = read(formatCsv(columns))
  expect(names).toEqual(['x', 'y', 'component', 'r0', 'r1'])
  expect(cells).toEqual(
    [
      [0, 1, 0],
      [4, -1, 1],
      [2, 0.5, 0],
    ].map((row, i) => [...row, ...responsibilities.getRow(i)]),
  )
})
