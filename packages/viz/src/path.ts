import { checkPositive } from './check.ts'
import type { Ellipse } from './ellipse.ts'
import type { Point } from './gaussian.ts'
import { toScreen, type Viewport } from './viewport.ts'

/**
 * Anything that outlines can be drawn into, in pixels with y down. Canvas contexts and Path2D fit as they are;
 * `createSvgPath` and the pens of `createDotGrid` are the others.
 */
export interface PathSink {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  closePath(): void
}

/** How far, in pixels, the polygon drawn for an ellipse may stray from it. */
const FLATNESS = 0.05

/** Draws an ellipse as a closed polygon that the eye cannot tell from it, with more corners the larger it is. */
export function drawEllipse(ellipse: Ellipse, viewport: Viewport, sink: PathSink): void {
  const { center, semiMajor, semiMinor, rotation } = ellipse
  const [scaleX, scaleY] = viewport.scale
  const [centerX, centerY] = toScreen(viewport, center)
  const cos = Math.cos(rotation)
  const sin = Math.sin(rotation)
  const majorX = semiMajor * cos * scaleX
  const majorY = -semiMajor * sin * scaleY
  const minorX = -semiMinor * sin * scaleX
  const minorY = -semiMinor * cos * scaleY

  // A chord over 2π/n of a circle of radius R strays from it by R (1 − cos(π/n)), about R (π/n)² / 2.
  const size = Math.max(Math.hypot(majorX, majorY), Math.hypot(minorX, minorY))
  const count = Math.min(Math.max(Math.ceil(Math.PI * Math.sqrt(size / (2 * FLATNESS))), 12), 4096)
  sink.moveTo(centerX + majorX, centerY + majorY)
  for (let i = 1; i < count; i++) {
    const angle = (2 * Math.PI * i) / count
    const u = Math.cos(angle)
    const v = Math.sin(angle)
    sink.lineTo(centerX + u * majorX + v * minorX, centerY + u * majorY + v * minorY)
  }
  sink.closePath()
}

/** Draws an open line through points in data coordinates. */
export function drawPolyline(points: Iterable<Point>, viewport: Viewport, sink: PathSink): void {
  let started = false
  for (const point of points) {
    const [x, y] = toScreen(viewport, point)
    if (started) sink.lineTo(x, y)
    else sink.moveTo(x, y)
    started = true
  }
}

/** Draws an upright cross at a data point, its arms `size` pixels long. */
export function drawCross(point: Point, size: number, viewport: Viewport, sink: PathSink): void {
  const [x, y] = toScreen(viewport, point)
  sink.moveTo(x - size, y)
  sink.lineTo(x + size, y)
  sink.moveTo(x, y - size)
  sink.lineTo(x, y + size)
}

/**
 * A sink that draws `on` pixels, skips `off`, and so on along each outline: for sinks that know no dashes of their
 * own, as a terminal. (Canvas has setLineDash, SVG stroke-dasharray.)
 */
export function dashed(sink: PathSink, on: number, off: number): PathSink {
  checkPositive(on, 'dash length')
  checkPositive(off, 'dash gap')
  let [x, y] = [0, 0]
  let start: Point = [0, 0]
  let drawing = true
  let left = on

  const advance = (toX: number, toY: number): void => {
    if (drawing) sink.lineTo(toX, toY)
    else sink.moveTo(toX, toY)
  }
  const lineTo = (toX: number, toY: number): void => {
    const length = Math.hypot(toX - x, toY - y)
    let done = 0
    while (length - done > left) {
      done += left
      advance(x + (done / length) * (toX - x), y + (done / length) * (toY - y))
      drawing = !drawing
      left = drawing ? on : off
    }
    left -= length - done
    advance(toX, toY)
    ;[x, y] = [toX, toY]
  }
  return {
    moveTo(toX, toY) {
      sink.moveTo(toX, toY)
      ;[x, y] = [toX, toY]
      start = [toX, toY]
      drawing = true
      left = on
    },
    lineTo,
    closePath: () => lineTo(...start),
  }
}
