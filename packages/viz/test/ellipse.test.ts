import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { covarianceOf, ellipseOf, VizError, type Ellipse } from '../src/index.ts'
import { exactDeterminant } from './exact.ts'
import { uniform } from './uniform.ts'

const unit = { radius: 1 }

/** σ₁ over 24 powers of ten, σ₂ down to `thinnest` of it, any angle. */
function ellipses(thinnest: number): fc.Arbitrary<Ellipse> {
  return fc
    .record({
      x: uniform(-1e6, 1e6),
      y: uniform(-1e6, 1e6),
      size: uniform(-12, 12),
      thin: uniform(Math.log10(thinnest), 0),
      rotation: uniform(-Math.PI / 2, Math.PI / 2),
    })
    .map(({ x, y, size, thin, rotation }) => ({
      center: [x, y],
      semiMajor: 10 ** size,
      semiMinor: 10 ** (size + thin),
      rotation,
    }))
}

describe('ellipseOf, by hand', () => {
  test.each([
    [
      'unit circle',
      [
        [1, 0],
        [0, 1],
      ],
      1,
      1,
      0,
    ],
    [
      'wide',
      [
        [4, 0],
        [0, 1],
      ],
      2,
      1,
      0,
    ],
    [
      'upright',
      [
        [1, 0],
        [0, 4],
      ],
      2,
      1,
      Math.PI / 2,
    ],
    [
      'upright with a negative zero',
      [
        [1, -0],
        [-0, 4],
      ],
      2,
      1,
      Math.PI / 2,
    ],
    [
      'thin and wide',
      [
        [1, 0],
        [0, 1e-16],
      ],
      1,
      1e-8,
      0,
    ],
    [
      'thin and upright',
      [
        [1e-16, 0],
        [0, 1],
      ],
      1,
      1e-8,
      Math.PI / 2,
    ],
    [
      'rising diagonal',
      [
        [2, 1],
        [1, 2],
      ],
      Math.sqrt(3),
      1,
      Math.PI / 4,
    ],
    [
      'falling diagonal',
      [
        [2, -1],
        [-1, 2],
      ],
      Math.sqrt(3),
      1,
      -Math.PI / 4,
    ],
    [
      'eigenvalues 6 and 1',
      [
        [5, 2],
        [2, 2],
      ],
      Math.sqrt(6),
      1,
      Math.atan(0.5),
    ],
    // xx · yy is 1 + 2⁻⁵³ − 2⁻¹⁰⁵, which rounds to 1: a determinant by plain products would be 0.
    [
      'thinner than plain products see',
      [
        [1 + 2 ** -52, 1],
        [1, 1 - 2 ** -53],
      ],
      Math.SQRT2,
      2 ** -27,
      Math.PI / 4,
    ],
  ])('%s', (_, covariance, semiMajor, semiMinor, rotation) => {
    const ellipse = ellipseOf([3, -4], covariance, unit)
    expect(ellipse.center).toEqual([3, -4])
    expect(ellipse.semiMajor).toBeCloseTo(semiMajor, 15)
    expect(Math.abs(ellipse.semiMinor / semiMinor - 1)).toBeLessThan(1e-15)
    expect(Math.abs(ellipse.rotation - rotation)).toBeLessThan(1e-15)
  })

  test('the notebook draws radius √2, which is 1 − 1/e of the mass', () => {
    const covariance = [
      [0.2, -0.25],
      [-0.25, 1],
    ]
    const byRadius = ellipseOf([2, 5], covariance, { radius: Math.SQRT2 })
    const byMass = ellipseOf([2, 5], covariance, { mass: 1 - Math.exp(-1) })
    expect(byMass.semiMajor / byRadius.semiMajor).toBeCloseTo(1, 14)
    // √(2 λ) with λ = 0.6 ± √(0.4² + 0.25²)
    expect(byRadius.semiMajor).toBeCloseTo(Math.sqrt(2 * (0.6 + Math.sqrt(0.2225))), 14)
    expect(byRadius.semiMinor).toBeCloseTo(Math.sqrt(2 * (0.6 - Math.sqrt(0.2225))), 14)
  })

  test('an infinitesimal negative xy keeps the rotation in (−π/2, π/2]', () => {
    expect(
      ellipseOf(
        [0, 0],
        [
          [1, -1e-300],
          [-1e-300, 4],
        ],
        unit,
      ).rotation,
    ).toBe(Math.PI / 2)
  })

  test('typed arrays are welcome', () => {
    const rows = [Float64Array.of(5, 2), Float64Array.of(2, 2)]
    expect(ellipseOf(Float64Array.of(0, 0), rows, unit)).toEqual(
      ellipseOf(
        [0, 0],
        [
          [5, 2],
          [2, 2],
        ],
        unit,
      ),
    )
  })
})

