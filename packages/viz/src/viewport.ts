import { checkFinite, checkPositive } from './check.ts'
import { VizError } from './errors.ts'
import type { Point, Rows } from './gaussian.ts'

/** A box in data coordinates. */
export interface Box {
  readonly x: readonly [min: number, max: number]
  readonly y: readonly [min: number, max: number]
}

/**
 * What part of the data plane a picture of `width` × `height` pixels (or dots) shows: the data point in its middle and
 * the pixels per data unit along each axis. A plain immutable value; screen y goes down, data y up.
 * Kept about the middle, data far from 0 lose no digits.
 */
export interface Viewport {
  readonly width: number
  readonly height: number
  readonly center: Point
  readonly scale: readonly [x: number, y: number]
}

/** How a box is fitted into a viewport. */
export interface FitOptions {
  /** Pixels left free on each side; default 0. */
  readonly padding?: number
  /** `equal` (default): one scale for both axes, so that a circle is round. `free`: fill the picture, for charts. */
  readonly aspect?: 'equal' | 'free'
}

/**
 * The viewport that shows a box whole and centred. A box without extent shows its point in the middle.
 *
 * @throws VizError `not-a-number`, `out-of-range`
 */
export function fitViewport(
  box: Box,
  { width, height }: { readonly width: number; readonly height: number },
  { padding = 0, aspect = 'equal' }: FitOptions = {},
): Viewport {
  checkFinite([...box.x, ...box.y], 'box')
  checkPositive(width, 'width')
  checkPositive(height, 'height')
  checkPositive(width - 2 * padding, 'width without padding')
  checkPositive(height - 2 * padding, 'height without padding')

  const center: Point = [box.x[0] / 2 + box.x[1] / 2, box.y[0] / 2 + box.y[1] / 2]
  const fit = [
    (width - 2 * padding) / Math.abs(box.x[1] - box.x[0]),
    (height - 2 * padding) / Math.abs(box.y[1] - box.y[0]),
  ]
  // A point has infinite scale: show as much of the axis around it as its value is large.
  const x = fit[0] < Infinity ? fit[0] : (width - 2 * padding) / (Math.abs(center[0]) || 1)
  const y = fit[1] < Infinity ? fit[1] : (height - 2 * padding) / (Math.abs(center[1]) || 1)
  if (aspect === 'free') return { width, height, center, scale: [x, y] }
  const both = Math.min(...fit) < Infinity ? Math.min(...fit) : Math.min(x, y)
  return { width, height, center, scale: [both, both] }
}

/** The smallest box around N points of at least two columns (the first two count). */
export function boxOf(points: Rows): Box {
  if (points.length === 0) {
    throw new VizError('out-of-range', { cause: 'No points to show.', value: points, remedy: 'Give at least one.' })
  }
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < points.length; i++) {
    const point = points[i]
    checkFinite(point, `point ${i}`)
    left = Math.min(left, point[0])
    right = Math.max(right, point[0])
    bottom = Math.min(bottom, point[1])
    top = Math.max(top, point[1])
  }
  return { x: [left, right], y: [bottom, top] }
}

/** Data to pixels. */
export function toScreen(viewport: Viewport, [x, y]: Point): [x: number, y: number] {
  return [
    viewport.width / 2 + (x - viewport.center[0]) * viewport.scale[0],
    viewport.height / 2 - (y - viewport.center[1]) * viewport.scale[1],
  ]
}

/** Pixels to data. */
export function toData(viewport: Viewport, [x, y]: Point): [x: number, y: number] {
  return [
    viewport.center[0] + (x - viewport.width / 2) / viewport.scale[0],
    viewport.center[1] - (y - viewport.height / 2) / viewport.scale[1],
  ]
}

/** The data box that the whole picture shows. */
export function visibleBox(viewport: Viewport): Box {
  const [left, top] = toData(viewport, [0, 0])
  const [right, bottom] = toData(viewport, [viewport.width, viewport.height])
  return { x: [left, right], y: [bottom, top] }
}

/** Zooms by `factor` (above 1: closer) about a pixel, under which the data stay where they are. */
export function zoomAt(viewport: Viewport, pixel: Point, factor: number): Viewport {
  checkPositive(factor, 'zoom factor')
  const [x, y] = toData(viewport, pixel)
  const { center, scale } = viewport
  return {
    ...viewport,
    center: [x + (center[0] - x) / factor, y + (center[1] - y) / factor],
    scale: [scale[0] * factor, scale[1] * factor],
  }
}

/** Moves the picture with the pointer: by `dx` pixels right and `dy` down. */
export function panBy(viewport: Viewport, dx: number, dy: number): Viewport {
  const { center, scale } = viewport
  return { ...viewport, center: [center[0] - dx / scale[0], center[1] + dy / scale[1]] }
}
