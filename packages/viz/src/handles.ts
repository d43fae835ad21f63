import type { Ellipse } from './ellipse.ts'
import type { Point } from './gaussian.ts'

/** What can be taken hold of: the centre moves, two axis ends stretch, one knob rotates. */
export type HandleName = 'center' | 'major' | 'minor' | 'rotation'

/** A dragged axis stops at this share of the other one, before it is too thin to take hold of again. */
const THINNEST_DRAG = 1e-3

/**
 * Where the four handles of an ellipse are, in data coordinates. The knob stands `knobDistance` (data units, 0 or more)
 * beyond the end of the first axis that carries no stretch handle.
 */
export function handlesOf(ellipse: Ellipse, knobDistance: number): Record<HandleName, Point> {
  const { center, semiMajor, semiMinor, rotation } = ellipse
  const cos = Math.cos(rotation)
  const sin = Math.sin(rotation)
  const along = (first: number, second: number): Point => [
    center[0] + first * cos - second * sin,
    center[1] + first * sin + second * cos,
  ]
  return {
    center,
    major: along(semiMajor, 0),
    minor: along(0, semiMinor),
    rotation: along(-semiMajor - knobDistance, 0),
  }
}

/** The ellipse after one of its handles was dragged to `point` (data coordinates). Its axes stay above 0. */
export function dragHandle(ellipse: Ellipse, handle: HandleName, point: Point): Ellipse {
  const { center, semiMajor, semiMinor, rotation } = ellipse
  if (handle === 'center') return { ...ellipse, center: point }

  const x = point[0] - center[0]
  const y = point[1] - center[1]
  if (handle === 'rotation') {
    // At the centre itself no direction is meant.
    return x === 0 && y === 0 ? ellipse : { ...ellipse, rotation: Math.atan2(-y, -x) }
  }
  if (handle === 'major') {
    const reach = Math.abs(x * Math.cos(rotation) + y * Math.sin(rotation))
    return { ...ellipse, semiMajor: Math.max(reach, THINNEST_DRAG * semiMinor) }
  }
  const reach = Math.abs(y * Math.cos(rotation) - x * Math.sin(rotation))
  return { ...ellipse, semiMinor: Math.max(reach, THINNEST_DRAG * semiMajor) }
}
