import { describe, expect, test } from 'vitest'
import {
  createDensity,
  densityGrid,
  densityLevels,
  ellipseOf,
  fitViewport,
  marginalMixtureOf,
  marginalOf,
  massOfRadius,
  toData,
  VizError,
  type Box,
  type Mixture,
} from '../src/index.ts'
import { drawContour } from '../src/contours.ts'
import { createRecorder } from './recorder.ts'

const students: Mixture = {
  weights: [1 / 3, 1 / 3, 1 / 3],
  means: [
    [2, 5],
    [4, 4],
    [5.5, 4],
  ],
  covariances: [
    [
      [0.2, -0.25],
      [-0.25, 1],
    ],
    [
      [0.5, 0.3],
      [0.3, 1],
    ],
    [
      [0.3, -0.2],
      [-0.2, 0.5],
    ],
  ],
}
const everything: Box = { x: [-2, 10], y: [-3, 11] }

/** The mass of {p ≥ level}, by summing cells. */
function massAbove(mixture: Mixture, level: number): number {
  const { box, columns, rows, values } = densityGrid(createDensity(mixture), everything, 1200, 1400)
  const cell = ((box.x[1] - box.x[0]) / columns) * ((box.y[1] - box.y[0]) / rows)
  return values.reduce((sum, value) => (value >= level ? sum + value * cell : sum), 0)
}

describe('createDensity', () => {
  test('is the formula', () => {
    const density = createDensity(students)
    const [x, y] = [3.1, 4.4]
    // Σ πₖ exp(−½ dᵀ Σ⁻¹ d) / (2π √det Σ), with Σ⁻¹ written out.
    const byHand = [0, 1, 2].reduce((sum, k) => {
      const [[xx, xy], [, yy]] = students.covariances[k] as number[][]
      const [dx, dy] = [x - students.means[k][0], y - students.means[k][1]]
      const determinant = xx * yy - xy * xy
      const squared = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant
      return sum + Math.exp(-squared / 2) / (3 * 2 * Math.PI * Math.sqrt(determinant))
    }, 0)
    expect(density(x, y)).toBeCloseTo(byHand, 15)
  })

  test('integrates to 1', () => {
    expect(massAbove(students, 0)).toBeCloseTo(1, 9)
  })

  test('keeps its digits for a covariance as thin as doubles can be', () => {
    const thin: Mixture = {
      weights: [1],
      means: [[0, 0]],
      covariances: [
        [
          [1 + 2 ** -52, 1],
          [1, 1 - 2 ** -53],
        ],
      ],
    }
    expect(createDensity(thin)(0, 0)).toBeCloseTo(2 ** 26.5 / (2 * Math.PI), 3)
  })

  test.each([
    ['a mean too many', { ...students, means: [...(students.means as number[][]), [0, 0]] }, 'bad-dimension'],
    [
      'three dimensions',
      {
        weights: [1],
        means: [[0, 0, 0]],
        covariances: [
          [
            [1, 0],
            [0, 1],
          ],
        ],
      },
      'bad-dimension',
    ],
    ['a weight that is NaN', { ...students, weights: [NaN, 0.5, 0.5] }, 'not-a-number'],
    ['a negative weight', { ...students, weights: [-0.5, 1, 0.5] }, 'out-of-range'],
    [
      'a singular covariance',
      {
        weights: [1],
        means: [[0, 0]],
        covariances: [
          [
            [1, 1],
            [1, 1],
          ],
        ],
      },
      'not-positive-definite',
    ],
  ])('%s is refused', (_, mixture, code) => {
    const act = (): unknown => createDensity(mixture)
    expect(act).toThrow(expect.objectContaining({ name: 'VizError', code }))
    expect(act).toThrow(VizError)
  })
})

test('densityGrid samples the middles of cells, with a border of one cell', () => {
  const grid = densityGrid((x, y) => x + 100 * y, { x: [0, 2], y: [0, 3] }, 2, 3)
  expect(grid).toMatchObject({ box: { x: [-1, 3], y: [-1, 4] }, columns: 4, rows: 5 })
  expect(Array.from(grid.values.subarray(0, 4))).toEqual([-50.5, -49.5, -48.5, -47.5])
  expect(grid.values[5]).toBe(0.5 + 100 * 0.5)
})

