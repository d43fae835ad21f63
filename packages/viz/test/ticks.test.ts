import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatGain, formatLml, formatParameter, niceRange, niceTicks, VizError, wholeTicks } from '../src/index.ts'
import { uniform } from './uniform.ts'

const range = fc
  .tuple(uniform(-1e6, 1e6), uniform(-6, 8))
  .map(([min, power]): [number, number] => [min, min + 10 ** power])

describe('niceTicks', () => {
  test.each([
    [[0, 8], 5, ['0', '2', '4', '6', '8']],
    [[-2.9919, -2.8838], 5, ['-2.98', '-2.96', '-2.94', '-2.92', '-2.90']],
    [[-0.5, 0.5], 3, ['-0.5', '0.0', '0.5']],
    [[0, 0.002], 2, ['0.000', '0.001', '0.002']],
    [[1e7 - 1, 1e7 + 1], 2, ['9999999', '10000000', '10000001']],
    [[0, 4e12], 2, ['0', '2e+12', '4e+12']],
    [[0, 1e-9], 2, ['0', '5.0e-10', '1.0e-9']],
    [[3, 3], 5, ['3']],
  ] as const)('%j at about %i', (ends, count, labels) => {
    const actual = niceTicks([ends[0], ends[1]], count).map(({ label }) => label)
    expect(actual).toEqual(labels)
  })

  test('are evenly spaced, within the range, as many as asked within a factor of two, and labelled apart', () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 2, max: 12 }), ([min, max], count) => {
        const ticks = niceTicks([min, max], count)
        expect(ticks.length).toBeGreaterThanOrEqual(Math.floor(count / 2))
        expect(ticks.length).toBeLessThanOrEqual(2 * count + 1)
        const step = (max - min) / count
        for (const { value, label } of ticks) {
          expect(value).toBeGreaterThanOrEqual(min)
          expect(value).toBeLessThanOrEqual(max)
          expect(Math.abs(Number(label) - value)).toBeLessThan(step / 1000)
        }
        const gaps = ticks.slice(1).map(({ value }, i) => value - ticks[i].value)
        for (const gap of gaps) expect(gap / gaps[0]).toBeCloseTo(1, 2)
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length)
      }),
    )
  })

  test('a nice range covers the range, with ticks at both ends', () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 2, max: 12 }), ([min, max], count) => {
        const [low, high] = niceRange([min, max], count)
        expect(low).toBeLessThanOrEqual(min)
        expect(high).toBeGreaterThanOrEqual(max)
        const ticks = niceTicks([low, high], count)
        expect(ticks[0].value).toBe(low)
        expect(ticks.at(-1)!.value).toBe(high)
      }),
    )
  })

  test('NaN, and no ticks at all, are refused', () => {
    expect(() => niceTicks([0, NaN], 5)).toThrow(VizError)
    expect(() => niceTicks([0, 1], 0)).toThrow(VizError)
    expect(() => niceRange([-Infinity, 1], 5)).toThrow(VizError)
  })
})

test('whole ticks stay whole, however short the range', () => {
  expect(wholeTicks([0, 3], 8).map(({ label }) => label)).toEqual(['0', '1', '2', '3'])
  expect(wholeTicks([-0.1, 0.4], 5).map(({ label }) => label)).toEqual(['0'])
  expect(wholeTicks([0.2, 0.4], 5)).toEqual([])
  fc.assert(
    fc.property(range, fc.integer({ min: 1, max: 12 }), ([min, max], count) => {
      const ticks = wholeTicks([min, max], count)
      for (const { value, label } of ticks) {
        expect(Number.isInteger(value)).toBe(true)
        expect(Number(label)).toBe(value)
      }
      expect(ticks.length).toBeLessThanOrEqual(2 * count + 1)
      expect(ticks.length).toBeGreaterThanOrEqual(Math.floor(max) >= Math.ceil(min) ? 1 : 0)
    }),
  )
})

test('numbers have fixed decimals', () => {
  expect(formatLml(-2.88383129)).toBe('-2.8838')
  expect(formatParameter(1 / 3)).toBe('0.333')
  expect(formatGain(1.8e-5)).toBe('+1.8e-05')
  expect(formatGain(-0.0312)).toBe('-3.1e-02')
  expect(formatGain(0)).toBe('+0.0e+00')
  expect(formatGain(2e-123)).toBe('+2.0e-123')
})