describe('ellipseOf, any covariance', () => {
  test('its axes multiply to √det and its squares sum to the trace, to rounding, however thin', () => {
    fc.assert(
      fc.property(ellipses(1e-9), (drawn) => {
        const [[xx, xy], [, yy]] = covarianceOf(drawn, unit)
        const { semiMajor, semiMinor } = ellipseOf(
          [0, 0],
          [
            [xx, xy],
            [xy, yy],
          ],
          unit,
        )
        const determinant = exactDeterminant(xx, xy, yy)
        expect(Math.abs((semiMajor * semiMinor) / Math.sqrt(determinant) - 1)).toBeLessThan(2e-15)
        expect(Math.abs((semiMajor ** 2 + semiMinor ** 2) / (xx + yy) - 1)).toBeLessThan(2e-15)
      }),
      { numRuns: 2000 },
    )
  })

  test('its first axis is an eigenvector', () => {
    fc.assert(
      fc.property(ellipses(1e-9), (drawn) => {
        const [[xx, xy], [, yy]] = covarianceOf(drawn, unit)
        const { semiMajor, rotation } = ellipseOf(
          [0, 0],
          [
            [xx, xy],
            [xy, yy],
          ],
          unit,
        )
        const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)]
        const residual = Math.hypot(
          xx * cos + xy * sin - semiMajor ** 2 * cos,
          xy * cos + yy * sin - semiMajor ** 2 * sin,
        )
        expect(residual / semiMajor ** 2).toBeLessThan(2e-15)
      }),
    )
  })

  test('scaling the data by a power of two scales the axes and changes nothing else', () => {
    fc.assert(
      fc.property(ellipses(1e-7), fc.integer({ min: -300, max: 300 }), (drawn, power) => {
        const covariance = covarianceOf(drawn, unit)
        const scale = 2 ** power
        const scaled = covariance.map((row) => row.map((entry) => entry * scale * scale))
        const [before, after] = [ellipseOf([0, 0], covariance, unit), ellipseOf([0, 0], scaled, unit)]
        // Not to the bit: xy may be scaled into the subnormal numbers.
        expect(Math.abs(after.rotation - before.rotation)).toBeLessThan(1e-100)
        expect(Math.abs(after.semiMajor / scale / before.semiMajor - 1)).toBeLessThan(1e-15)
        expect(Math.abs(after.semiMinor / scale / before.semiMinor - 1)).toBeLessThan(1e-15)
      }),
    )
  })
})

describe('covarianceOf', () => {
  test('is the inverse of ellipseOf, from the covariance', () => {
    fc.assert(
      fc.property(ellipses(1e-12), uniform(0.01, 0.99), (drawn, mass) => {
        const covariance = covarianceOf(drawn, unit)
        const again = covarianceOf(ellipseOf([0, 0], covariance, { mass }), { mass })
        const largest = Math.max(covariance[0][0], covariance[1][1])
        for (const [i, j] of [
          [0, 0],
          [0, 1],
          [1, 0],
          [1, 1],
        ]) {
          expect(Math.abs(again[i][j] - covariance[i][j]) / largest).toBeLessThan(1e-14)
        }
      }),
    )
  })

  test('is the inverse of ellipseOf, from the ellipse, as far as the doubles of a covariance remember it', () => {
    fc.assert(
      fc.property(ellipses(1e-5), (drawn) => {
        const again = ellipseOf(drawn.center, covarianceOf(drawn, { radius: 2 }), { radius: 2 })
        const ratio = drawn.semiMinor / drawn.semiMajor
        expect(again.center).toEqual(drawn.center)
        expect(Math.abs(again.semiMajor / drawn.semiMajor - 1)).toBeLessThan(1e-14)
        // Rounding xx, xy and yy moves λ₂ by 2⁻⁵² λ₁, and the angle by 2⁻⁵² λ₁ / (λ₁ − λ₂).
        expect(Math.abs(again.semiMinor / drawn.semiMinor - 1)).toBeLessThan(1e-15 / ratio ** 2 + 1e-15)
        const turn = Math.sin(again.rotation - drawn.rotation)
        expect(Math.abs(turn) * (1 - ratio ** 2)).toBeLessThan(1e-15)
      }),
    )
  })

  test('never leaves positive definite, whichever axis is longer and however thin', () => {
    const axis = uniform(-12, 12).map((power) => 10 ** power)
    fc.assert(
      fc.property(axis, axis, uniform(-10, 10), (semiMajor, semiMinor, rotation) => {
        const [[xx, xy], [yx, yy]] = covarianceOf({ center: [0, 0], semiMajor, semiMinor, rotation }, unit)
        expect(xy).toBe(yx)
        expect(exactDeterminant(xx, xy, yy)).toBeGreaterThan(0)
        expect(() =>
          ellipseOf(
            [0, 0],
            [
              [xx, xy],
              [xy, yy],
            ],
            unit,
          ),
        ).not.toThrow()
      }),
      { numRuns: 5000 },
    )
  })

  test('keeps upright and level axes exact', () => {
    const upright: Ellipse = { center: [0, 0], semiMajor: 1, semiMinor: 1e-100, rotation: Math.PI / 2 }
    expect(covarianceOf(upright, unit)).toEqual([
      [1e-200, 0],
      [0, 1],
    ])
    expect(covarianceOf({ ...upright, rotation: 0 }, unit)).toEqual([
      [1, 0],
      [0, 1e-200],
    ])
  })
})

