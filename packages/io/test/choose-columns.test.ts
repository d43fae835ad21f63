import { Dataset, MixturaError } from '@mixtura/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseColumns, describeSkipped, parseColumnList, parseTable } from '../src/index.ts'
import { errorOf, samples } from './samples.ts'

const flowers = parseTable('petal length,species,petal-width [cm],2010,n\n1.4,setosa,0.2,7,1\n4.7,virginica,1.4,8,2\n')

describe('columns', () => {
  test('are all numeric ones by default; text is left out with a note', () => {
    expect(chooseColumns(flowers)).toEqual({
      values: Float64Array.of(1.4, 0.2, 7, 1, 4.7, 1.4, 8, 2),
      sampleCount: 2,
      dimension: 4,
      names: ['petal length', 'petal-width [cm]', '2010', 'n'],
      sampleWeights: undefined,
      rows: Uint32Array.of(0, 1),
      skipped: { count: 0, total: 2, problems: [] },
      leftOut: [
        {
          name: 'species',
          column: 2,
          reason: 'text',
          message: 'Column species is not numeric and was left out.',
          advice: [],
        },
      ],
    })
  })

  test.each([
    ['names in any order', 'petal-width [cm],petal length', [0.2, 1.4, 1.4, 4.7]],
    ['numbers', '3,1', [0.2, 1.4, 1.4, 4.7]],
    ['numbers in a list', [3, 'petal length'], [0.2, 1.4, 1.4, 4.7]],
    ['a name that looks like a number', '2010', [7, 8]],
    ['blanks around', ' 5 , 3 ', [1, 0.2, 2, 1.4]],
  ])('%s', (_, columns, values) => {
    expect([...chooseColumns(flowers, { columns }).values]).toEqual(values)
  })

  test('are what a Dataset takes', () => {
    const { values, dimension, sampleWeights } = chooseColumns(flowers, { columns: '1,3', weights: 'n' })
    const dataset = Dataset.from(values, { dimension, sampleWeights })
    expect(dataset).toMatchObject({ sampleCount: 2, dimension: 2, weightTotal: 3 })
  })

  test('a column of weights is no data', () => {
    const { names, sampleWeights } = chooseColumns(flowers, { weights: 'n' })
    expect(names).toEqual(['petal length', 'petal-width [cm]', '2010'])
    expect(sampleWeights).toEqual(Float64Array.of(1, 2))
  })

  test('the numbers of the rows, as pandas and R write them, are left out', () => {
    const message = 'Column x1 has no name, counts the rows, and was left out.'
    expect(chooseColumns(parseTable(',x\n0,5\n1,6\n4,7\n')).leftOut).toMatchObject([{ reason: 'row-numbers', message }])
    expect(samples('"x" "y"\n"1" 5 6\n"2" 7 8\n')).toEqual([
      [5, 6],
      [7, 8],
    ])
    expect(samples(',x\n0.5,5\n1,6\n'), 'no whole numbers').toEqual([
      [0.5, 5],
      [1, 6],
    ])
    expect(samples(',x\n2,5\n1,6\n'), 'not ascending').toEqual([
      [2, 5],
      [1, 6],
    ])
    expect(samples('x,\n5,0\n6,1\n'), 'not the first').toEqual([
      [5, 0],
      [6, 1],
    ])
    expect(samples('k,x\n0,5\n1,6\n'), 'named').toEqual([
      [0, 5],
      [1, 6],
    ])
    expect(samples('0,5\n1,6\n'), 'no header').toEqual([
      [0, 5],
      [1, 6],
    ])
  })

  test('empty columns and decimal commas are left out with a note of their own', () => {
    const { leftOut } = chooseColumns(parseTable('a;b;c\n1;;1,5\n2;;2,5\n'))
    expect(leftOut.map(({ reason, message }) => [reason, message])).toEqual([
      ['empty', 'Column b is empty and was left out.'],
      ['decimal-commas', 'Column c was left out. If the comma is a decimal comma, say so (decimal “,”).'],
    ])
  })

  test('text that is chosen gives the numbers it holds', () => {
    const table = parseTable('a,b\n1,u\n2,v\n3,7\n4,8\n5,w\n6,1e999\n7,y\n')
    expect(table.columns[1]!.kind).toBe('text')
    const { values, skipped } = chooseColumns(table, { columns: ['b'], onBadRow: 'skip' })
    expect([...values]).toEqual([7, 8])
    expect(skipped.problems.map(({ value }) => value)).toEqual(['u', 'v', 'w', '1e999', 'y'])
  })
})

describe('a list of columns', () => {
  test.each([
    ['x,y', ['x', 'y']],
    [' petal length , petal-width [cm] ', ['petal length', 'petal-width [cm]']],
    ['"a, b",3', ['a, b', '3']],
    ['"say ""x"""', ['say "x"']],
  ])('%s', (text, entries) => {
    expect(parseColumnList(text)).toEqual(entries)
  })

  test.each(['', ' ', 'x,', ',x', 'x,,y', '"x', 'x\ny', '"a"b,"c"'])('%j is none', (text) => {
    expect(errorOf(() => parseColumnList(text))).toMatchObject({ code: 'bad-columns', value: text })
  })
})

