import { describe, expect, test } from 'vitest'
import { parseTable } from '../src/index.ts'
import { errorOf, read, samples } from './samples.ts'

const expected = {
  names: ['x', 'y'],
  cells: [
    [1.5, -2],
    [3, 40],
  ],
}

describe('JSON', () => {
  test.each([
    ['rows under a row of names', '[["x","y"],[1.5,-2],[3,40]]'],
    ['rows by name', '[{"x":1.5,"y":-2},{"y":40,"x":3}]'],
    ['as pandas splits it', '{"columns":["x","y"],"index":[0,1],"data":[[1.5,-2],[3,40]]}'],
    ['columns', '{"x":[1.5,3],"y":[-2,40]}'],
    ['rows by name under data', '{"data":[{"x":1.5,"y":-2},{"x":3,"y":40}]}'],
    ['numbers as text', '[["x","y"],["1.5","-2"],["3","4e1"]]'],
    ['over several lines', '\uFEFF \n[\r\n  {"x": 1.5, "y": -2},\r\n  {"x": 3, "y": 40}\r\n]\r\n'],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual(expected)
    expect(parseTable(text)).toMatchObject({ format: 'json', delimiter: undefined, lines: undefined })
  })

  test('rows without names, and single numbers', () => {
    expect(read('[[1.5,-2],[3,40]]')).toEqual({ names: ['x1', 'x2'], cells: expected.cells })
    expect(read('[1.5, 3]')).toEqual({ names: ['x1'], cells: [[1.5], [3]] })
    expect(read('{"columns":["x"],"data":[1.5,3]}')).toEqual({ names: ['x'], cells: [[1.5], [3]] })
  })

  test('columns may be called data', () => {
    expect(read('{"data":[1,2],"x":[3,4]}')).toEqual({
      names: ['data', 'x'],
      cells: [
        [1, 3],
        [2, 4],
      ],
    })
  })

  test('what a row does not have is missing, and null, too', () => {
    expect(read('[{"x":1},{"y":2,"x":null},{"x":3,"y":4}]')).toEqual({
      names: ['x', 'y'],
      cells: [
        [1, NaN],
        [NaN, 2],
        [3, 4],
      ],
    })
  })

  test('text, truth and what is nested are text', () => {
    expect(
      read('[{"a":"u","b":true,"c":[1],"d":{}},{"a":"7","b":false,"c":2,"d":"v"},{"a":"w","b":"","c":3,"d":null}]')
        .cells,
    ).toEqual([
      ['u', 'true', NaN, '{…}'],
      ['7', 'false', 2, 'v'],
      ['w', '', 3, ''],
    ])
  })

  test('numbers keep their digits; what overflows is none', () => {
    const { columns } = parseTable('[{"x":0.1},{"x":5e-324},{"x":1.7976931348623157e308},{"x":1e999}]')
    expect(columns[0]).toMatchObject({
      values: Float64Array.of(0.1, 5e-324, Number.MAX_VALUE, NaN),
      exceptions: new Map([[3, 'Infinity']]),
    })
  })

  test('names that objects have by themselves are only names', () => {
    expect(read('[{"__proto__":1,"constructor":2},{"constructor":3}]')).toEqual({
      names: ['__proto__', 'constructor'],
      cells: [
        [1, 2],
        [NaN, 3],
      ],
    })
    const { columns } = parseTable('[{"constructor":2,"toString":"u"},{"x":1}]')
    expect(columns[0]).toMatchObject({ kind: 'numeric', exceptions: new Map() })
    expect(columns[1]).toMatchObject({ kind: 'text', text: ['u', ''] })
  })

  test('rows unlike the first are left out and told', () => {
    const { faults, rowCount } = parseTable('[[1,2],{"x":3},5,[6],[7,8],null]')
    expect(rowCount).toBe(2)
    expect(faults.problems.every(({ line }) => line === undefined)).toBe(true)
    expect(faults.problems.map(({ row, code, message }) => [row, code, message])).toEqual([
      [2, 'bad-row', 'Row 2 is unlike the first.'],
      [3, 'bad-row', 'Row 3 is unlike the first.'],
      [4, 'ragged-row', 'Row 4 has 1 value where 2 are expected.'],
      [6, 'bad-row', 'Row 6 is unlike the first.'],
    ])
  })

  test.each(['{"a":1}', '7', '"text"', 'null', '{"x":[1,2],"y":[3]}', '{"x":[1],"y":2}', '{}'])(
    '%s holds no table',
    (text) => {
      expect(errorOf(() => parseTable(text, { format: 'json', source: 'a.json' }))).toMatchObject({
        code: 'bad-json',
        source: 'a.json',
        message: expect.stringContaining('This JSON holds no table.'),
      })
    },
  )

  test('what is not JSON says why, and writes nothing to the terminal', () => {
    const { code, message } = errorOf(() => parseTable('[1, 2\u001B[2J'))
    expect(code).toBe('bad-json')
    expect(message).toContain('This is not JSON:')
    expect(message).not.toContain('\u001B')
  })

  test.each([
    ['[]', 'empty-input'],
    ['{"columns":["x"],"data":[]}', 'no-rows'],
    ['{"x":[]}', 'no-rows'],
    [' ', 'empty-input'],
  ])('nothing in %s', (text, code) => {
    expect(errorOf(() => parseTable(text, { format: 'json' })).code).toBe(code)
  })
})

describe('NDJSON', () => {
  test.each([
    ['objects', '{"x":1.5,"y":-2}\n{"x":3,"y":40}\n'],
    ['arrays under names', '["x","y"]\r\n[1.5,-2]\r\n\r\n[3,40]'],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual(expected)
    expect(parseTable(text).format).toBe('ndjson')
  })

  test('each row knows its line', () => {
    expect([...parseTable('{"x":1}\n\n{"x":2}\n{"x":3}').lines!]).toEqual([1, 3, 4])
  })

  test('a line that is not JSON is left out and told', () => {
    expect(parseTable('{"x":1}\n{"x":\n{"x":2}\n[3]').faults.problems).toMatchObject([
      { row: 2, line: 2, code: 'bad-row', message: 'Row 2 is not JSON.' },
      { row: 4, line: 4, code: 'bad-row', message: 'Row 4 is unlike the first.' },
    ])
  })

  test('a single line needs to be called so', () => {
    expect(read('{"x":1,"y":2}', { format: 'ndjson' })).toEqual({ names: ['x', 'y'], cells: [[1, 2]] })
  })

  test('a first line that is not JSON leaves nothing to tell the columns by', () => {
    expect(errorOf(() => parseTable('oops\n[1]', { format: 'ndjson' }))).toMatchObject({ code: 'bad-row', line: 1 })
  })
})

test('delimited text that begins with a bracket stays delimited text', () => {
  expect(read('[mm],b\n1,2')).toEqual({ names: ['[mm]', 'b'], cells: [[1, 2]] })
  expect(samples('{x} {y}\n1 2\n3 4')).toEqual([
    [1, 2],
    [3, 4],
  ])
})
