import { describe, expect, test } from 'vitest'
import { Dataset, GaussianMixture } from '../src/index.ts'
import { createNormal, createRandom } from '../src/random.ts'
import { codeOf, flatten, largestDifference } from './matchers.ts'

/** K components of any covariance in D dimensions, and rows among and between them. */
function example(
  n: number,
  d: number,
  k: number,
  covariance: 'full' | 'diag',
): { model: GaussianMixture; rows: number[][] } {
  const normal = createNormal(createRandom(n + d))
  const draw = (length: number, scale: number): number[] => Array.from({ length }, () => scale * normal())
  const covariances = Array.from({ length: k }, () => {
    const factor = Array.from({ length: d }, () => draw(d, 1 / Math.sqrt(d)))
    return factor.map((a, i) => factor.map((b, j) => (i === j ? 1 : 0) + a.reduce((sum, x, m) => sum + x * b[m]!, 0)))
  })
  const model = new GaussianMixture({
    weights: Array.from({ length: k }, () => 1 / k),
    means: Array.from({ length: k }, () => draw(d, 3)),
    covariances: covariance === 'full' ? covariances : covariances.map((matrix) => matrix.map((row, i) => row[i]!)),
    covariance,
  })
  return { model, rows: Array.from({ length: n }, () => draw(d, 4)) }
}

describe.each([
  [40_000, 2, 3, 'full'],
  [300_001, 2, 2, 'diag'],
  [5_003, 5, 7, 'full'],
  [2_001, 40, 4, 'full'],
  [2_002, 40, 4, 'diag'],
] as const)('%i rows of %i columns under %i components, %s', (n, d, k, covariance) => {
  const { model, rows } = example(n, d, k, covariance)
  // A few rows at a time are scored in plain JavaScript, all of them at once in WebAssembly.
  const some = [0, 1, 1001, n - 5].map((start) => ({ start, part: rows.slice(start, start + 5) }))

  test('are scored as single rows are', () => {
    const responsibilities = model.responsibilities(rows)
    const marginals = model.logMarginal(rows)
    const labels = model.predict(rows)
    const densities = model.weightedLogDensities(rows)
    for (const { start, part } of some) {
      const pick = (matrix: { getRow(row: number): number[] }): number[][] =>
        part.map((_, i) => matrix.getRow(start + i))
      expect(largestDifference(pick(responsibilities), model.responsibilities(part))).toBeLessThan(1e-12)
      expect(largestDifference(pick(densities), model.weightedLogDensities(part))).toBeLessThan(1e-11)
      expect(largestDifference(marginals.subarray(start, start + 5), model.logMarginal(part))).toBeLessThan(1e-11)
      expect(labels.subarray(start, start + 5)).toEqual(model.predict(part))
    }
  })

  test('and so are their sums', () => {
    const marginals = model.logMarginal(rows)
    const mean = marginals.reduce((sum, value) => sum + value, 0) / n
    expect(Math.abs(model.lml(rows) - mean)).toBeLessThan(1e-12 * Math.abs(mean))
    for (const row of [0, 17, n - 1]) {
      const shares = model.responsibilities(rows).getRow(row)
      expect(Math.abs(shares.reduce((sum, r) => sum + r, 0) - 1)).toBeLessThan(1e-15 * 10)
    }
  })
})

test('the row that has no density is named, wherever it lies', () => {
  const narrow = new GaussianMixture({ weights: [1], means: [[0]], covariances: [[[1e-170]]] })
  const values = new Float64Array(50_000)
  values[33_333] = 1e75
  const points = Dataset.from(values, { dimension: 1 })
  expect(codeOf(() => narrow.logMarginal(points))).toBe('density-underflow')
  expect(() => narrow.responsibilities(points)).toThrow('Row 33333')
  expect(flatten(narrow.predict(points))[33_333]).toBe(0)
})
