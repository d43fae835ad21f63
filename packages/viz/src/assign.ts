import { checkFinite, checkLength } from './check.ts'
import type { Point, Rows } from './gaussian.ts'

/**
 * Which palette entry each component gets where there is no truth to match: counted counter-clockwise around `center`
 * (the mean of the data), beginning at +x; at equal angles the nearer component first.
 *
 * @param means K × 2
 * @returns K indices, a permutation of 0 … K − 1
 * @throws VizError `bad-dimension`, `not-a-number`
 */
export function coloursByAngle(means: Rows, center: Point): number[] {
  checkFinite(center, 'center')
  const places = Array.from(means, (mean, k) => {
    checkLength(mean, 2, 'mean')
    checkFinite(mean, 'mean')
    const [dx, dy] = [mean[0] - center[0], mean[1] - center[1]]
    const angle = Math.atan2(dy, dx)
    return { k, angle: angle < 0 ? angle + 2 * Math.PI : angle, distance: Math.hypot(dx, dy) }
  })
  places.sort((a, b) => a.angle - b.angle || a.distance - b.distance || a.k - b.k)
  const colours = places.map(() => 0)
  places.forEach(({ k }, colour) => (colours[k] = colour))
  return colours
}
