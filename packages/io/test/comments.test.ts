import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseColumns, parseTable } from '../src/index.ts'
import { errorOf, names, read } from './samples.ts'

describe('lines that begin with #', () => {
  test('are data where they are rows of the table', () => {
    const colours = 'colour,x,y\nred,1,2\n#00ff00,2,3\nblue,3,4\n'
    expect(read(colours).cells.map(([colour]) => colour)).toEqual(['red', '#00ff00', 'blue'])
    expect(read('#00ff00,2,3\n#ff0000,4,5\nred,6,7\n').cells).toEqual([
      ['#00ff00', 2, 3],
      ['#ff0000', 4, 5],
      ['red', 6, 7],
    ])
    expect(parseTable('#00ff00,2\n#ff0000,4\n').rowCount).toBe(2)
  })

  test('are the names where they have as many cells', () => {
    expect(names(parseTable('#id,y\n1,2\n3,4\n'))).toEqual(['#id', 'y'])
    expect(names(parseTable('# made by hand\n# in May\n#id,y\n1,2\n'))).toEqual(['#id', 'y'])
    expect(parseTable('# made by hand\n# in May\n#id,y\n1,2\n').commentCount).toBe(2)
  })

  test('above the names, or with other cells than the table, are comments', () => {
    expect(parseTable('# one,two\nx,y\n1,2\n')).toMatchObject({ commentCount: 1, rowCount: 1 })
    expect(parseTable('# one, two, three\n1,2\n3,4\n')).toMatchObject({ commentCount: 1, rowCount: 2 })
  })

  test('amid a table, where they are no row of it, are refused with what to say', () => {
    const table = parseTable('x,y\n1,2\n# half\n3,4\n')
    expect(errorOf(() => chooseColumns(table))).toMatchObject({
      code: 'ragged-row',
      line: 3,
      remedy: 'If lines that begin with # are comments, say so (comment “#”).',
      advice: [{ comment: '#' }],
    })
    expect(parseTable('x,y\n1,2\n# half\n3,4\n', { comment: '#' })).toMatchObject({ rowCount: 2, commentCount: 1 })
  })

  test('are no comments at all where that is said', () => {
    expect(parseTable('# heights\n1.5\n3\n', { comment: '' })).toMatchObject({ commentCount: 0, header: true })
  })

  test('every line of a text is a row, a fault, a name, a blank or a counted comment', () => {
    const line = fc.oneof(
      fc.constantFrom('', ' ', '#', '# a', '#a,b', '#1,2', '# 1;2', 'x,y', '#,#'),
      fc.tuple(fc.integer(), fc.integer()).map(([a, b]) => `${a},${b}`),
    )
    const comment = fc.constantFrom(undefined, '#', '')
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), comment, (lines, comment) => {
        fc.pre(lines.some((text) => /\d,/.test(text)))
        let table
        try {
          table = parseTable(lines.join('\n'), { delimiter: ',', comment })
        } catch {
          return
        }
        const { rowCount, faults, header, commentCount } = table
        const blank = lines.filter((text) => text.trim() === '').length
        expect(rowCount + faults.rows.length + Number(header) + commentCount + blank).toBe(lines.length)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('above the table', () => {
  test('Excel’s line names the delimiter', () => {
    expect(parseTable('sep=;\nx;y\n1;2\n')).toMatchObject({ delimiter: ';', lines: Float64Array.of(3), header: true })
    expect(parseTable('\uFEFF"sep=|"\r\nx|y\r\n1|2,5\r\n', { decimal: ',' })).toMatchObject({ delimiter: '|' })
    expect(parseTable('sep=;\nx,y\n1,2\n', { delimiter: ',' })).toMatchObject({ delimiter: ',', rowCount: 1 })
  })

  test('lines are skipped where that is said, and counted', () => {
    const text = 'Report of May\n"an, open quote\nx,y\n1,2\n'
    expect(parseTable(text, { skip: 2 })).toMatchObject({ rowCount: 1, lines: Float64Array.of(4) })
    expect(errorOf(() => parseTable('a\nb\n', { skip: 5 })).code).toBe('empty-input')
  })

  test('years are names', () => {
    expect(names(parseTable('country,2010,2011,2012\nFR,1,2,3\nDE,4,5,6\n'))).toEqual([
      'country',
      '2010',
      '2011',
      '2012',
    ])
    expect(names(parseTable('2010,2015\n1,2\n3,4\n'))).toEqual(['2010', '2015'])
    expect(parseTable('2010,2015\n2011,2016\n').header).toBe(false)
    expect(parseTable('2010,2010\n1,2\n').header).toBe(false)
    expect(parseTable('2010,2015\n1,2\n3,4\n', { header: false }).rowCount).toBe(3)
  })
})
