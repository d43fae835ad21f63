import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { levels, massOfRadius, radiusOfMass, VizError } from '../src/index.ts'
import { uniform } from './uniform.ts'

test('the notebook’s √2 is 63.2 % of the mass', () => {
  expect(massOfRadius(Math.SQRT2)).toBeCloseTo(1 - 1 / Math.E, 15)
  expect(radiusOfMass(1 - 1 / Math.E)).toBeCloseTo(Math.SQRT2, 15)
})

test('agrees with the chi-squared tables of two degrees of freedom', () => {
  expect(radiusOfMass(0.95) ** 2).toBeCloseTo(5.991464547, 9)
  expect(radiusOfMass(0.99) ** 2).toBeCloseTo(9.210340372, 9)
  expect(massOfRadius(0)).toBe(0)
})

test('mass and radius are inverses, small masses included', () => {
  fc.assert(
    fc.property(uniform(1e-9, 5), (radius) => {
      expect(Math.abs(radiusOfMass(massOfRadius(radius)) / radius - 1)).toBeLessThan(1e-11)
    }),
  )
  fc.assert(
    fc.property(uniform(1e-18, 0.999_999), (mass) => {
      expect(Math.abs(massOfRadius(radiusOfMass(mass)) / mass - 1)).toBeLessThan(1e-14)
    }),
  )
})

test('mass is the integral of the density over the disc', () => {
  const radius = 1.3
  const steps = 20_000
  let sum = 0
  for (let i = 0; i < steps; i++) {
    const r = ((i + 0.5) / steps) * radius
    sum += r * Math.exp((-r * r) / 2) * (radius / steps)
  }
  expect(massOfRadius(radius)).toBeCloseTo(sum, 8)
})

test('labels of the named levels state their own radius and mass', () => {
  expect(levels.map(({ label }) => label)).toEqual(['√2σ · 63 % (notebook)', '1σ · 39 %', '2σ · 86 %', '95 %'])
  for (const { radius, mass, label } of levels) {
    expect(massOfRadius(radius)).toBeCloseTo(mass, 14)
    expect(label).toContain(`${Math.round(100 * mass)} %`)
  }
})

test.each([-1, NaN])('radius %s is refused', (radius) => {
  expect(() => massOfRadius(radius)).toThrow(VizError)
})

test.each([-0.1, 1, 63.2, NaN])('mass %s is refused', (mass) => {
  expect(() => radiusOfMass(mass)).toThrow(VizError)
})