describe('densityLevels', () => {
  test('of one Gaussian is the density along its ellipse, however thin', () => {
    const covariance = [
      [4, 1.9999],
      [1.9999, 1],
    ]
    const masses = [0.1, 0.5, massOfRadius(Math.SQRT2), 0.95]
    const levels = densityLevels({ weights: [1], means: [[10, -3]], covariances: [covariance] }, masses)
    const { semiMajor, semiMinor } = ellipseOf([10, -3], covariance, { radius: 1 })
    const peak = 1 / (2 * Math.PI * semiMajor * semiMinor)
    // exp(−r² / 2) is 1 − mass.
    levels.forEach((level, i) => expect(Math.abs(level / peak - (1 - masses[i]))).toBeLessThan(1 / 2048))
  })

  test('of a mixture holds the mass asked for', () => {
    const masses = [0.25, 0.5, 0.9]
    const uneven = { ...students, weights: [0.7, 0.2, 0.1] }
    const levels = densityLevels(uneven, masses)
    levels.forEach((level, i) => expect(Math.abs(massAbove(uneven, level) - masses[i])).toBeLessThan(1e-3))
    expect(levels).toEqual([...levels].sort((a, b) => b - a))
  })

  test('weights only compare components', () => {
    const doubled = { ...students, weights: [2 / 3, 2 / 3, 2 / 3] }
    expect(densityLevels(doubled, [0.5])[0] / densityLevels(students, [0.5])[0]).toBeCloseTo(2, 12)
  })

  test.each([0, 1, -0.5, NaN])('mass %s is refused', (mass) => {
    expect(() => densityLevels(students, [mass])).toThrow(VizError)
  })
})

describe('drawContour', () => {
  const viewport = fitViewport({ x: [0, 8], y: [1, 8] }, { width: 640, height: 560 })

  test('of one Gaussian runs along its ellipse', () => {
    const covariance = [
      [0.5, 0.3],
      [0.3, 1],
    ]
    const mixture = { weights: [1], means: [[4, 4]], covariances: [covariance] }
    const [level] = densityLevels(mixture, [0.5])
    const recorder = createRecorder()
    drawContour(densityGrid(createDensity(mixture), { x: [0, 8], y: [1, 8] }, 160, 140), level, viewport, recorder)
    expect(recorder.outlines).toHaveLength(1)
    expect(recorder.outlines[0].closed).toBe(true)
    const { center, semiMajor, semiMinor, rotation } = ellipseOf([4, 4], covariance, { mass: 0.5 })
    for (const pixel of recorder.outlines[0].points) {
      const [x, y] = toData(viewport, pixel)
      const [dx, dy] = [x - center[0], y - center[1]]
      const u = (dx * Math.cos(rotation) + dy * Math.sin(rotation)) / semiMajor
      const v = (dy * Math.cos(rotation) - dx * Math.sin(rotation)) / semiMinor
      expect(Math.abs(Math.hypot(u, v) - 1)).toBeLessThan(2e-3)
    }
  })

  test('of two hills: one line low down, two high up, a hole in a ring', () => {
    const recorder = (density: (x: number, y: number) => number, level: number): number => {
      const record = createRecorder()
      drawContour(densityGrid(density, { x: [0, 8], y: [1, 8] }, 80, 70), level, viewport, record)
      return record.outlines.length
    }
    const circle = [
      [0.5, 0],
      [0, 0.5],
    ]
    const hills = createDensity({
      weights: [0.5, 0.5],
      means: [
        [3, 4],
        [5, 4],
      ],
      covariances: [circle, circle],
    })
    expect(recorder(hills, hills(4, 4) * 0.9)).toBe(1)
    expect(recorder(hills, hills(4, 4) * 1.1)).toBe(2)
    expect(recorder(hills, 1)).toBe(0)
    expect(recorder((x, y) => -Math.abs(Math.hypot(x - 4, y - 4) - 2), -0.5)).toBe(2)
  })

  test('draws no line along the border of what is visible', () => {
    const box: Box = { x: [3, 5], y: [3, 5] }
    const close = fitViewport(box, { width: 400, height: 400 })
    const recorder = createRecorder()
    const mixture = {
      weights: [1],
      means: [[4, 4]],
      covariances: [
        [
          [1, 0],
          [0, 1],
        ],
      ],
    }
    const density = createDensity(mixture)
    drawContour(densityGrid(density, box, 40, 40), density(5.2, 4), close, recorder)
    const inside = recorder.outlines
      .flatMap(({ points }) => points)
      .filter(([x, y]) => x > 0 && x < 400 && y > 0 && y < 400)
    expect(inside.length).toBeGreaterThan(0)
    for (const pixel of inside) expect(density(...toData(close, pixel)) / density(5.2, 4)).toBeCloseTo(1, 2)
  })
})

describe('marginals', () => {
  const gaussian = {
    mean: [1, 2, 3],
    covariance: [
      [4, 0.1, 0.2],
      [0.1, 5, 0.3],
      [0.2, 0.3, 6],
    ],
  }

  test('keep the rows and columns of their axes, in the order asked for', () => {
    expect(marginalOf(gaussian, [2, 0])).toEqual({
      mean: [3, 1],
      covariance: [
        [6, 0.2],
        [0.2, 4],
      ],
    })
    const mixture = { weights: [1], means: [gaussian.mean], covariances: [gaussian.covariance] }
    expect(marginalMixtureOf(mixture, [0, 1])).toEqual({
      weights: [1],
      means: [[1, 2]],
      covariances: [
        [
          [4, 0.1],
          [0.1, 5],
        ],
      ],
    })
  })

  test('refuse an axis that is not there', () => {
    expect(() => marginalOf(gaussian, [0, 3])).toThrow(VizError)
    expect(() => marginalOf(gaussian, [-1, 0])).toThrow(VizError)
  })
})
