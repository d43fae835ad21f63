import type { Point } from './gaussian.ts'
import type { Glyph } from './palette.ts'
import type { PathSink } from './path.ts'

/** Corners on a circle, the first one up; a star's inner corners lie at a share of the outer radius. */
function around(corners: number, innerRadius: number = 1): Point[] {
  return Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners
    const radius = i % 2 === 0 ? 1 : innerRadius
    return [radius * Math.sin(angle), -radius * Math.cos(angle)]
  })
}

const SQUARE: Point[] = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
]

/** A cross with arms a third of its width. */
const PLUS: Point[] = SQUARE.flatMap(([x, y]): Point[] =>
  x === y
    ? [
        [3 * x, y],
        [x, y],
        [x, 3 * y],
      ]
    : [
        [x, 3 * y],
        [x, y],
        [3 * x, y],
      ],
)

/** Scaled to the area of a circle of radius 1, so that no component looks heavier than another. */
function withUnitArea(corners: Point[]): Point[] {
  const area = corners.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length]
    return sum + (x * nextY - nextX * y) / 2
  }, 0)
  const scale = Math.sqrt(Math.PI / Math.abs(area))
  return corners.map(([x, y]) => [scale * x, scale * y])
}

const SHAPES: Readonly<Record<Glyph, Point[]>> = {
  '●': withUnitArea(around(20)),
  '▲': withUnitArea(around(3)),
  '■': withUnitArea(SQUARE),
  '◆': withUnitArea(around(4)),
  '✚': withUnitArea(PLUS),
  '★': withUnitArea(around(10, 0.45)),
  '⬟': withUnitArea(around(5)),
  '⬢': withUnitArea(around(6)),
}

/** Draws a glyph around a pixel, with the area of a circle of this radius. */
export function drawGlyph(glyph: Glyph, [x, y]: Point, radius: number, sink: PathSink): void {
  SHAPES[glyph].forEach(([dx, dy], i) => {
    if (i === 0) sink.moveTo(x + radius * dx, y + radius * dy)
    else sink.lineTo(x + radius * dx, y + radius * dy)
  })
  sink.closePath()
}
