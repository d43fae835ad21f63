import { oldFaithful } from '@mixtura/datagen'
import fc from 'fast-check'
import { Matrix } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import { em, GaussianMixture, initialize, selectModel, type CovarianceName, type Frame } from '../src/index.ts'
import { largestDifference } from './matchers.ts'
import { problems } from './problems.ts'

/** Scrucca, Fop, Murphy & Raftery, The R Journal 8/1 (2016). mclust stops at −1126.326 with three tied components; EM goes on. */
describe('Old Faithful, against mclust’s published figures', () => {
  const { points } = oldFaithful()

  test('three components with one covariance', () => {
    const { model, lml, events } = GaussianMixture.fit(points, { components: 3, covariance: 'tied', tolerance: 1e-9 })
    expect(events).toEqual([])
    expect(272 * lml.at(-1)!).toBeGreaterThanOrEqual(-1126.3165)
    expect(model.parameterCount).toBe(11)
    expect(model.bic(points)).toBeLessThanOrEqual(2314.316)
  })

  test('two components with their own', () => {
    const { lml } = GaussianMixture.fit(points, { components: 2, restarts: 3 })
    expect(272 * lml.at(-1)!).toBeGreaterThanOrEqual(-1130.2645)
  })

  test('of all structures and 1 to 5 components, EEE with 3 is chosen; what looks better is labelled', () => {
    const { best, candidates } = selectModel(points, { components: [1, 2, 3, 4, 5] })
    expect([best.covariance, best.components]).toEqual(['EEE', 3])
    for (const { bic, spurious } of candidates) expect(spurious.length > 0 || bic >= best.bic).toBe(true)
  })
})

describe('equivariance', () => {
  /** Frames of the same start, on points as they are and on points mapped by x ↦ A x + b, the start mapped with them. */
  function bothWays(points: number[][], components: number, covariance: CovarianceName, map: Matrix): [Frame, Frame] {
    const shift = map.getRow(0).map((value) => 3 * value)
    const mapped = new Matrix(points).mmul(map.transpose()).addRowVector(shift)
    const { model: start } = initialize(points, { components, covariance, init: 'random-responsibilities', seed: 5 })
    const mappedStart = {
      weights: start.weights,
      means: start.means.mmul(map.transpose()).addRowVector(shift),
      // A round covariance stays round up to rounding, which a diagonal structure would refuse.
      covariances: start.covariances.map((c) => {
        const turned = map.mmul(c).mmul(map.transpose())
        return covariance.endsWith('I') ? Matrix.diag(turned.diag()) : turned
      }),
    }
    const run = (data: number[][] | Matrix, init: GaussianMixture | typeof mappedStart): Frame =>
      [...em(data, { components, covariance, init, maxIterations: 6, tolerance: 0 })].at(-1)!
    return [run(points, start), run(mapped, mappedStart)]
  }

  const cases: [CovarianceName[], string, (d: number, angle: number) => Matrix][] = [
    [
      ['VVV', 'EEE', 'VEE', 'EVV'],
      'any affine map',
      (d, angle) =>
        rotation(d, angle)
          .mmul(Matrix.diag(Array.from({ length: d }, (_, j) => 0.5 + j)))
          .mmul(rotation(d, 2)),
    ],
    [
      ['VVI', 'EEI', 'VEI', 'EVI'],
      'a scale a column',
      (d) => Matrix.diag(Array.from({ length: d }, (_, j) => 10 ** j / 3)),
    ],
    [
      ['VII', 'EII', 'EEV', 'VEV', 'EVE', 'VVE'],
      'a rotation with one scale',
      (d, angle) => rotation(d, angle).mul(2.5),
    ],
  ]

  test.each(cases)('%j follow %s', (families, _, mapOf) => {
    fc.assert(
      fc.property(
        problems({ maxComponents: 2, maxDimension: 3 }),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        fc.constantFrom(...families),
        ({ points, components }, angle, covariance) => {
          const map = mapOf(points[0]!.length, angle)
          const [plain, mapped] = bothWays(points, components, covariance, map)
          if (plain.events.length + mapped.events.length > 0) return
          const logVolume = Math.log(Math.abs(determinant(map)))
          expect(Math.abs(mapped.lml + logVolume - plain.lml)).toBeLessThan(1e-7)
          const responsibilities = plain.model.responsibilities(points)
          const shift = map.getRow(0).map((value) => 3 * value)
          const there = mapped.model.responsibilities(new Matrix(points).mmul(map.transpose()).addRowVector(shift))
          expect(largestDifference(there, responsibilities)).toBeLessThan(1e-5)
        },
      ),
    )
  })
})

/** A turn by the same angle in each plane of neighbouring axes. */
function rotation(d: number, angle: number): Matrix {
  let turned = Matrix.eye(d)
  for (let j = 1; j < d; j++) {
    const plane = Matrix.eye(d)
    plane.set(j - 1, j - 1, Math.cos(angle))
    plane.set(j, j, Math.cos(angle))
    plane.set(j - 1, j, -Math.sin(angle))
    plane.set(j, j - 1, Math.sin(angle))
    turned = turned.mmul(plane)
  }
  return turned
}

function determinant(matrix: Matrix): number {
  if (matrix.rows === 1) return matrix.get(0, 0)
  const minors = matrix.getRow(0).map((value, j) => {
    const columns = Array.from({ length: matrix.rows }, (_, c) => c).filter((c) => c !== j)
    const rows = Array.from({ length: matrix.rows - 1 }, (_, r) => r + 1)
    return (j % 2 === 0 ? 1 : -1) * value * determinant(matrix.selection(rows, columns))
  })
  return minors.reduce((sum, minor) => sum + minor, 0)
}
