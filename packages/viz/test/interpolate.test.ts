import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  covarianceOf,
  ellipseOf,
  interpolateEllipse,
  interpolateGaussian,
  interpolateMixture,
  VizError,
  type Ellipse,
  type Gaussian,
} from '../src/index.ts'
import { exactDeterminant } from './exact.ts'
import { uniform } from './uniform.ts'

const power = uniform(-6, 6)
const share = uniform(0, 1)
const gaussians: fc.Arbitrary<Gaussian> = fc
  .record({ x: power, y: power, first: power, second: power, rotation: uniform(-2, 2) })
  .map(({ x, y, first, second, rotation }) => ({
    mean: [x, y],
    covariance: covarianceOf(
      { center: [x, y], semiMajor: 10 ** first, semiMinor: 10 ** second, rotation },
      { radius: 1 },
    ),
  }))

const ellipse = (semiMajor: number, semiMinor: number, rotation: number): Ellipse => ({
  center: [0, 0],
  semiMajor,
  semiMinor,
  rotation,
})

describe('between two Gaussians', () => {
  test('the ends are exact', () => {
    fc.assert(
      fc.property(gaussians, gaussians, (from, to) => {
        expect(interpolateGaussian(from, to, 0)).toEqual(from)
        expect(interpolateGaussian(from, to, 1)).toEqual(to)
      }),
    )
  })

  test('every step is positive definite, overshoot included', () => {
    fc.assert(
      fc.property(gaussians, gaussians, uniform(-0.2, 1.2), (from, to, t) => {
        const { covariance } = interpolateGaussian(from, to, t)
        expect(exactDeterminant(covariance[0][0], covariance[0][1], covariance[1][1])).toBeGreaterThan(0)
      }),
    )
  })

  test('areas move geometrically', () => {
    fc.assert(
      fc.property(gaussians, gaussians, share, (from, to, t) => {
        const [start, end] = [from, to].map(({ mean, covariance }) => ellipseOf(mean, covariance, { radius: 1 }))
        const between = interpolateEllipse(start, end, t)
        const area = ({ semiMajor, semiMinor }: Ellipse): number => Math.log(semiMajor) + Math.log(semiMinor)
        expect(area(between)).toBeCloseTo((1 - t) * area(start) + t * area(end), 10)
      }),
    )
  })
})

describe('the angle', () => {
  test('takes the shorter way, across ±π/2 where that is shorter', () => {
    const between = interpolateEllipse(ellipse(2, 1, 1.5), ellipse(2, 1, -1.5), 0.5)
    expect(Math.abs(Math.cos(between.rotation))).toBeLessThan(1e-15)
    expect(interpolateEllipse(ellipse(2, 1, -0.3), ellipse(2, 1, 0.5), 0.25).rotation).toBeCloseTo(-0.1, 15)
  })

  test('never turns by more than a right angle', () => {
    const angle = uniform(-20, 20)
    fc.assert(
      fc.property(angle, angle, (from, to) => {
        // Half of the turn, seen half way.
        const half = interpolateEllipse(ellipse(2, 1, from), ellipse(2, 1, to), 0.5).rotation - from
        expect(Math.abs(half)).toBeLessThanOrEqual(Math.PI / 4 + 1e-12)
        expect(Math.sin(from + 2 * half - to)).toBeCloseTo(0, 12)
      }),
    )
  })

  test('of a circle is the other end’s: it grows out of round without turning', () => {
    for (const t of [0.001, 0.5, 0.999]) {
      expect(interpolateEllipse(ellipse(1, 1, 0), ellipse(3, 1, 1.2), t).rotation).toBe(1.2)
      expect(interpolateEllipse(ellipse(3, 1, 1.2), ellipse(1, 1, 0), t).rotation).toBe(1.2)
      expect(interpolateEllipse(ellipse(1, 1, 0), ellipse(2, 2, 0), t).rotation).toBe(0)
    }
  })
})

describe('between two mixtures', () => {
  const circle = [
    [1, 0],
    [0, 1],
  ]
  const from = {
    weights: [0.5, 0.5],
    means: [
      [0, 0],
      [1, 1],
    ],
    covariances: [circle, circle],
  }
  const to = {
    weights: [0.2, 0.8],
    means: [
      [2, 0],
      [1, 3],
    ],
    covariances: [
      circle,
      [
        [4, 0],
        [0, 4],
      ],
    ],
  }

  test('weights and means move linearly, σ geometrically', () => {
    const between = interpolateMixture(from, to, 0.5)
    expect(Array.from(between.weights)).toEqual([0.35, 0.65])
    expect(between.means).toEqual([
      [1, 0],
      [1, 2],
    ])
    expect(between.covariances[1][0][0]).toBeCloseTo(2, 14)
  })

  test('of different K is refused', () => {
    const one = { weights: [1], means: [[0, 0]], covariances: [circle] }
    expect(() => interpolateMixture(from, one, 0.5)).toThrow(VizError)
  })

  test('at a share that is no number is refused', () => {
    expect(() => interpolateMixture(from, to, NaN)).toThrow(VizError)
  })
})
