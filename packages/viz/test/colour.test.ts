import { converter } from 'culori'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blend, coloursByAngle, createBlender, entropies, threeColours, VizError } from '../src/index.ts'
import { uniform } from './uniform.ts'

const toOklab = converter('oklab')
const toRgb = converter('rgb')

/** The blend in culori's own words: objects, full precision, rounded last. */
function blendByCulori(colours: readonly string[], weights: readonly number[]): number[] {
  const labs = colours.map((colour) => toOklab(colour)!)
  const sum = (channel: 'l' | 'a' | 'b'): number => labs.reduce((total, lab, k) => total + weights[k] * lab[channel], 0)
  const { r, g, b } = toRgb({ mode: 'oklab', l: sum('l'), a: sum('a'), b: sum('b') })
  return [r, g, b].map((value) => Math.min(Math.max(Math.round(255 * value), 0), 255))
}

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

describe('blend', () => {
  test('is in OKLab: blue and yellow make no grey of sRGB', () => {
    expect(blend(['#0000ff', '#ffff00'], [1, 1])).toBe('#6cabc7')
    expect(blend(['#000000', '#ffffff'], [0.5, 0.5])).toBe('#636363')
  })

  test('of one colour is that colour, whatever the others, and any byte comes back', () => {
    fc.assert(
      fc.property(colour, colour, (first, second) => {
        expect(blend([first, second], [1, 0])).toBe(first)
        expect(blend([first, second], [0, 3])).toBe(second)
      }),
    )
  })

  test('short notation, and proportions only', () => {
    expect(blend(['#fff', '#000'], [2, 2])).toBe('#636363')
  })

  test.each([
    ['a name', () => blend(['tomato'], [1]), 'bad-colour'],
    ['nothing', () => blend([''], [1]), 'bad-colour'],
    ['weights of 0', () => blend(['#fff', '#000'], [0, 0]), 'out-of-range'],
    ['a negative weight', () => blend(['#fff', '#000'], [2, -1]), 'out-of-range'],
    ['NaN', () => blend(['#fff'], [NaN]), 'not-a-number'],
    ['too few weights', () => blend(['#fff', '#000'], [1]), 'bad-dimension'],
    ['NaN in a row', () => createBlender(['#fff'])([NaN], new Uint8ClampedArray(4)), 'not-a-number'],
    [
      'rows that do not fit',
      () => createBlender(['#fff', '#000'])([1, 0, 1], new Uint8ClampedArray(8)),
      'bad-dimension',
    ],
  ])('%s: refused', (_, act, code) => {
    expect(act).toThrow(expect.objectContaining({ name: 'VizError', code }))
    expect(act).toThrow(VizError)
  })
})

describe('createBlender', () => {
  test('gives the bytes that culori gives, blends outside sRGB included', () => {
    const palettes = fc
      .integer({ min: 1, max: 6 })
      .chain((count) =>
        fc.tuple(
          fc.array(colour, { minLength: count, maxLength: count }),
          fc.array(uniform(0.001, 1), { minLength: count, maxLength: count }),
        ),
      )
    fc.assert(
      fc.property(palettes, ([colours, raw]) => {
        const total = raw.reduce((sum, weight) => sum + weight, 0)
        const weights = raw.map((weight) => weight / total)
        const bytes = new Uint8ClampedArray(4)
        createBlender(colours)(weights, bytes)
        expect([...bytes]).toEqual([...blendByCulori(colours, weights), 255])
      }),
      { numRuns: 2000 },
    )
  })

  test('goes through rows in order', () => {
    const bytes = new Uint8ClampedArray(12)
    createBlender(threeColours)(Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), bytes)
    expect([...bytes]).toEqual([0x4f, 0x84, 0xfe, 255, 0xc1, 0x89, 0x3c, 255, 0xab, 0x35, 0x73, 255])
  })

  test('every grey passes through unchanged, so no byte of the transfer tables is off', () => {
    for (let byte = 0; byte < 256; byte++) {
      const grey = `#${byte.toString(16).padStart(2, '0').repeat(3)}`
      expect(blend([grey], [1])).toBe(grey)
    }
  })
})

describe('entropies', () => {
  test('0 where certain, 1 where quite open, by the formula between', () => {
    expect([...entropies([1, 0, 0, 1 / 3, 1 / 3, 1 / 3, 0.5, 0.5, 0], 3)]).toEqual([
      0,
      expect.closeTo(1, 15),
      expect.closeTo(Math.log(2) / Math.log(3), 15),
    ])
    expect([...entropies([1, 1], 1)]).toEqual([0, 0])
    expect([...entropies([], 3)]).toEqual([])
  })

  test('stay within [0, 1]', () => {
    const raw = fc.array(uniform(0, 1), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(raw, (values) => {
        const total = values.reduce((sum, value) => sum + value, 0)
        fc.pre(total > 0)
        const [entropy] = entropies(
          values.map((value) => value / total),
          4,
        )
        expect(entropy).toBeGreaterThanOrEqual(0)
        expect(entropy).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('refuse what is no row', () => {
    expect(() => entropies([0.5, 0.5, 1], 2)).toThrow(VizError)
    expect(() => entropies([NaN, 1], 2)).toThrow(VizError)
    expect(() => entropies([1], 0)).toThrow(VizError)
  })
})

describe('coloursByAngle', () => {
  test('counts counter-clockwise from +x around the centre', () => {
    const east = [2, 1]
    const north = [1, 2]
    const west = [0, 1]
    const south = [1, 0]
    expect(coloursByAngle([south, west, north, east], [1, 1])).toEqual([3, 2, 1, 0])
    expect(coloursByAngle([[3, 1], east, [1, 1]], [1, 1])).toEqual([2, 1, 0])
  })

  test('is a permutation, and does not depend on how components are numbered', () => {
    const coordinate = fc.integer({ min: -10, max: 10 })
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 8, selector: String }),
        (means) => {
          const colours = coloursByAngle(means, [0, 0])
          expect([...colours].sort()).toEqual(means.map((_, k) => k))
          expect(coloursByAngle([...means].reverse(), [0, 0])).toEqual([...colours].reverse())
        },
      ),
    )
  })

  test('refuses NaN and more than two dimensions', () => {
    expect(() => coloursByAngle([[0, NaN]], [0, 0])).toThrow(VizError)
    expect(() => coloursByAngle([[0, 0, 0]], [0, 0])).toThrow(VizError)
  })
})
