import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasDecimalComma, isMissing, numberProblem, toNumber } from '../src/numbers.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })

describe('numbers', () => {
  test('every finite number is read back to the last bit, with either decimal sign', () => {
    fc.assert(
      fc.property(finite, (value) => {
        expect(toNumber(String(value), '.')).toBe(value === 0 ? 0 : value)
        expect(toNumber(String(value).replace('.', ','), ',')).toBe(value === 0 ? 0 : value)
        expect(toNumber(value.toExponential(), '.')).toBe(value === 0 ? 0 : value)
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
    expect(toNumber(text, '.')).toBe(value)
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
    expect(toNumber(text, '.')).toBeNaN()
  })

  test('a decimal comma is read only where it is asked for, and then no point', () => {
    expect(toNumber('1,5', ',')).toBe(1.5)
    expect(toNumber(',5e2', ',')).toBe(50)
    expect(toNumber('1.5', ',')).toBeNaN()
    expect(toNumber('1.000,5', ',')).toBeNaN()
  })

  test('says why a cell holds no number', () => {
    expect(numberProblem(' ', '.')).toBe('missing-value')
    expect(numberProblem('n/a', '.')).toBe('not-a-number')
    expect(numberProblem('Infinity', '.')).toBe('not-a-number')
    expect(numberProblem('-1e999', '.')).toBe('number-too-large')
  })

  test('knows the usual words for a missing value, and nothing else', () => {
    const missing = ['', ' ', 'NA', 'n/a', '#N/A', 'NaN', 'null', 'None', '?', '-', '.', 'missing']
    expect(missing.filter((word) => !isMissing(word))).toEqual([])
    expect(['0', 'nan nan', 'x', '--', 'unknown'].filter(isMissing)).toEqual([])
  })

  test('suspects a decimal comma only in what would be a number with one', () => {
    expect(['1,5', '-,5', '1,5e3', '1,'].every(hasDecimalComma)).toBe(true)
    expect(['15', '1.5', 'a,b', '1,234,567'].some(hasDecimalComma)).toBe(false)
  })

  test('a long run of digits that is no number is refused in one pass', () => {
    expect(toNumber(`${'1'.repeat(200_000)}x`, '.')).toBeNaN()
    expect(toNumber(`1.${'1'.repeat(200_000)}e`, '.')).toBeNaN()
    expect(toNumber(`${' '.repeat(200_000)}x`, '.')).toBeNaN()
    expect(toNumber(`1${' '.repeat(200_000)}x`, '.')).toBeNaN()
  })
})
