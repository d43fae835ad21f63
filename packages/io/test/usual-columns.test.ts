import { describe, expect, test } from 'vitest'
import { chooseColumns, parseTable, usualColumns } from '../src/index.ts'
import { errorOf } from './samples.ts'

const N = 100
const columns: Record<string, (i: number) => number> = {
  x: (i) => Math.sin(i),
  y: (i) => Math.cos(i * i),
  serial: (i) => 1000 + ((i * 37) % N),
  student: (i) => i % 3,
  grade: (i) => 1 + (i % 5),
  weight_kg: (i) => 60 + ((i * i) % 40),
  count: (i) => (i % 4) * 10,
  'Customer ID': (i) => i >> 1,
  rowIndex: (i) => i >> 2,
  Year: (i) => 2000 + (i % 10),
  class: (i) => 7 * (i % 2),
}
const table = parseTable(
  [
    Object.keys(columns).join(),
    ...Array.from({ length: N }, (_, i) =>
      Object.values(columns)
        .map((value) => value(i))
        .join(),
    ),
  ].join('\n'),
)

describe('columns that nobody chose', () => {
  test('are the measured ones; names of rows and of groups are left out with a word', () => {
    const { names, leftOut } = chooseColumns(table)
    expect(names).toEqual(['x', 'y', 'weight_kg', 'count'])
    expect(leftOut.map(({ name, reason }) => [name, reason])).toEqual([
      ['serial', 'identifier'],
      ['student', 'labels'],
      ['grade', 'labels'],
      ['Customer ID', 'identifier'],
      ['rowIndex', 'identifier'],
      ['Year', 'identifier'],
      ['class', 'identifier'],
    ])
    for (const { message } of leftOut) expect(message).toMatch(/was left out\. Choose it to fit it\.$/)
    expect(usualColumns(table)).toEqual({ columns: [1, 2, 6, 7], leftOut })
  })

  test.each(Object.keys(columns))('but %s is fitted where it is asked for', (name) => {
    expect(chooseColumns(table, { columns: [name] }).names).toEqual([name])
  })

  test('are all whole numbers where a table has nothing else, but never an id by its name', () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${i * i},${i % 2}`)
    expect(chooseColumns(parseTable(['id,a,b', ...rows].join('\n'))).names).toEqual(['a', 'b'])
    const ids = parseTable(['id', ...rows.map((_, i) => i)].join('\n'))
    expect(errorOf(() => chooseColumns(ids)).code).toBe('no-numeric-columns')
  })
})
