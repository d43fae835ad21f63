import { describe, expect, test } from 'vitest'
import { parseTable, type TableOptions } from '../src/index.ts'
import { cells, names, read } from './samples.ts'

const expected = {
  names: ['x', 'y'],
  cells: [
    [1.5, -2],
    [3, 40],
  ],
}

describe('delimiters', () => {
  test.each([
    ['comma', ',', 'x,y\n1.5,-2\n3,4e1\n'],
    ['semicolon', ';', 'x;y\n1.5;-2\n3;4e1\n'],
    ['tab', '\t', 'x\ty\n1.5\t-2\n3\t4e1\n'],
    ['pipe', '|', 'x|y\n1.5|-2\n3|4e1\n'],
    ['aligned blanks', ' ', '   x      y\n 1.5     -2\n   3    4e1\n'],
    ['blanks and tabs', ' ', 'x \t y\n1.5\t\t-2\n3 4e1'],
  ])('%s is found', (_, delimiter, text) => {
    expect(parseTable(text).delimiter).toBe(delimiter)
    expect(read(text)).toEqual(expected)
  })

  test('the one that divides the lines evenly wins over one that occurs in text', () => {
    expect(read('who; where\nAnn; Bonn, Rhine\nBo; Ulm\n').names).toEqual(['who', 'where'])
    expect(read('"a, b, c"\tx\nu\t1\n').names).toEqual(['a, b, c', 'x'])
  })

  test('in semicolons and decimal commas it is the semicolon', () => {
    expect(read('x;y\n1,5;-2,0\n3,0;40,0\n', { decimal: ',' })).toEqual(expected)
    expect(parseTable('1,5;2,5\n3,5;4,5\n').delimiter).toBe(';')
  })

  test('decimal commas between blanks', () => {
    expect(read('x y\n1,5 -2\n3 40\n', { decimal: ',' })).toEqual(expected)
  })

  test('comments do not count, however many', () => {
    expect(parseTable(`${'# a;b\n'.repeat(30)}a;b,c\n1,2\n3,4\n`).delimiter).toBe(',')
  })

  test('one that is given is taken', () => {
    expect(read('x:y\n1.5:-2\n3:40', { delimiter: ':' })).toEqual(expected)
    expect(read('a b,c d\n1,2\n', { delimiter: ',' }).names).toEqual(['a b', 'c d'])
  })

  test('a single column needs none', () => {
    expect(read('petal length\n1.5\n3\n')).toEqual({ names: ['petal length'], cells: [[1.5], [3]] })
    expect(read('1.5\n3', { decimal: '.' })).toEqual({ names: ['x1'], cells: [[1.5], [3]] })
    expect(read('x\n1,5\n3', { decimal: ',' })).toEqual({ names: ['x'], cells: [[1.5], [3]] })
  })
})

describe('lines', () => {
  test.each<[string, string, TableOptions?]>([
    ['\\n', 'x,y\n1.5,-2\n3,40\n'],
    ['\\r\\n', 'x,y\r\n1.5,-2\r\n3,40\r\n'],
    ['\\r', 'x,y\r1.5,-2\r3,40\r'],
    ['mixed', 'x,y\r\n1.5,-2\n3,40\r'],
    ['no end at the end', 'x,y\n1.5,-2\n3,40'],
    ['blank ones', '\n\nx,y\n\n1.5,-2\n   \n3,40\n\n'],
    ['empty cells only', 'x,y\n,\n1.5,-2\n3,40\n , \n'],
    ['a byte order mark', '\uFEFFx,y\n1.5,-2\n3,40'],
    ['comments', '# one\nx,y\n#two, "three\n1.5,-2\n#\n3,40\n# four', { comment: '#' }],
  ])('ends: %s', (_, text, options) => {
    expect(read(text, options)).toEqual(expected)
  })

  test('a quoted text keeps commas, line ends, quotes, and a leading #', () => {
    expect(read('who,x\n"#1, ""Ann""\r\nBell",1.5\n"",3\n')).toEqual({
      names: ['who', 'x'],
      cells: [
        ['#1, "Ann"\nBell', 1.5],
        ['', 3],
      ],
    })
  })

  test('numbers may be quoted, and a quote inside a word is only a character', () => {
    expect(read('x,"y"\n"1.5","-2"\n"3",40\n')).toEqual(expected)
    expect(read('size,x\n5" pipe,1\n').cells).toEqual([['5" pipe', 1]])
  })

  test('each row knows its line', () => {
    const text = '# a\nx,who\n1,"two\nlines"\n\n#b\n# c\n2,u\n3,"v\n\nw"\r\n4,z'
    expect([...parseTable(text, { comment: '#' }).lines!]).toEqual([3, 8, 9, 12])
  })
})

