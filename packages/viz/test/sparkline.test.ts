import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastHalf, sparkline, traceOf, VizError, type Marker } from '../src/index.ts'
import { uniform } from './uniform.ts'

const series = fc.array(uniform(-1e3, 1e3), { minLength: 1, maxLength: 300 })
const rising = series.map((values) => values.sort((a, b) => a - b))

describe('traceOf', () => {
  test('keeps every value where there is room', () => {
    const trace = traceOf([-3, -2.5, -2.25])
    expect(trace).toEqual({
      points: [
        [0, -3],
        [1, -2.5],
        [2, -2.25],
      ],
      min: -3,
      max: -2.25,
      last: -2.25,
      gain: 0.25,
    })
    expect(traceOf([-3])).toEqual({ points: [[0, -3]], min: -3, max: -3, last: -3, gain: undefined })
  })

  test('shows the last value of each column, never a mean', () => {
    expect(traceOf([0, 1, 2, 3, 4, 5, 6], { columns: 4 }).points).toEqual([
      [0, 0],
      [2, 2],
      [4, 4],
      [6, 6],
    ])
    expect(traceOf([0, 9, 0, 9, 0], { columns: 2 }).points).toEqual([
      [0, 0],
      [4, 0],
    ])
  })

  test('monotone stays monotone, ends stay ends, min and max are of all values', () => {
    fc.assert(
      fc.property(rising, fc.integer({ min: 2, max: 60 }), (values, columns) => {
        const { points, min, max, last } = traceOf(values, { columns })
        expect(points.length).toBe(Math.min(values.length, columns))
        expect(points.at(-1)).toEqual([values.length - 1, values.at(-1)])
        expect(points[0]).toEqual(values.length === 1 ? points.at(-1) : [0, values[0]])
        expect([min, max, last]).toEqual([values[0], values.at(-1), values.at(-1)])
        for (let i = 1; i < points.length; i++) {
          expect(points[i][0]).toBeGreaterThan(points[i - 1][0])
          expect(points[i][1]).toBeGreaterThanOrEqual(points[i - 1][1])
        }
      }),
    )
  })

  test('a range zooms: its own min and max, indices of the whole series, a gain from before it', () => {
    const values = [-9, -3, -2.9, -2.8]
    expect(traceOf(values, { range: lastHalf(4) })).toMatchObject({
      points: [
        [2, -2.9],
        [3, -2.8],
      ],
      min: -2.9,
      max: -2.8,
    })
    expect(traceOf(values, { range: [1, 2] }).gain).toBe(6)
    expect(lastHalf(1)).toEqual([0, 1])
  })

  test.each([
    ['no values', () => traceOf([]), 'out-of-range'],
    ['NaN', () => traceOf([1, NaN]), 'not-a-number'],
    ['−∞', () => traceOf([-Infinity, 1]), 'not-a-number'],
    ['an empty range', () => traceOf([1, 2], { range: [1, 1] }), 'out-of-range'],
    ['a range past the end', () => traceOf([1, 2], { range: [0, 3] }), 'out-of-range'],
    ['a broken range', () => traceOf([1, 2], { range: [0, 1.5] }), 'out-of-range'],
    ['one column', () => traceOf([1, 2], { columns: 1 }), 'out-of-range'],
    ['no width', () => sparkline([1, 2], { width: 0 }), 'out-of-range'],
  ])('%s is refused', (_, act, code) => {
    expect(act).toThrow(expect.objectContaining({ name: 'VizError', code }))
    expect(act).toThrow(VizError)
  })
})

describe('sparkline', () => {
  const ramp = [0, 1, 2, 3, 4, 5, 6, 7]

  test('eight levels, in blocks and in ASCII', () => {
    expect(sparkline(ramp, { width: 8 }).lines).toEqual(['▁▂▃▄▅▆▇█'])
    expect(sparkline(ramp, { width: 8, marker: 'ascii' }).lines).toEqual(['_.-=+*%#'])
    expect(sparkline([...ramp].reverse(), { width: 8 }).lines).toEqual(['█▇▆▅▄▃▂▁'])
  })

  test('several rows', () => {
    expect(sparkline([0, 5, 10, 15], { width: 4, height: 2 }).lines).toEqual(['  ▃█', '▁▆██'])
    expect(sparkline(ramp, { width: 4, height: 2, marker: 'braille' }).lines).toEqual(['  ⡠⠊', '⡠⠊  '])
  })

  test('a short series is spread over the width, a long one keeps its first and last value', () => {
    expect(sparkline([0, 7], { width: 5 }).lines).toEqual(['▁▁▁▁█'])
    const jump = [0, ...Array.from({ length: 999 }, () => 7)]
    expect(sparkline(jump, { width: 5 }).lines).toEqual(['▁████'])
    expect(sparkline(jump, { width: 3, marker: 'braille' }).lines).toEqual(['⡜⠉⠉'])
  })

  test('a level series lies along the bottom, in every marker', () => {
    expect(sparkline([2, 2, 2], { width: 3 }).lines).toEqual(['▁▁▁'])
    expect(sparkline([2], { width: 3, marker: 'ascii' }).lines).toEqual(['___'])
    expect(sparkline([2, 2], { width: 3, height: 2, marker: 'braille' }).lines).toEqual(['   ', '⣀⣀⣀'])
  })

  test('zooming to the last half shows what the first jump dwarfed', () => {
    const values = [-100, -3, -2.9, -2.8, -2.7, -2.6]
    expect(sparkline(values, { width: 6 }).lines).toEqual(['▁█████'])
    const zoomed = sparkline(values, { width: 3, range: lastHalf(6) })
    expect(zoomed.lines).toEqual(['▁▄█'])
    expect(zoomed).toMatchObject({ min: -2.8, max: -2.6, last: -2.6 })
  })

  test('a rising series never falls on screen, and every picture has its size and numbers', () => {
    const ladder = ' ▁▂▃▄▅▆▇█'
    fc.assert(
      fc.property(rising, fc.integer({ min: 1, max: 80 }), (values, width) => {
        const { lines, min, max, last } = sparkline(values, { width })
        const levels = [...lines[0]].map((character) => ladder.indexOf(character))
        for (let i = 1; i < levels.length; i++) expect(levels[i]).toBeGreaterThanOrEqual(levels[i - 1])
        expect(levels.length).toBe(width)
        expect([min, max, last]).toEqual([values[0], values.at(-1), values.at(-1)])
      }),
    )
    const markers = fc.constantFrom<Marker>('block', 'ascii', 'braille')
    fc.assert(
      fc.property(
        series,
        markers,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 6 }),
        (values, marker, width, height) => {
          const { lines, min, max } = sparkline(values, { width, height, marker })
          expect(lines.map((line) => [...line].length)).toEqual(Array.from({ length: height }, () => width))
          expect(min).toBe(Math.min(...values))
          expect(max).toBe(Math.max(...values))
        },
      ),
    )
  })
})
