import { VizError } from './errors.ts'

/** Which ellipse of a Gaussian: by Mahalanobis radius (in σ), or by the probability mass inside it. */
export type Level = { readonly radius: number } | { readonly mass: number }

/**
 * The mass of a two-dimensional Gaussian within Mahalanobis radius r: 1 − exp(−r² / 2).
 * `massOfRadius(Math.SQRT2)` is 1 − 1/e, the 63.2 % of the notebook's ellipse.
 */
export function massOfRadius(radius: number): number {
  if (!(radius >= 0)) {
    throw new VizError('out-of-range', {
      cause: `A Mahalanobis radius of ${radius} was asked for.`,
      value: radius,
      remedy: 'Give a number of σ, 0 or more.',
    })
  }
  return -Math.expm1((-radius * radius) / 2)
}

/** The Mahalanobis radius within which a two-dimensional Gaussian has this mass: √(−2 log(1 − mass)). */
export function radiusOfMass(mass: number): number {
  if (!(mass >= 0 && mass < 1)) {
    throw new VizError('out-of-range', {
      cause: `A probability mass of ${mass} was asked for.`,
      value: mass,
      remedy: 'Give a share from 0 up to, not including, 1; 95 % is 0.95.',
    })
  }
  return Math.sqrt(-2 * Math.log1p(-mass))
}

/** The checked radius of a level, above 0 and finite. */
export function radiusOf(level: Level): number {
  const radius = 'radius' in level ? level.radius : radiusOfMass(level.mass)
  if (!(radius > 0 && radius < Infinity)) {
    throw new VizError('out-of-range', {
      cause: `An ellipse at Mahalanobis radius ${radius} was asked for.`,
      value: radius,
      remedy: 'Give { radius } above 0, or { mass } between 0 and 1.',
    })
  }
  return radius
}

/** A level with a name: `label` states both radius and mass, as every legend must. */
export interface NamedLevel {
  readonly id: 'notebook' | 'one-sigma' | 'two-sigma' | 'ninety-five'
  readonly radius: number
  readonly mass: number
  readonly label: string
}

/** The levels the views offer; the notebook's first. */
export const levels: readonly NamedLevel[] = [
  { id: 'notebook', radius: Math.SQRT2, mass: massOfRadius(Math.SQRT2), label: '√2σ · 63 % (notebook)' },
  { id: 'one-sigma', radius: 1, mass: massOfRadius(1), label: '1σ · 39 %' },
  { id: 'two-sigma', radius: 2, mass: massOfRadius(2), label: '2σ · 86 %' },
  { id: 'ninety-five', radius: radiusOfMass(0.95), mass: 0.95, label: '95 %' },
]

/** What a legend must say of a level: its name, or radius and mass as in `1.5σ · 68 %`. */
export function labelOf(level: Level): string {
  const radius = radiusOf(level)
  const named = levels.find((candidate) => Math.abs(candidate.radius - radius) < 1e-9)
  return named?.label ?? `${Number(radius.toFixed(2))}σ · ${Number((100 * massOfRadius(radius)).toFixed(1))} %`
}