describe('headers', () => {
  test('the first row is one where more numbers stand under text than under numbers', () => {
    expect(names(parseTable('a,b\n1,2'))).toEqual(['a', 'b'])
    expect(names(parseTable('a,b,2010\n1,2,3'))).toEqual(['a', 'b', '2010'])
    expect(names(parseTable('a,b\nu,v'))).toEqual(['a', 'b'])
    expect(parseTable('u,10,11\nv,1,2')).toMatchObject({ header: false, rowCount: 2 })
    expect(parseTable('1,oops\n3,4')).toMatchObject({ header: false, rowCount: 2 })
    expect(parseTable('1,2\n3,4')).toMatchObject({ header: false, rowCount: 2 })
    expect(parseTable('a,2\nb,4')).toMatchObject({ header: false, rowCount: 2 })
    expect(parseTable('NA,?\n3,4')).toMatchObject({ header: false, rowCount: 2 })
  })

  test('unless the caller knows better', () => {
    expect(read('2010,2011\n1,2', { header: true })).toEqual({ names: ['2010', '2011'], cells: [[1, 2]] })
    expect(read('a,b\nc,d', { header: false })).toEqual({
      names: ['x1', 'x2'],
      cells: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    })
  })

  test('names are trimmed, and made up where there is none', () => {
    expect(names(parseTable(' a ,,c\n1,2,3'))).toEqual(['a', 'x2', 'c'])
    expect(parseTable(' a ,,c\n1,2,3').columns.map(({ isNamed }) => isNamed)).toEqual([true, false, true])
  })

  test('R leaves the column of row names without a name and without a delimiter', () => {
    expect(read('"x" "y"\n"a" 1.5 -2\n"b" 3 40\n')).toEqual({
      names: ['x1', 'x', 'y'],
      cells: [
        ['a', 1.5, -2],
        ['b', 3, 40],
      ],
    })
    expect(read('"x"\n"a" 1.5\n"b" 3\n')).toEqual({
      names: ['x1', 'x'],
      cells: [
        ['a', 1.5],
        ['b', 3],
      ],
    })
    expect(read('x\ty\na\t1.5\t-2\nb\t3\t40\n').names).toEqual(['x1', 'x', 'y'])
  })

  test('but between commas a cell too many may come from a decimal comma', () => {
    expect(parseTable('x,y\n1,5,2\n3,5,4\n')).toMatchObject({ rowCount: 0, faults: { rows: Float64Array.of(1, 2) } })
    expect(parseTable('length\n1,5\n2,7\n')).toMatchObject({ rowCount: 0, faults: { rows: Float64Array.of(1, 2) } })
  })

  test('but a delimiter at the end of every row names no row', () => {
    expect(read('x,y\n1.5,-2,\n3,40,\n')).toEqual(expected)
    expect(read('x\ty\n1.5\t-2\t\n3\t40\t\n')).toEqual(expected)
  })
})

describe('columns', () => {
  test('are numeric where at least half of what is given is a number', () => {
    const { columns } = parseTable('a,b,c,d\n1,1,u,NA\nv,2,3,NA\n,w,w,5')
    expect(columns.map(({ kind }) => kind)).toEqual(['numeric', 'numeric', 'text', 'numeric'])
    const [a] = columns
    expect(a).toEqual({
      kind: 'numeric',
      name: 'a',
      isNamed: true,
      values: Float64Array.of(1, NaN, NaN),
      exceptions: new Map([[1, 'v']]),
    })
  })

  test('rows that do not fit do not tell what a column holds', () => {
    expect(parseTable('x,y\noops\noops\noops\n1,2\n').columns[0]!.kind).toBe('numeric')
  })

  test('a hundred rows tell what a column holds', () => {
    const rows = Array.from({ length: 100 }, (_, i) => (i < 50 ? `u${i},1` : `${i},1`))
    expect(parseTable(`x,y\n${rows.join('\n')}`).columns[0]!.kind).toBe('numeric')
  })

  test('a column of text keeps every cell as it is written', () => {
    expect(read('id,x\nA1,1\n007,2\n A3 ,3\nNA,4\nB,5').cells.map(([id]) => id)).toEqual([
      'A1',
      '007',
      ' A3 ',
      'NA',
      'B',
    ])
  })

  test('a column without any number is text', () => {
    expect(parseTable('a,b\n1,\n2,NA\n').columns[1]).toEqual({
      kind: 'text',
      name: 'b',
      isNamed: true,
      text: ['', 'NA'],
    })
  })

  test('what the first hundred rows say holds; later exceptions are kept as they are written', () => {
    const rows = Array.from({ length: 300 }, (_, i) => (i < 150 ? `${i},t${i}` : `late${i},${i}`))
    const [a, b] = parseTable(`a,b\n${rows.join('\n')}`).columns
    expect(a).toMatchObject({
      kind: 'numeric',
      exceptions: new Map(rows.slice(150).map((row, i) => [150 + i, row.split(',')[0]])),
    })
    expect(b).toMatchObject({ kind: 'text', text: rows.map((row) => row.split(',')[1]) })
  })

  test('infinities and what overflows are no numbers', () => {
    const { columns } = parseTable('x\n1\n2\n3\nInfinity\n1e999')
    expect(columns[0]).toMatchObject({
      exceptions: new Map([
        [3, 'Infinity'],
        [4, '1e999'],
      ]),
    })
  })
})

test('rows that do not fit the columns are left out and told', () => {
  const table = parseTable('x,y\n1,2\n3\n4,5,6\n7,8,,\n"9"z,"10"\n11,12\n')
  expect(cells(table)).toEqual([
    [1, 2],
    [7, 8],
    [11, 12],
  ])
  expect([...table.lines!]).toEqual([2, 5, 7])
  expect([...table.faults.rows]).toEqual([2, 3, 5])
  expect(table.faults.problems.map(({ code, line, message }) => [code, line, message])).toEqual([
    ['ragged-row', 3, 'Row 2 has 1 value where 2 are expected.'],
    ['ragged-row', 4, 'Row 3 has 3 values where 2 are expected.'],
    ['bad-quote', 6, 'Row 5 has text after a closing quote.'],
  ])
})

test('a bad quote that swallows lines says how many', () => {
  const { faults } = parseTable('x,who\n1,u\n2,"v"w\n3,s\n4,t"\n5,z\n')
  expect(faults.problems.map(({ message }) => message)).toEqual([
    'Row 2 has text after a closing quote, and so runs on to line 5.',
  ])
})
