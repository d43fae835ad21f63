import fc from 'fast-check'
import { Matrix } from 'ml-matrix'
import { expect, test } from 'vitest'
import { contaminate, DatagenError, threeStudents, type ContaminateOptions } from '../src/index.ts'

const { points } = threeStudents({ n: 4000 })

test('rows that are no outliers stay, outliers fall into the box, and the original is untouched', () => {
  const before = points.to2DArray()
  const box = [
    [20, 30],
    [-5, -4],
  ] as const
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }), (percent, seed) => {
      const share = percent / 100
      const { points: after, outliers } = contaminate(points, { share, box, seed })
      const wrong = before.findIndex((row, i) => {
        const [x, y] = after.getRow(i)
        return outliers[i] ? !(x >= 20 && x <= 30 && y >= -5 && y <= -4) : x !== row[0] || y !== row[1]
      })
      expect(wrong).toBe(-1)
      const count = outliers.reduce((sum, outlier) => sum + outlier, 0)
      expect(Math.abs(count / 4000 - share)).toBeLessThanOrEqual(5 * Math.sqrt((share * (1 - share)) / 4000))
    }),
    { numRuns: 30 },
  )
  expect(points.to2DArray()).toEqual(before)
})

test('share 0 takes nothing and share 1 everything', () => {
  expect(contaminate(points, { share: 0 }).points.to2DArray()).toEqual(points.to2DArray())
  expect(contaminate(points, { share: 1 }).outliers.every((outlier) => outlier === 1)).toBe(true)
})

test('outliers fall uniformly into the data’s own box, half as wide again on every side', () => {
  const { points: outliers } = contaminate(points, { share: 1 })
  for (const column of [0, 1]) {
    const [low, high] = [points.getColumnVector(column).min(), points.getColumnVector(column).max()]
    const width = high - low
    // Deciles of a uniform distribution on [low − width/2, high + width/2].
    const counts = Array.from({ length: 10 }, () => 0)
    for (const value of outliers.getColumn(column)) counts[Math.floor((10 * (value - low + width / 2)) / (2 * width))]++
    for (const count of counts) expect(Math.abs(count - 400)).toBeLessThan(5 * Math.sqrt(4000 * 0.1 * 0.9))
  }
})

test('the first rows are those of fewer rows, when the box is the same', () => {
  const options = {
    share: 0.3,
    box: [
      [0, 1],
      [0, 1],
    ] as const,
    seed: 8,
  }
  const few = contaminate(new Matrix(points.to2DArray().slice(0, 50)), options)
  expect(contaminate(points, options).points.to2DArray().slice(0, 50)).toEqual(few.points.to2DArray())
})

test.each([
  ['points that are no Matrix', [[1, 2]], { share: 0.1 }, 'bad-points'],
  ['no points', new Matrix(0, 2), { share: 0.1 }, 'bad-points'],
  ['a point that is not a number', new Matrix([[1, Number.NaN]]), { share: 0.1 }, 'bad-points'],
  ['points too far apart to widen their box', new Matrix([[-1e308], [1e308]]), { share: 0.1 }, 'bad-option'],
  ['no share', points, {}, 'bad-option'],
  ['a share above 1', points, { share: 1.1 }, 'bad-option'],
  ['a share that is not a number', points, { share: Number.NaN }, 'bad-option'],
  ['a box with a side too few', points, { share: 0.1, box: [[0, 1]] }, 'bad-option'],
  [
    'a box inside out',
    points,
    {
      share: 0.1,
      box: [
        [0, 1],
        [1, 0],
      ],
    },
    'bad-option',
  ],
  [
    'an endless box',
    points,
    {
      share: 0.1,
      box: [
        [0, 1],
        [0, Infinity],
      ],
    },
    'bad-option',
  ],
  ['a negative seed', points, { share: 0.1, seed: -1 }, 'bad-seed'],
  ['an unknown option', points, { share: 0.1, fraction: 0.1 }, 'unknown-option'],
])('%s: refused', (_, points, options, code) => {
  const call = (): unknown => contaminate(points as Matrix, options as ContaminateOptions)
  expect(call).toThrow(DatagenError)
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('a bad point is named by row and column', () => {
  expect(() =>
    contaminate(
      new Matrix([
        [0, 1],
        [2, Infinity],
      ]),
      { share: 0.1 },
    ),
  ).toThrow('Row 1, column 1 is Infinity.')
})
