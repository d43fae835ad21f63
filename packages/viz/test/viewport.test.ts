import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boxOf, fitViewport, panBy, toData, toScreen, visibleBox, VizError, zoomAt, type Box } from '../src/index.ts'
import { uniform } from './uniform.ts'

const coordinate = uniform(-1e9, 1e9)
const extent = uniform(-6, 6).map((power) => 10 ** power)
const boxes: fc.Arbitrary<Box> = fc
  .tuple(coordinate, extent, coordinate, extent)
  .map(([x, wide, y, high]) => ({ x: [x, x + wide], y: [y, y + high] }))
const size = { width: 640, height: 400 }

describe('fitViewport', () => {
  test('y goes up, the box is centred, circles stay round', () => {
    const viewport = fitViewport({ x: [0, 10], y: [0, 10] }, size, { padding: 20 })
    expect(toScreen(viewport, [5, 5])).toEqual([320, 200])
    expect(toScreen(viewport, [5, 10])).toEqual([320, 20])
    expect(toScreen(viewport, [0, 0])).toEqual([140, 380])
    expect(viewport.scale).toEqual([36, 36])
  })

  test('a free aspect fills the picture', () => {
    const viewport = fitViewport({ x: [0, 50], y: [-3, -2] }, size, { aspect: 'free', padding: 10 })
    expect(toScreen(viewport, [0, -3])).toEqual([10, 390])
    expect(toScreen(viewport, [50, -2])).toEqual([630, 10])
  })

  test('a box without extent shows its point in the middle', () => {
    for (const aspect of ['equal', 'free'] as const) {
      for (const at of [0, 7, -1e6]) {
        const viewport = fitViewport({ x: [at, at], y: [at, at] }, size, { aspect })
        expect(toScreen(viewport, [at, at])).toEqual([320, 200])
        expect(viewport.scale.every((scale) => scale > 0 && scale < Infinity)).toBe(true)
      }
    }
    expect(fitViewport({ x: [3, 3], y: [0, 10] }, size).scale).toEqual([40, 40])
  })

  test('every corner of any box is inside the padding, and one pair of sides touches it', () => {
    fc.assert(
      fc.property(boxes, (box) => {
        const viewport = fitViewport(box, size, { padding: 10 })
        const [left, top] = toScreen(viewport, [box.x[0], box.y[1]])
        const [right, bottom] = toScreen(viewport, [box.x[1], box.y[0]])
        const slack = Math.min(left - 10, top - 10, 630 - right, 390 - bottom)
        // 1e9 is rounded to 1e-7 of a unit, and one unit may be 4e8 pixels: allow for what the box itself lost.
        const rounding = 1e-9 + 1e-6 * viewport.scale[0]
        expect(slack).toBeGreaterThan(-rounding)
        expect(slack).toBeLessThan(rounding)
      }),
    )
  })

  test.each([
    ['NaN in the box', () => fitViewport({ x: [0, NaN], y: [0, 1] }, size), 'not-a-number'],
    ['no width', () => fitViewport({ x: [0, 1], y: [0, 1] }, { width: 0, height: 1 }), 'out-of-range'],
    ['more padding than picture', () => fitViewport({ x: [0, 1], y: [0, 1] }, size, { padding: 200 }), 'out-of-range'],
    ['no points', () => boxOf([]), 'out-of-range'],
    ['a point that is NaN', () => boxOf([[0, NaN]]), 'not-a-number'],
    ['zoom by 0', () => zoomAt(fitViewport({ x: [0, 1], y: [0, 1] }, size), [0, 0], 0), 'out-of-range'],
  ])('%s is refused', (_, act, code) => {
    expect(act).toThrow(expect.objectContaining({ name: 'VizError', code }))
    expect(act).toThrow(VizError)
  })
})

describe('toData and toScreen', () => {
  test('are inverses', () => {
    const pixel = uniform(-1000, 2000)
    fc.assert(
      fc.property(boxes, pixel, pixel, fc.constantFrom('equal', 'free'), (box, x, y, aspect) => {
        const viewport = fitViewport(box, size, { aspect })
        const [backX, backY] = toScreen(viewport, toData(viewport, [x, y]))
        const rounding = 1e-9 + 3e-7 * Math.max(...viewport.scale)
        expect(Math.abs(backX - x)).toBeLessThan(rounding)
        expect(Math.abs(backY - y)).toBeLessThan(rounding)
      }),
    )
  })

  test('keep the digits of data far from 0', () => {
    const viewport = fitViewport({ x: [1e7 - 1, 1e7 + 1], y: [1e7 - 1, 1e7 + 1] }, { width: 400, height: 400 })
    expect(toScreen(viewport, [1e7 + 0.25, 1e7 + 0.5])).toEqual([250, 100])
  })
})

describe('zoom and pan', () => {
  const viewport = fitViewport({ x: [0, 8], y: [0, 8] }, size)

  test('zooming keeps the data under the pointer, and zooming back undoes it', () => {
    fc.assert(
      fc.property(uniform(0, 640), uniform(0, 400), uniform(0.1, 10), (x, y, factor) => {
        const zoomed = zoomAt(viewport, [x, y], factor)
        expect(zoomed.scale[0]).toBe(viewport.scale[0] * factor)
        const [dataX, dataY] = toData(viewport, [x, y])
        const [stillX, stillY] = toData(zoomed, [x, y])
        expect(Math.hypot(stillX - dataX, stillY - dataY)).toBeLessThan(1e-12)
        const back = zoomAt(zoomed, [x, y], 1 / factor)
        expect(Math.hypot(back.center[0] - 4, back.center[1] - 4)).toBeLessThan(1e-12)
      }),
    )
  })

  test('panning moves the picture with the pointer', () => {
    const before = toScreen(viewport, [3, 2])
    expect(toScreen(panBy(viewport, 25, -50), [3, 2])).toEqual([before[0] + 25, before[1] - 50])
  })

  test('the visible box is what the corners show', () => {
    const box = visibleBox(fitViewport({ x: [0, 50], y: [-3, -2] }, size, { aspect: 'free' }))
    expect(box).toEqual({ x: [0, 50], y: [-3, -2] })
  })
})

test('boxOf is the extent of the first two columns', () => {
  expect(
    boxOf([
      [1, 5, 100],
      [-2, 7, 200],
      [0, 6, 300],
    ]),
  ).toEqual({ x: [-2, 1], y: [5, 7] })
  expect(boxOf([Float64Array.of(3, 4)])).toEqual({ x: [3, 3], y: [4, 4] })
})