describe('bad rows', () => {
  const table = parseTable('# stones\nx,y,who\n1,2,a\n3,n/a,b\n4\n,6,d\n1e999,8,e\n9,10,f\n', { source: 'stones.csv' })

  test('are skipped and told, in their order', () => {
    const { values, rows, skipped } = chooseColumns(table, { onBadRow: 'skip' })
    expect([...values]).toEqual([1, 2, 9, 10])
    expect([...rows]).toEqual([0, 4])
    expect(skipped).toEqual({
      count: 4,
      total: 6,
      problems: [
        {
          code: 'not-a-number',
          row: 2,
          line: 4,
          column: 2,
          value: 'n/a',
          message: 'Row 2, column y: “n/a” is not a number.',
        },
        {
          code: 'ragged-row',
          row: 3,
          line: 5,
          column: undefined,
          value: undefined,
          message: 'Row 3 has 1 value where 3 are expected.',
        },
        {
          code: 'missing-value',
          row: 4,
          line: 6,
          column: 1,
          value: '',
          message: 'Row 4, column x: there is no value.',
        },
        {
          code: 'number-too-large',
          row: 5,
          line: 7,
          column: 1,
          value: '1e999',
          message: 'Row 5, column x: “1e999” is too large for a number.',
        },
      ],
    })
    expect(describeSkipped(skipped)).toBe('Row 2, column y: “n/a” is not a number. Skipped 4 of 6 rows.')
  })

  test('say what ux asks for', () => {
    const rows = Array.from({ length: 272 }, (_, i) => (i % 90 === 13 ? '1,n/a' : `${i},${i}`))
    const { skipped } = chooseColumns(parseTable(`x,y\n${rows.join('\n')}`), { columns: 'x,y', onBadRow: 'skip' })
    expect(describeSkipped(skipped)).toBe('Row 14, column y: “n/a” is not a number. Skipped 3 of 272 rows.')
  })

  test('are an error by default, with file, line, row and column', () => {
    expect(errorOf(() => chooseColumns(table))).toMatchObject({
      code: 'not-a-number',
      value: 'n/a',
      source: 'stones.csv',
      line: 4,
      row: 2,
      column: 2,
      message:
        'stones.csv, line 4: Row 2, column y: “n/a” is not a number. Correct it, leave the column out, or skip such rows.',
    })
    expect(errorOf(() => chooseColumns(table, { columns: 'x' }))).toMatchObject({ code: 'ragged-row', line: 5, row: 3 })
  })

  test('do not count where only other columns are bad', () => {
    const { skipped } = chooseColumns(parseTable('x,y\n1,n/a\n2,3\n4,5'), { columns: 'x' })
    expect(skipped.count).toBe(0)
  })

  test('weights are needed, too', () => {
    const weighted = parseTable('x,w\n1,2\n3,\n5,6')
    expect(chooseColumns(weighted, { weights: 'w', onBadRow: 'skip' })).toMatchObject({
      values: Float64Array.of(1, 5),
      sampleWeights: Float64Array.of(2, 6),
    })
    expect(errorOf(() => chooseColumns(weighted, { weights: 'w' }))).toMatchObject({
      code: 'missing-value',
      row: 2,
      column: 2,
    })
  })

  test('a decimal comma is suspected', () => {
    const table = parseTable('x;y\n1;1\n2;2\n3;2,5\n')
    expect(errorOf(() => chooseColumns(table)).remedy).toBe('If the comma is a decimal comma, say so (decimal “,”).')
  })

  test('of JSON have no line, of NDJSON they have', () => {
    expect(errorOf(() => chooseColumns(parseTable('[[1,2],[3,null]]')))).toMatchObject({
      row: 2,
      line: undefined,
      column: 2,
    })
    expect(errorOf(() => chooseColumns(parseTable('[1,2]\n\n[3,"u"]')))).toMatchObject({ row: 2, line: 3, value: 'u' })
  })

  test('each is counted and numbered as it stands in the file', () => {
    const row = fc.constantFrom('1,2', 'u,2', '3,4', '5', '6,7,8', ',9')
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const table = parseTable(`x,y\n0,0\n0,0\n${rows.join('\n')}`)
        const { skipped, sampleCount } = chooseColumns(table, { columns: 'x,y', onBadRow: 'skip' })
        const bad = rows.flatMap((row, i) => (/^\d,\d$/.test(row) ? [] : [i + 3]))
        expect(skipped.problems.map(({ row }) => row)).toEqual(bad)
        expect(skipped.problems.map(({ line }) => line)).toEqual(bad.map((row) => row + 1))
        expect(skipped).toMatchObject({ count: bad.length, total: rows.length + 2 })
        expect(sampleCount).toBe(rows.length + 2 - bad.length)
      }),
    )
  })

  test('many are counted, and the first thousand described', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => ['1', 'u,1', '2,2', '3,3'][i % 4])
    const { skipped } = chooseColumns(parseTable(`x,y\n${rows.join('\n')}`), { columns: '1,2', onBadRow: 'skip' })
    expect(skipped).toMatchObject({ count: 2500, total: 5000 })
    expect(skipped.problems.map(({ row }) => row)).toEqual(
      Array.from({ length: 1000 }, (_, i) => 1 + 4 * (i >> 1) + (i % 2)),
    )
  })
})