describe('what cannot be drawn is refused, by code', () => {
  const good = [
    [1, 0],
    [0, 1],
  ]
  test.each([
    ['three means', () => ellipseOf([0, 0, 0], good, unit), 'bad-dimension'],
    ['three rows', () => ellipseOf([0, 0], [...good, [0, 0]], unit), 'bad-dimension'],
    ['a short row', () => ellipseOf([0, 0], [[1, 0], [0]], unit), 'bad-dimension'],
    ['a mean that is NaN', () => ellipseOf([0, NaN], good, unit), 'not-a-number'],
    [
      'an infinite variance',
      () =>
        ellipseOf(
          [0, 0],
          [
            [Infinity, 0],
            [0, 1],
          ],
          unit,
        ),
      'not-a-number',
    ],
    [
      'an asymmetric matrix',
      () =>
        ellipseOf(
          [0, 0],
          [
            [1, 0.5],
            [0.4, 1],
          ],
          unit,
        ),
      'not-symmetric',
    ],
    [
      'a zero variance',
      () =>
        ellipseOf(
          [0, 0],
          [
            [1, 0],
            [0, 0],
          ],
          unit,
        ),
      'not-positive-definite',
    ],
    [
      'two negative variances',
      () =>
        ellipseOf(
          [0, 0],
          [
            [-1, 0],
            [0, -1],
          ],
          unit,
        ),
      'not-positive-definite',
    ],
    [
      'a perfect correlation',
      () =>
        ellipseOf(
          [0, 0],
          [
            [1, 1],
            [1, 1],
          ],
          unit,
        ),
      'not-positive-definite',
    ],
    [
      'a correlation above 1',
      () =>
        ellipseOf(
          [0, 0],
          [
            [1, 2],
            [2, 1],
          ],
          unit,
        ),
      'not-positive-definite',
    ],
    ['radius 0', () => ellipseOf([0, 0], good, { radius: 0 }), 'out-of-range'],
    ['radius NaN', () => ellipseOf([0, 0], good, { radius: NaN }), 'out-of-range'],
    ['the whole mass', () => ellipseOf([0, 0], good, { mass: 1 }), 'out-of-range'],
    ['mass in percent', () => ellipseOf([0, 0], good, { mass: 95 }), 'out-of-range'],
    [
      'an axis of 0',
      () => covarianceOf({ center: [0, 0], semiMajor: 1, semiMinor: 0, rotation: 0 }, unit),
      'out-of-range',
    ],
    [
      'no angle',
      () => covarianceOf({ center: [0, 0], semiMajor: 1, semiMinor: 1, rotation: NaN }, unit),
      'not-a-number',
    ],
  ])('%s', (_, draw, code) => {
    let thrown: unknown
    try {
      draw()
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(VizError)
    const { code: actual, message, remedy } = thrown as VizError
    expect(actual).toBe(code)
    expect(message).toContain(remedy)
  })
})
