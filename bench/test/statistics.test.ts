import fc from 'fast-check'
import { expect, test } from 'vitest'
import { perDoubling, quartiles, ratios, slope } from '../src/statistics.ts'

test('quartiles interpolate between order statistics, whatever the order of the sample', () => {
  expect(quartiles([4, 1, 3, 2])).toEqual({ low: 1.75, median: 2.5, high: 3.25 })
  expect(quartiles([7])).toEqual({ low: 7, median: 7, high: 7 })
})

test('at most a quarter of a sample lies below its quartiles, and as much above', () => {
  const samples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(samples, (values) => {
      const { low, median, high } = quartiles(values)
      const quarter = Math.ceil((values.length - 1) / 4)
      expect(low).toBeLessThanOrEqual(median)
      expect(median).toBeLessThanOrEqual(high)
      expect(values.filter((value) => value < low).length).toBeLessThanOrEqual(quarter)
      expect(values.filter((value) => value > high).length).toBeLessThanOrEqual(quarter)
    }),
  )
})

test('what a run costs before its first iteration does not count', () => {
  const time = (iterations: number): number => 25 + 3 * iterations
  expect(slope({ iterations: 2, time: time(2) }, { iterations: 12, time: time(12) })).toBe(3)
})

test('ratios are taken round by round, so that a clock that halves changes none', () => {
  expect(ratios([20, 40, 20], [2, 4, 2])).toEqual({ low: 10, median: 10, high: 10 })
})

test('a peer that left early is compared over its own rounds', () => {
  expect(ratios([30], [3, 1, 1]).median).toBe(10)
})

test('growth per doubling: 2 for what is linear, 4 for what is square, whatever the step', () => {
  expect(perDoubling([10, 5], [40, 20])).toBeCloseTo(2, 12)
  expect(perDoubling([10, 5], [15, 5 * 1.5 ** 2])).toBeCloseTo(4, 12)
})
