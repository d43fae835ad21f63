import { describe, expect, test } from 'vitest'
import { parseTable, readTable } from '../src/index.ts'
import { PIECE } from '../src/table-reader.ts'
import { cells, errorOf } from './samples.ts'

describe('texts longer than what is taken at a time', () => {
  const rows = [
    [1.5, 'a "b"\nc, d'],
    [-2, 'é💎'],
    [3e300, ''],
  ]
  const body = '1.5,"a ""b""\r\nc, d"\r\n-2,é💎\r\n# between\r\n\r\n3e300,\r\n'

  test('are cut at any place', () => {
    for (let place = 0; place <= body.length; place++) {
      const comment = `#${'-'.repeat(PIECE - place - 8)}`
      const table = parseTable(`x,w\r\n${comment}\r\n${body}`, { comment: '#' })
      expect(cells(table), `at ${place}`).toEqual(rows)
      expect([...table.lines!], `at ${place}`).toEqual([3, 5, 8])
    }
  })

  test('have their delimiter told by whole lines', () => {
    const lines = Array.from({ length: 9 }, (_, i) => `two words${'-'.repeat(100_000)},${i}`)
    expect(parseTable(lines.join('\n'))).toMatchObject({ delimiter: ',', rowCount: 9 })
  })

  test('keep count of rows and lines', () => {
    const times = 20_000
    const table = parseTable(`x,w\r\n${body.repeat(times)}oops\r\n4,e`, { comment: '#' })
    expect(table.rowCount).toBe(3 * times + 1)
    expect(table.faults.problems).toMatchObject([{ row: 3 * times + 1, line: 6 * times + 2 }])
    expect(table.lines!.at(-1)).toBe(6 * times + 3)
    expect(cells(table).slice(3 * times - 3, 3 * times)).toEqual(rows)
  })

  test('are the same in one string, in chunks and in bytes', async () => {
    const text = `x,w\r\n${body.repeat(10_000)}`
    const options = { comment: '#' }
    const whole = parseTable(text, options)
    const bytes = new TextEncoder().encode(text)
    const chunks = Array.from({ length: Math.ceil(bytes.length / 65_521) }, (_, i) =>
      bytes.subarray(i * 65_521, (i + 1) * 65_521),
    )
    expect(await readTable(chunks, options)).toEqual({ ...whole, encoding: 'utf-8' })
    expect(await readTable([text.slice(0, 7), text.slice(7)], options)).toEqual(whole)
  })
})

describe('texts made to be slow', () => {
  test('a quote that never closes is told by its line, long before an endless text is over', async () => {
    let pulled = 0
    async function* endless(): AsyncGenerator<string> {
      yield 'x,y\n1,2\n3,"4\n'
      for (;;) {
        pulled++
        yield '5,6\n'.repeat(20_000)
      }
    }
    await expect(readTable(endless())).rejects.toMatchObject({ code: 'unclosed-quote', line: 3 })
    expect(pulled).toBeLessThan(50)
  })

  test('a line without end, too', async () => {
    async function* endless(): AsyncGenerator<string> {
      yield 'x,y\n'
      for (;;) yield '1'.repeat(50_000)
    }
    await expect(readTable(endless())).rejects.toMatchObject({ code: 'record-too-long', line: 2 })
  })

  test('millions of comment lines', () => {
    const many = `${'# note\n'.repeat(600_000)}x,y\n${'#"\n'.repeat(600_000)}1,2\n${'#\n'.repeat(600_000)}`
    const table = parseTable(many, { comment: '#' })
    expect(table).toMatchObject({ rowCount: 1, lines: Float64Array.of(1_200_002), commentCount: 1_800_000 })
    const above = parseTable(`${'# note\n'.repeat(600_000)}x,y\n1,2\n`)
    expect(above).toMatchObject({ rowCount: 1, lines: Float64Array.of(600_002), commentCount: 600_000 })
  })

  test('a hundred thousand columns over as many rows of one cell', () => {
    const table = parseTable(`${'x,'.repeat(99_999)}y\n${'1\n'.repeat(100_000)}`)
    expect(table.rowCount).toBe(0)
    expect(table.faults.rows.length).toBe(100_000)
    expect(table.faults.problems).toHaveLength(1000)
  })

  test('quotes and nothing but quotes', () => {
    const quotes = '"a'.repeat(400_000)
    expect(errorOf(() => parseTable(`x,y\n${quotes}\n`)).code).toBe('unclosed-quote')
    expect(errorOf(() => parseTable('"'.repeat(3_000_001))).code).toBe('unclosed-quote')
  })

  test('objects with no key in common', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `{"k${i}":1}`)
    expect(errorOf(() => parseTable(rows.join('\n'))).code).toBe('bad-json')
    expect(errorOf(() => parseTable(`[${rows.join()}]`)).code).toBe('bad-json')
  })

  test('brackets as deep as memory', () => {
    for (const deep of ['['.repeat(300_000), '[1,'.repeat(300_000), '{"data":'.repeat(100_000)]) {
      expect(errorOf(() => parseTable(deep)).code).toBe('bad-json')
    }
    const nested = `${'['.repeat(3000)}1${']'.repeat(3000)}`
    expect(parseTable(`[[1,${nested}],[2,${nested}]]`).columns[1]).toMatchObject({ kind: 'text', text: ['[…]', '[…]'] })
    expect(parseTable(`{"columns":["x",${nested}],"data":[[1,2]]}`).columns.map(({ name }) => name)).toEqual([
      'x',
      '[…]',
    ])
  })
})
