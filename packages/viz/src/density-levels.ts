import { checkPositive } from './check.ts'
import { createDensity } from './density.ts'
import { ellipseOf } from './ellipse.ts'
import { componentsOf, type Mixture } from './gaussian.ts'
import { radiusOfMass } from './mass.ts'

/** Points placed in each component to find the levels of `densityLevels`: masses come out within about 1 / 2000. */
const PROBES = 2048

/** The angle between neighbours on a sunflower head, which spreads points over a disc evenly. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))

/**
 * The density levels whose regions {p ≥ level} hold these masses of a mixture: the smallest regions that do. A level is
 * the (1 − mass) quantile of p(X) for X drawn from the mixture (R. J. Hyndman, The American Statistician 50, 1996); in
 * place of random draws, each component is covered evenly. For one Gaussian they are its ellipses.
 *
 * @param masses each above 0 and below 1
 * @returns as many levels, in the same order
 * @throws VizError as `createDensity`, and `out-of-range`
 */
export function densityLevels(mixture: Mixture, masses: readonly number[]): number[] {
  const density = createDensity(mixture)
  for (const mass of masses) checkPositive(radiusOfMass(mass), 'the radius of the mass')

  const probes = componentsOf(mixture).flatMap(({ mean, covariance }, k) => {
    const { center, semiMajor, semiMinor, rotation } = ellipseOf(mean, covariance, { radius: 1 })
    const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)]
    return Array.from({ length: PROBES }, (_, i) => {
      const radius = radiusOfMass((i + 0.5) / PROBES)
      const u = radius * semiMajor * Math.cos(i * GOLDEN_ANGLE)
      const v = radius * semiMinor * Math.sin(i * GOLDEN_ANGLE)
      return { level: density(center[0] + u * cos - v * sin, center[1] + u * sin + v * cos), mass: mixture.weights[k] }
    })
  })
  probes.sort((a, b) => b.level - a.level)
  const total = probes.reduce((sum, { mass }) => sum + mass, 0)
  return masses.map((wanted) => {
    let held = 0
    const last = probes.find(({ mass }) => (held += mass) >= wanted * total)
    return (last ?? probes.at(-1)!).level
  })
}
