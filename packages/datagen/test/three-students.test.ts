import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DatagenError, threeStudents } from '../src/index.ts'

interface Stones {
  n: number
  seed: number
  z: number[]
  x: number[][]
}

const read = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8'))
const notebook = read(new URL('../../../fixtures/three-students-seed12.json', import.meta.url)) as Stones
const others = read(new URL('./fixtures/other-seeds.json', import.meta.url)) as Stones[]

describe.each([notebook, ...others])('against NumPy: n = $n, seed = $seed', ({ n, seed, z, x }) => {
  const { labels, points } = threeStudents({ n, seed })

  test('every label, every coordinate to 1e-12', () => {
    expect(Array.from(labels)).toEqual(z)
    expect(points.rows).toBe(n)
    const furthest = points.to2DArray().flatMap((row, i) => row.map((value, j) => Math.abs(value - x[i]![j]!)))
    expect(Math.max(...furthest)).toBeLessThan(1e-12)
  })
})

test('the defaults are the notebook’s 500 stones, with the parameters they were thrown by', () => {
  const { labels, weights, means, covariances } = threeStudents()
  expect(Array.from(labels)).toEqual(notebook.z)
  expect(weights).toEqual([1 / 3, 1 / 3, 1 / 3])
  expect(means[2]).toEqual([5.5, 4])
  expect(covariances[0]).toEqual([
    [0.2, -0.25],
    [-0.25, 1],
  ])
})

test('any n and seed: finite stones, and the first m of n are those of m', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      (m, more, seed) => {
        const few = threeStudents({ n: m, seed })
        const many = threeStudents({ n: m + more, seed })
        expect(many.points.to2DArray().flat().every(Number.isFinite)).toBe(true)
        expect(many.points.to2DArray().slice(0, m)).toEqual(few.points.to2DArray())
        expect(many.labels.slice(0, m)).toEqual(few.labels)
      },
    ),
  )
})

test.each([
  [{ n: 0 }, 'bad-count'],
  [{ n: 2.5 }, 'bad-count'],
  [{ n: Number.NaN }, 'bad-count'],
  [{ n: 1e12 }, 'bad-count'],
  [{ seed: -1 }, 'bad-seed'],
  [{ seed: 2 ** 32 }, 'bad-seed'],
  [{ seed: 0.5 }, 'bad-seed'],
  [{ sead: 1 }, 'unknown-option'],
  [1000, 'bad-option'],
  [null, 'bad-option'],
])('%j is refused with %s', (options, code) => {
  const call = (): unknown => threeStudents(options as { n?: number })
  expect(call).toThrow(DatagenError)
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('a refusal gives the value, the cause and the remedy', () => {
  const call = (): unknown => threeStudents({ n: -3 })
  expect(call).toThrow('The number of points is -3. Give a whole number from 1 to 10000000.')
  expect(call).toThrow(expect.objectContaining({ value: -3, remedy: 'Give a whole number from 1 to 10000000.' }))
})
