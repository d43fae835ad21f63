import type { Dataset } from '@mixtura/core'
import { toData, type Point, type Viewport } from '@mixtura/viz'

/** The stone nearest to a pixel, within `reach` pixels; undefined where there is none. */
export function nearestStone(
  { values, dimension, sampleCount }: Dataset,
  axes: readonly [number, number],
  viewport: Viewport,
  pixel: Point,
  reach: number,
): number | undefined {
  const [x, y] = toData(viewport, pixel)
  const [scaleX, scaleY] = viewport.scale
  let least = reach * reach
  let nearest: number | undefined
  for (let i = 0; i < sampleCount; i++) {
    const dx = (values[i * dimension + axes[0]]! - x) * scaleX
    const dy = (values[i * dimension + axes[1]]! - y) * scaleY
    const distance = dx * dx + dy * dy
    if (distance < least) [least, nearest] = [distance, i]
  }
  return nearest
}
