import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DatagenError,
  iris,
  oldFaithful,
  presetById,
  presets,
  threeStudents,
  type DrawOptions,
  type Preset,
} from '../src/index.ts'

const drawn = presets.filter((preset) => !preset.measured)
const measured = presets.filter((preset) => preset.measured)

test('eleven presets, each under one name, in menu order', () => {
  expect(presets.map(({ id }) => id)).toEqual([
    'three-students',
    'old-faithful',
    'iris',
    'separated-blobs',
    'unequal-sizes',
    'overlapping-pair',
    'two-moons',
    'two-rings',
    'duplicated-points',
    'contaminated-students',
    'many-points',
  ])
  for (const preset of presets) expect(presetById(preset.id)).toBe(preset)
})

describe.each(presets)('$id', (preset) => {
  const { points, columns, labels, truth, source } = preset.make()

  test('is what its description says', () => {
    expect(points.rows).toBe(preset.size)
    expect(points.columns).toBe(preset.dimension)
    expect(columns).toEqual(preset.columns)
    expect(points.to1DArray().every(Number.isFinite)).toBe(true)
    expect(source !== undefined).toBe(preset.measured)
    expect(labels !== undefined).toBe(preset.labelColumn !== undefined)
    const groups = new Set(labels ?? [])
    expect([...groups].sort()).toEqual([...groups.keys()].map((_, k) => k))
    if (preset.labelNames) expect(groups.size).toBe(preset.labelNames.length)
    if (truth) expect(truth.means[0]).toHaveLength(preset.dimension)
  })

  test('has a title and one sentence in both languages', () => {
    for (const language of ['en', 'fr'] as const) {
      expect(preset.title[language]).toMatch(/^\p{Lu}/u)
      expect(preset.description[language]).toMatch(/^\p{Lu}[^.]+\.$/u)
    }
    expect(preset.description.fr).not.toBe(preset.description.en)
  })
})

describe.each(drawn)('$id', ({ make }: Preset) => {
  test('any n and seed: finite, repeatable, and the first m of n are those of m', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        (m, more, seed) => {
          const few = make({ n: m, seed })
          const many = make({ n: m + more, seed })
          expect(many.points.to1DArray().every(Number.isFinite)).toBe(true)
          expect(many.points.to2DArray().slice(0, m)).toEqual(few.points.to2DArray())
          expect(many.labels!.slice(0, m)).toEqual(few.labels)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('another seed, other points', () => {
    expect(make({ n: 5, seed: 1 }).points.to2DArray()).not.toEqual(make({ n: 5, seed: 2 }).points.to2DArray())
  })

  test.each([
    [{ n: 0 }, 'bad-count'],
    [{ n: 1e9 }, 'bad-count'],
    [{ seed: 2 ** 32 }, 'bad-seed'],
    [{ count: 5 }, 'unknown-option'],
  ])('refuses %j', (options, code) => {
    expect(() => make(options as DrawOptions)).toThrow(expect.objectContaining({ name: 'DatagenError', code }))
  })
})

describe.each(measured)('$id', ({ make, size }: Preset) => {
  test('has its one size, and no seed changes it', () => {
    expect(make({ n: size, seed: 5 })).toEqual(make())
    expect(() => make({ n: size - 1 })).toThrow(DatagenError)
    expect(() => make({ n: size - 1 })).toThrow(expect.objectContaining({ code: 'bad-count', value: size - 1 }))
  })
})

test('the named data sets are the presets’', () => {
  const students = threeStudents()
  const preset = presetById('three-students').make()
  expect(preset.points.to2DArray()).toEqual(students.points.to2DArray())
  expect(preset.labels).toEqual(students.labels)
  expect(preset.truth!.covariances).toEqual(students.covariances)
  expect(presetById('iris').make()).toEqual(iris())
  expect(presetById('old-faithful').make()).toEqual(oldFaithful())
})

test('drawn groups lie about the means of their truth, within five standard errors', () => {
  for (const preset of drawn) {
    const { points, labels, truth } = preset.make({ n: 20_000, seed: 3 })
    for (const [k, mean] of (truth?.means ?? []).entries()) {
      const rows = Array.from(labels!.keys()).filter((row) => labels![row] === k)
      mean.forEach((expected, j) => {
        const found = rows.reduce((sum, row) => sum + points.get(row, j), 0) / rows.length
        const standardError = Math.sqrt(truth!.covariances[k][j][j] / rows.length)
        expect(Math.abs(found - expected)).toBeLessThan(5 * standardError)
      })
    }
  }
})

test('every moon and ring is where its curve is, with its noise', () => {
  const spread = (id: string, distance: (x: number, y: number, label: number) => number): number => {
    const { points, labels } = presetById(id).make({ n: 5000, seed: 6 })
    const squares = points.to2DArray().map(([x, y], i) => distance(x, y, labels![i]) ** 2)
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)
  }
  // Estimated from 5000 points, a standard deviation is off by 1 %; bends and the moons’ tips add a little.
  const ring = spread('two-rings', (x, y, label) => Math.hypot(x, y) - [1, 3][label])
  expect(Math.abs(ring / 0.15 - 1)).toBeLessThan(0.06)
  const moon = spread('two-moons', (x, y, label) => (label === 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)) - 1)
  expect(Math.abs(moon / 0.08 - 1)).toBeLessThan(0.06)
  const { points, labels } = presetById('two-moons').make({ n: 5000, seed: 6 })
  const wrongSide = points.to2DArray().filter(([, y], i) => (labels![i] === 0 ? y < -0.5 : y > 1))
  expect(wrongSide).toEqual([])
})

test('every second of the duplicated points is the same', () => {
  const rows = presetById('duplicated-points').make({ n: 101 }).points.to2DArray()
  expect(new Set(rows.filter((_, i) => i % 2 === 1).map(String)).size).toBe(1)
  expect(new Set(rows.map(String)).size).toBe(52)
})

test('contaminated students are the students, but for one stray in ten', () => {
  const students = threeStudents({ n: 5000, seed: 9 })
  const { points, labels } = presetById('contaminated-students').make({ n: 5000, seed: 9 })
  const strays = Array.from(labels!.keys()).filter((row) => labels![row] === 3)
  expect(Math.abs(strays.length - 500)).toBeLessThan(5 * Math.sqrt(5000 * 0.1 * 0.9))
  const moved = Array.from(labels!.keys()).filter(
    (row) => String(points.getRow(row)) !== String(students.points.getRow(row)),
  )
  expect(moved).toEqual(strays)
})

test('an unknown preset is refused with the names of those there are', () => {
  expect(() => presetById('three-student')).toThrow(
    expect.objectContaining({ name: 'DatagenError', code: 'unknown-preset', value: 'three-student' }),
  )
  expect(() => presetById('three-student')).toThrow(
    /There is no preset “three-student”\. .*three-students, old-faithful/,
  )
})
