import { checkFinite, checkLength, checkPositive } from './check.ts'
import { checkCovariance, type Point, type Rows } from './gaussian.ts'
import { radiusOf, type Level } from './mass.ts'

/**
 * An ellipse in data coordinates, y up. `rotation` is the angle of the first axis, in radians counter-clockwise
 * from +x. `ellipseOf` gives semiMajor ≥ semiMinor and a rotation in (−π/2, π/2]; while a handle is dragged the
 * two axes may pass each other and the angle may run on, so that the handle stays under the pointer.
 */
export interface Ellipse {
  readonly center: Point
  readonly semiMajor: number
  readonly semiMinor: number
  readonly rotation: number
}

/**
 * The ellipse of a two-dimensional Gaussian at a level: all x with (x − μ)ᵀ Σ⁻¹ (x − μ) = radius².
 * Its axes are the eigenvectors of Σ, its semi-axes radius · √eigenvalue, by the closed form for 2 × 2:
 * λ₁ = (xx + yy) / 2 + √(((xx − yy) / 2)² + xy²), a sum of positive terms, and λ₂ = det Σ / λ₁, so neither cancels.
 * A round covariance has rotation 0.
 *
 * @param mean 2 entries
 * @param covariance 2 rows of 2, symmetric positive definite
 * @throws VizError `bad-dimension`, `not-a-number`, `not-symmetric`, `not-positive-definite`, `out-of-range`
 */
export function ellipseOf(mean: ArrayLike<number>, covariance: Rows, level: Level): Ellipse {
  checkLength(mean, 2, 'mean')
  checkFinite(mean, 'mean')
  const { xx, xy, yy, rootDeterminant } = checkCovariance(covariance)
  const radius = radiusOf(level)
  const center: Point = [mean[0], mean[1]]

  if (xy === 0) {
    const [larger, smaller, rotation] = xx >= yy ? [xx, yy, 0] : [yy, xx, Math.PI / 2]
    return { center, semiMajor: radius * Math.sqrt(larger), semiMinor: radius * Math.sqrt(smaller), rotation }
  }

  const major = Math.sqrt(xx / 2 + yy / 2 + Math.hypot(xx / 2 - yy / 2, xy))
  const minor = Math.min(rootDeterminant / major, major)
  const angle = Math.atan2(xy, xx / 2 - yy / 2) / 2
  // atan2 gives −π for an infinitesimal negative xy: the same axis as +π/2, which is the one in range.
  const rotation = angle <= -Math.PI / 2 ? Math.PI / 2 : angle
  return { center, semiMajor: radius * major, semiMinor: radius * minor, rotation }
}

/**
 * The covariance whose ellipse at this level is the given one: the inverse of `ellipseOf`, for axes in either order
 * and any angle. Positive definite for every ellipse with positive axes: one thinner than its doubles can say
 * (semiMinor / semiMajor under about 4e-8, away from the coordinate axes) gets the thinnest that they can.
 *
 * @returns 2 rows of 2
 * @throws VizError `not-a-number`, `out-of-range`
 */
export function covarianceOf(ellipse: Ellipse, level: Level): [[number, number], [number, number]] {
  const radius = radiusOf(level)
  checkPositive(ellipse.semiMajor, 'semiMajor')
  checkPositive(ellipse.semiMinor, 'semiMinor')
  checkFinite([ellipse.rotation], 'rotation')

  // The cosine of the double nearest π/2 is 6e-17; an upright axis should stay upright.
  const cos = Math.abs(ellipse.rotation) === Math.PI / 2 ? 0 : Math.cos(ellipse.rotation)
  const sin = Math.sin(ellipse.rotation)
  const thinnest = THINNEST * 2 * Math.abs(sin * cos)
  const first = Math.max(ellipse.semiMajor, thinnest * ellipse.semiMinor) / radius
  const second = Math.max(ellipse.semiMinor, thinnest * ellipse.semiMajor) / radius

  const xy = (first - second) * (first + second) * sin * cos
  return [
    [(first * cos) ** 2 + (second * sin) ** 2, xy],
    [xy, (first * sin) ** 2 + (second * cos) ** 2],
  ]
}

/**
 * Entries rounded by a few units in the last place move the determinant by up to 12 · 2⁻⁵³ · xx · yy, and for a thin
 * ellipse xx · yy is (semiMajor² · sin θ · cos θ)². A second axis of at least √(8 · 2⁻⁵²) · |sin 2θ| keeps the
 * determinant five times above that.
 */
const THINNEST = Math.sqrt(8 * Number.EPSILON)
