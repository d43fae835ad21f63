/** @module @mixtura/viz/contours */

import { contours } from 'd3-contour'
import type { DensityGrid } from './density.ts'
import type { PathSink } from './path.ts'
import { toScreen, type Viewport } from './viewport.ts'

/**
 * Draws the lines along which a density grid has this level, by marching squares; holes wind the other way, so that a
 * filled outline shows them.
 */
export function drawContour(grid: DensityGrid, level: number, viewport: Viewport, sink: PathSink): void {
  const { box, columns, rows } = grid
  const cellWidth = (box.x[1] - box.x[0]) / columns
  const cellHeight = (box.y[1] - box.y[0]) / rows
  const { coordinates } = contours().size([columns, rows]).contour(Array.from(grid.values), level)
  for (const ring of coordinates.flat()) {
    ring.slice(0, -1).forEach(([column, row], i) => {
      const [x, y] = toScreen(viewport, [box.x[0] + column * cellWidth, box.y[0] + row * cellHeight])
      if (i === 0) sink.moveTo(x, y)
      else sink.lineTo(x, y)
    })
    sink.closePath()
  }
}
