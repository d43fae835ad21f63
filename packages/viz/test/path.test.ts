/// <reference lib="dom" />
import * as fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  createSvgPath,
  dashed,
  drawCross,
  drawEllipse,
  drawPolyline,
  ellipseOf,
  fitViewport,
  toData,
  type PathSink,
} from '../src/index.ts'
import { createRecorder } from './recorder.ts'

const viewport = fitViewport({ x: [0, 8], y: [0, 8] }, { width: 800, height: 800 })

test('canvas contexts and Path2D are sinks as they are', () => {
  expectTypeOf<CanvasRenderingContext2D>().toExtend<PathSink>()
  expectTypeOf<OffscreenCanvasRenderingContext2D>().toExtend<PathSink>()
  expectTypeOf<Path2D>().toExtend<PathSink>()
  const recorder = createRecorder()
  drawEllipse({ center: [4, 4], semiMajor: 1, semiMinor: 1, rotation: 0 }, viewport, recorder)
  const [first] = recorder.outlines
  expect(recorder.outlines).toHaveLength(1)
  expect(first.closed).toBe(true)
  for (const [x, y] of first.points) expect(Math.hypot(x - 400, y - 400)).toBeCloseTo(100, 10)
})

describe('drawEllipse', () => {
  test('every corner lies at the radius asked for, by the covariance itself', () => {
    const covariance = [
      [0.2, -0.25],
      [-0.25, 1],
    ]
    const recorder = createRecorder()
    drawEllipse(ellipseOf([2, 5], covariance, { radius: Math.SQRT2 }), viewport, recorder)
    const determinant = 0.2 - 0.25 ** 2
    for (const pixel of recorder.outlines[0].points) {
      const [x, y] = toData(viewport, pixel)
      const [dx, dy] = [x - 2, y - 5]
      const squaredRadius = (dx * dx + 0.5 * dx * dy + 0.2 * dy * dy) / determinant
      expect(squaredRadius).toBeCloseTo(2, 11)
    }
  })

  test('chords stay within a tenth of a pixel of the curve, small or large', () => {
    for (const size of [0.01, 0.5, 3, 40]) {
      const recorder = createRecorder()
      drawEllipse({ center: [4, 4], semiMajor: size, semiMinor: size, rotation: 0 }, viewport, recorder)
      const { points } = recorder.outlines[0]
      const [a, b] = points
      const middle = Math.hypot((a[0] + b[0]) / 2 - 400, (a[1] + b[1]) / 2 - 400)
      expect(100 * size - middle).toBeLessThan(0.1)
      expect(points.length).toBeLessThan(1000)
    }
  })

  test('stretches with an unequal scale', () => {
    const wide = fitViewport({ x: [0, 2], y: [0, 8] }, { width: 800, height: 800 }, { aspect: 'free' })
    const recorder = createRecorder()
    drawEllipse({ center: [1, 4], semiMajor: 1, semiMinor: 0.5, rotation: 0.7 }, wide, recorder)
    for (const pixel of recorder.outlines[0].points) {
      const [x, y] = toData(wide, pixel)
      const [dx, dy] = [x - 1, y - 4]
      const [u, v] = [dx * Math.cos(0.7) + dy * Math.sin(0.7), dy * Math.cos(0.7) - dx * Math.sin(0.7)]
      expect(u ** 2 + (v / 0.5) ** 2).toBeCloseTo(1, 12)
    }
  })
})

test('drawPolyline and drawCross', () => {
  const line = createSvgPath()
  drawPolyline(
    [
      [0, 0],
      [4, 8],
      [8, 4],
    ],
    viewport,
    line,
  )
  expect(line.toString()).toBe('M0,800L400,0L800,400')
  const none = createSvgPath()
  drawPolyline([], viewport, none)
  expect(none.toString()).toBe('')
  const cross = createSvgPath()
  drawCross([4, 4], 5, viewport, cross)
  expect(cross.toString()).toBe('M395,400L405,400M400,395L400,405')
})

test('an SVG path rounds to two decimals and writes no negative zero', () => {
  const path = createSvgPath()
  path.moveTo(1 / 3, -0.001)
  path.lineTo(1e-9, 123.456)
  path.closePath()
  expect(path.toString()).toBe('M0.33,0L0,123.46Z')
  const whole = createSvgPath(0)
  whole.moveTo(0.5, 1.4)
  expect(whole.toString()).toBe('M1,1')
})

describe('dashed', () => {
  test('draws and skips in turn, around corners', () => {
    const recorder = createRecorder()
    const dashes = dashed(recorder, 3, 2)
    dashes.moveTo(0, 0)
    dashes.lineTo(6, 0)
    dashes.lineTo(6, 6)
    expect(recorder.outlines.map(({ points }) => points).filter((points) => points.length > 1)).toEqual([
      [
        [0, 0],
        [3, 0],
      ],
      [
        [5, 0],
        [6, 0],
        [6, 2],
      ],
      [
        [6, 4],
        [6, 6],
      ],
    ])
  })

  test('closes its outlines and starts each with a dash', () => {
    const recorder = createRecorder()
    const dashes = dashed(recorder, 1, 1)
    for (const offset of [0, 10]) {
      dashes.moveTo(offset, 0)
      dashes.lineTo(offset + 1.5, 0)
      dashes.closePath()
    }
    expect(recorder.outlines.map(({ points }) => points).filter((points) => points.length > 1)).toEqual([
      [
        [0, 0],
        [1, 0],
      ],
      [
        [1, 0],
        [0, 0],
      ],
      [
        [10, 0],
        [11, 0],
      ],
      [
        [11, 0],
        [10, 0],
      ],
    ])
  })

  test('draws its share of any outline', () => {
    const coordinate = fc.integer({ min: -100, max: 100 })
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 20 }), (points) => {
        const recorder = createRecorder()
        const dashes = dashed(recorder, 4, 4)
        dashes.moveTo(...points[0])
        for (const point of points.slice(1)) dashes.lineTo(...point)
        const total = points
          .slice(1)
          .reduce((sum, [x, y], i) => sum + Math.hypot(x - points[i][0], y - points[i][1]), 0)
        expect(Math.abs(recorder.drawn() - total / 2)).toBeLessThanOrEqual(2 + 1e-6)
      }),
    )
  })
})
