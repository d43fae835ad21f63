import { expect, test } from 'vitest'
import { drawGlyph, glyphs } from '../src/index.ts'
import { createRecorder } from './recorder.ts'

test.each(glyphs)('%s has the area of its circle, is centred and closed', (glyph) => {
  const recorder = createRecorder()
  drawGlyph(glyph, [100, 50], 4, recorder)
  expect(recorder.outlines).toHaveLength(1)
  const [{ points, closed }] = recorder.outlines
  const area = points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length]
    return sum + (x * nextY - nextX * y) / 2
  }, 0)
  expect(closed).toBe(true)
  expect(Math.abs(area)).toBeCloseTo(Math.PI * 16, 10)
  expect(points.reduce((sum, [x]) => sum + x - 100, 0)).toBeCloseTo(0, 10)
  expect(points.reduce((sum, [, y]) => sum + y - 50, 0)).toBeCloseTo(0, 10)
})

test('each glyph is a shape of its own, the triangle pointing up', () => {
  const corners = glyphs.map((glyph) => {
    const recorder = createRecorder()
    drawGlyph(glyph, [0, 0], 1, recorder)
    return recorder.outlines[0].points
  })
  expect(corners.map(({ length }) => length)).toEqual([20, 3, 4, 4, 12, 10, 5, 6])
  expect(Math.min(...corners[1].map(([, y]) => y))).toBe(corners[1][0][1])
  expect(corners[2]).not.toEqual(corners[3])
})