describe('choices that cannot be met', () => {
  test('an unknown column comes with the nearest name', () => {
    expect(errorOf(() => chooseColumns(flowers, { columns: 'Petal lenght' }))).toMatchObject({
      code: 'unknown-column',
      value: 'Petal lenght',
      remedy: 'Did you mean “petal length”? There are 5 columns: “petal length”, species, “petal-width [cm]”, 2010, n.',
    })
    expect(errorOf(() => chooseColumns(flowers, { columns: 'zzz' })).remedy).not.toContain('mean')
    expect(errorOf(() => chooseColumns(flowers, { columns: [6] }))).toMatchObject({ code: 'unknown-column', value: 6 })
    expect(errorOf(() => chooseColumns(flowers, { columns: [2010] })).code).toBe('unknown-column')
    expect(errorOf(() => chooseColumns(flowers, { columns: '0' })).code).toBe('unknown-column')
    expect(errorOf(() => chooseColumns(flowers, { weights: 'm' })).code).toBe('unknown-column')
  })

  test('a name that two columns have', () => {
    const twins = parseTable('x,y,x\n1,2,3\n')
    expect(errorOf(() => chooseColumns(twins, { columns: 'x' }))).toMatchObject({
      code: 'ambiguous-column',
      remedy: 'Choose by number: 1 or 3.',
    })
    expect(chooseColumns(twins, { columns: '1,3' }).names).toEqual(['x', 'x'])
    expect(chooseColumns(twins).dimension).toBe(3)
  })

  test('the same column twice', () => {
    expect(errorOf(() => chooseColumns(flowers, { columns: 'n,5' }))).toMatchObject({
      code: 'repeated-column',
      column: 5,
    })
    expect(errorOf(() => chooseColumns(flowers, { columns: 'n', weights: 5 })).code).toBe('repeated-column')
  })

  test('no column', () => {
    expect(errorOf(() => chooseColumns(flowers, { columns: [] })).code).toBe('bad-columns')
    expect(errorOf(() => chooseColumns(flowers, { columns: {} as string })).code).toBe('bad-columns')
  })

  test('a column without numbers', () => {
    const table = parseTable('who,x,price\nAnn,1,"1,5"\n', { source: 'a.csv' })
    expect(errorOf(() => chooseColumns(table, { columns: 'who' }))).toMatchObject({
      code: 'not-numeric',
      value: 'who',
      column: 1,
      source: 'a.csv',
    })
    expect(errorOf(() => chooseColumns(table, { columns: 'price' })).remedy).toContain('decimal “,”')
  })

  test('no column with numbers', () => {
    expect(errorOf(() => chooseColumns(parseTable('a,b\nu,v\n')))).toMatchObject({
      code: 'no-numeric-columns',
      value: ['a', 'b'],
    })
    expect(errorOf(() => chooseColumns(parseTable('a;b\n1,5;2,5\n'))).remedy).toContain('decimal “,”')
    expect(errorOf(() => chooseColumns(parseTable('who,x\nAnn,1\n'), { weights: 'x' })).code).toBe('no-numeric-columns')
  })

  test('no row that can be used', () => {
    const skip = { onBadRow: 'skip' } as const
    const crossed = parseTable('x,y\n1,\n,2\n')
    expect(errorOf(() => chooseColumns(crossed, skip))).toMatchObject({ code: 'no-usable-rows', row: 1, column: 2 })
    expect(errorOf(() => chooseColumns(crossed))).toMatchObject({ code: 'missing-value' })
    const ragged = parseTable('x,y\n1\n2\n')
    expect(errorOf(() => chooseColumns(ragged, skip))).toMatchObject({ code: 'no-usable-rows', row: 1, line: 2 })
    expect(errorOf(() => chooseColumns(ragged))).toMatchObject({ code: 'ragged-row' })
  })

  test('options that do not exist', () => {
    const choose = (options: object) => () => chooseColumns(flowers, options)
    expect(choose({ column: 'x' })).toThrow(MixturaError)
    expect(choose({ column: 'x' })).toThrow('There is no option “column”.')
    expect(choose({ onBadRow: 'ignore' })).toThrow('The option onBadRow is “ignore”. Give one of skip, error.')
  })
})
