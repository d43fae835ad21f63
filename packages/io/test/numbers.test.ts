import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMissing, numberProblem, numberSettings, toNumber, type NumberFormat } from '../src/numbers.ts'

const point: NumberFormat = { decimal: '.', thousands: undefined, missing: undefined }
const comma: NumberFormat = { ...point, decimal: ',' }

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })

describe('numbers', () => {
  test('every finite number is read back to the last bit, with either decimal sign', () => {
    fc.assert(
      fc.property(finite, (value) => {
        expect(toNumber(String(value), point)).toBe(value === 0 ? 0 : value)
        expect(toNumber(String(value).replace('.', ','), comma)).toBe(value === 0 ? 0 : value)
        expect(toNumber(value.toExponential(), point)).toBe(value === 0 ? 0 : value)
      }),
    )
  })

  test.each([
    ['7', 7],
    ['+7', 7],
    ['-.5', -0.5],
    ['5.', 5],
    ['  1.25\t', 1.25],
    ['1e3', 1000],
    ['1E-3', 0.001],
    ['007', 7],
    ['1e-400', 0],
    ['-0', -0],
    ['1e999', Infinity],
    ['-1e999', -Infinity],
  ])('%j is %d', (text, value) => {
    expect(toNumber(text, point)).toBe(value)
  })

  test.each([
    '',
    ' ',
    '.',
    '-',
    'e5',
    '1e',
    '1.2.3',
    '0x10',
    '0b1',
    '1_000',
    '1,5',
    '1 5',
    'Infinity',
    'NaN',
    '٣',
    '5%',
    '--1',
    '1n',
  ])('%j is no number', (text) => {
    expect(toNumber(text, point)).toBeNaN()
  })

  test('a decimal comma is read only where it is asked for, and then no point', () => {
    expect(toNumber('1,5', comma)).toBe(1.5)
    expect(toNumber(',5e2', comma)).toBe(50)
    expect(toNumber('1.5', comma)).toBeNaN()
    expect(toNumber('1.000,5', comma)).toBeNaN()
  })

  test('says why a cell holds no number', () => {
    expect(numberProblem(' ', point)).toBe('missing-value')
    expect(numberProblem('n/a', point)).toBe('not-a-number')
    expect(numberProblem('Infinity', point)).toBe('not-a-number')
    expect(numberProblem('-1e999', point)).toBe('number-too-large')
  })

  test('knows the usual words for a missing value, and nothing else', () => {
    const missing = ['', ' ', 'NA', 'n/a', '#N/A', 'NaN', 'null', 'None', '?', '-', '.', 'missing']
    expect(missing.filter((word) => !isMissing(word, point))).toEqual([])
    expect(['0', 'nan nan', 'x', '--', 'unknown'].filter((word) => isMissing(word, point))).toEqual([])
  })

  test('groups of three digits are read where they are asked for, and only whole ones', () => {
    const grouped = (text: string, thousands: NumberFormat['thousands'], format = point): number =>
      toNumber(text, { ...format, thousands })
    expect(grouped('1,234,567.5', ',')).toBe(1234567.5)
    expect(grouped('-10,000', ',')).toBe(-10000)
    expect(grouped('1.234,5', '.', comma)).toBe(1234.5)
    expect(grouped("1'234", "'")).toBe(1234)
    expect(grouped('1\u202F234 567', ' ')).toBe(1234567)
    expect(grouped('1234', ',')).toBe(1234)
    for (const text of ['1,2', '1,2345', '1234,567', '1,234,5', ',123', '1,234.567,8'])
      expect(grouped(text, ',')).toBeNaN()
  })

  test('what the caller says is missing is no value, and the usual words then are text', () => {
    const format = { ...point, missing: ['-999', 'x'] }
    expect(toNumber(' -999 ', format)).toBeNaN()
    expect(numberProblem('-999', format)).toBe('missing-value')
    expect([' ', '-999', 'x'].every((word) => isMissing(word, format))).toBe(true)
    expect(isMissing('NA', format)).toBe(false)
  })

  test('what a text that is no number would be under another setting', () => {
    const settings = (text: string, format = point): unknown => numberSettings(text, format)
    for (const text of ['1,5', '-,5', '1,5e3', '1,']) expect(settings(text)).toEqual([{ decimal: ',' }])
    for (const text of ['1,234,567', '1,234.5']) expect(settings(text)).toEqual([{ thousands: ',' }])
    expect(settings('10,000')).toEqual([{ thousands: ',' }, { decimal: ',' }])
    expect(settings('10.000', comma)).toEqual([{ thousands: '.' }, { decimal: '.' }])
    for (const text of ['15', '1.5', 'a,b', '1,2,3']) expect(settings(text)).toEqual([])
  })

  test('a long run of digits that is no number is refused in one pass', () => {
    expect(toNumber(`${'1'.repeat(200_000)}x`, point)).toBeNaN()
    expect(toNumber(`1.${'1'.repeat(200_000)}e`, point)).toBeNaN()
    expect(toNumber(`${' '.repeat(200_000)}x`, point)).toBeNaN()
    expect(toNumber(`1${' '.repeat(200_000)}x`, point)).toBeNaN()
  })
})
