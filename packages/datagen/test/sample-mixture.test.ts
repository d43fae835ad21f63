import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DatagenError, sampleMixture, type MixtureInput } from '../src/index.ts'

const mixture = {
  weights: [0.6, 0.3, 0.1],
  means: [
    [0, 10, -3],
    [5, -2, 1],
    [100, 0, 0],
  ],
  covariances: [
    [
      [2, 0.5, -0.3],
      [0.5, 1, 0.2],
      [-0.3, 0.2, 0.5],
    ],
    [
      [1e-4, 0, 0],
      [0, 1, 0.9],
      [0, 0.9, 1],
    ],
    [
      [1, 0, 0],
      [0, 1e6, 0],
      [0, 0, 1],
    ],
  ],
}

describe('200 000 draws have the mixture’s shares, means and covariances, within five standard errors', () => {
  const n = 200_000
  const { points, labels } = sampleMixture({ ...mixture, n, seed: 4 })

  test.each([0, 1, 2])('component %i', (k) => {
    const rows = Array.from(labels.keys()).filter((row) => labels[row] === k)
    const own = rows.map((row) => points.getRow(row))
    const share = mixture.weights[k]
    expect(Math.abs(rows.length / n - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / n))

    const mean = mixture.means[k].map((_, j) => own.reduce((sum, row) => sum + row[j], 0) / own.length)
    const sigma = mixture.covariances[k]
    mean.forEach((value, j) => {
      expect(Math.abs(value - mixture.means[k][j])).toBeLessThan(5 * Math.sqrt(sigma[j][j] / own.length))
    })
    for (const i of [0, 1, 2]) {
      for (const j of [0, 1, 2]) {
        const found = own.reduce((sum, row) => sum + (row[i] - mean[i]) * (row[j] - mean[j]), 0) / own.length
        const standardError = Math.sqrt((sigma[i][i] * sigma[j][j] + sigma[i][j] ** 2) / own.length)
        expect(Math.abs(found - sigma[i][j])).toBeLessThan(5 * standardError)
      }
    }
  })
})

const square = (d: number) =>
  fc.array(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: d, maxLength: d }), {
    minLength: d,
    maxLength: d,
  })

/** A Aᵀ + ridge, which can be every covariance there is. */
const covariance = (d: number) =>
  square(d).map((a) =>
    a.map((row, i) => a.map((other, j) => row.reduce((sum, x, m) => sum + x * other[m], 0) + (i === j ? 1e-3 : 0))),
  )

const anyMixture: fc.Arbitrary<MixtureInput> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([k, d]) =>
    fc.record({
      weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: k, maxLength: k }).map((parts) => {
        const sum = parts.reduce((total, part) => total + part, 0)
        return parts.map((part) => part / sum)
      }),
      means: fc.array(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: d, maxLength: d }), {
        minLength: k,
        maxLength: k,
      }),
      covariances: fc.array(covariance(d), { minLength: k, maxLength: k }),
    }),
  )

test('any mixture, n and seed: finite points, the mixture as a copy, and the first m of n are those of m', () => {
  fc.assert(
    fc.property(
      anyMixture,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      (any, m, more, seed) => {
        const few = sampleMixture({ ...any, n: m, seed })
        const many = sampleMixture({ ...any, n: m + more, seed })
        expect(many.points.columns).toBe(any.means[0].length)
        expect(many.points.to1DArray().every(Number.isFinite)).toBe(true)
        expect(many.points.to2DArray().slice(0, m)).toEqual(few.points.to2DArray())
        expect(many.labels.slice(0, m)).toEqual(few.labels)
        expect({ weights: many.weights, means: many.means, covariances: many.covariances }).toEqual(any)
        expect(many.covariances[0][0]).not.toBe(any.covariances[0][0])
      },
    ),
  )
})

test('500 points of seed 0 unless told otherwise', () => {
  const { points } = sampleMixture(mixture)
  expect(points.to2DArray()).toEqual(sampleMixture({ ...mixture, n: 500, seed: 0 }).points.to2DArray())
})

test('a component of weight 0 draws nothing', () => {
  const { labels } = sampleMixture({ ...mixture, weights: [0, 1, 0] })
  expect(new Set(labels)).toEqual(new Set([1]))
})

test('covariances as large and as small as numbers go stay finite', () => {
  for (const variance of [1e308, 1e-320]) {
    const { points } = sampleMixture({
      weights: [1],
      means: [[0, 0]],
      covariances: [
        [
          [variance, 0],
          [0, variance],
        ],
      ],
    })
    expect(points.to1DArray().every(Number.isFinite)).toBe(true)
    expect(points.max()).toBeGreaterThan(0)
  }
})

const line = { weights: [1], means: [[0]], covariances: [[[1]]] }

test.each([
  ['no weights', { ...line, weights: [] }, 'bad-weights'],
  ['weights that are none', { ...line, weights: 'all' }, 'bad-weights'],
  ['a negative weight', { ...line, weights: [-0.5, 1.5] }, 'bad-weights'],
  ['a weight that is not a number', { ...line, weights: [Number.NaN] }, 'bad-weights'],
  ['weights that sum to 0.9', { ...line, weights: [0.9] }, 'bad-weights'],
  ['too few means', { ...line, weights: [0.5, 0.5] }, 'bad-means'],
  ['means without numbers', { ...line, means: [[]] }, 'bad-means'],
  ['a mean with a hole', { ...line, means: [Object.assign([], { length: 1 })] }, 'bad-means'],
  ['a mean at infinity', { ...line, means: [[Infinity]] }, 'bad-means'],
  ['means of two lengths', { ...line, weights: [0.5, 0.5], means: [[0], [0, 1]] }, 'bad-means'],
  ['no covariances', { weights: [1], means: [[0]] }, 'bad-covariances'],
  ['too many covariances', { ...line, covariances: [[[1]], [[1]]] }, 'bad-covariances'],
  ['a covariance of another size', { ...line, covariances: [[[1, 0]]] }, 'bad-covariances'],
  ['a covariance that is not a number', { ...line, covariances: [[[Number.NaN]]] }, 'bad-covariances'],
  ['a negative variance', { ...line, covariances: [[[-1]]] }, 'bad-covariances'],
  ['no variance', { ...line, covariances: [[[0]]] }, 'bad-covariances'],
  ['an asymmetric covariance', plane([1, 0.5], [0.4, 1]), 'bad-covariances'],
  ['an indefinite covariance', plane([1, 2], [2, 1]), 'bad-covariances'],
  ['no points', { ...line, n: 0 }, 'bad-count'],
  ['half a seed', { ...line, seed: 0.5 }, 'bad-seed'],
  ['an unknown option', { ...line, size: 3 }, 'unknown-option'],
  ['no options', undefined, 'bad-option'],
])('%s: refused with the value and a remedy', (_, options, code) => {
  const call = (): unknown => sampleMixture(options as MixtureInput)
  expect(call).toThrow(DatagenError)
  expect(call).toThrow(expect.objectContaining({ code, remedy: expect.stringMatching(/\.$/) }))
})

function plane(...covariance: number[][]) {
  return { weights: [1], means: [[0, 0]], covariances: [covariance] }
}
