import { em, initialize, type GaussianMixture } from '@mixtura/core'
import { expect, test } from 'vitest'
import { students } from '../src/lib/data.ts'
import { dataOf } from '../src/lib/data.ts'
import { presetData } from '../src/lib/preset-data.ts'
import { slotsOfRun } from '../src/lib/slots.ts'

const rules = {
  covariance: 'full',
  regularization: 0,
  tolerance: 1e-6,
  maxIterations: 1000,
  onCollapse: 'regularize',
} as const
const known = {
  students: students(500, 12),
  unequal: presetData('unequal-sizes', 500, 12),
  faithful: presetData('old-faithful', 0, 0),
}
const { dataset, columns } = known.students
const all = { ...known, 'stones that nobody knows': dataOf(dataset, columns) }

/** Means in the order of their colours, where EM ends. */
function coloured(model: GaussianMixture, slots: readonly number[]): number[][] {
  const means = model.means.to2DArray()
  return slots.map((_, slot) => means[slots.indexOf(slot)]!)
}

test.each(Object.entries(all))('runs on %s that end alike look alike, however they began', (_, data) => {
  const seen: { lml: number; means: number[][] }[] = []
  for (const init of ['kmeans', 'random', 'k-means++', 'random-responsibilities'] as const) {
    for (let seed = 0; seed < 8; seed++) {
      const { model: start } = initialize(data.dataset, { components: 3, init, seed, covariance: 'full' })
      const slots = slotsOfRun(start, data, rules)
      expect(slots.toSorted()).toEqual([0, 1, 2])
      const end = Array.from(em(data.dataset, { ...rules, components: 3, init: start })).at(-1)!
      if (end.events.length > 0) continue
      const means = coloured(end.model, slots)
      const distance = (other: number[][]): number =>
        Math.max(...means.flat().map((value, i) => Math.abs(value - other.flat()[i]!)))
      const isSame = (other: number[][]): boolean => {
        const sorted = (rows: number[][]): number[] => rows.toSorted((a, b) => a[0]! - b[0]!).flat()
        return Math.max(...sorted(means).map((value, i) => Math.abs(value - sorted(other)[i]!))) < 0.1
      }
      for (const other of seen.filter(({ means }) => isSame(means))) expect(distance(other.means)).toBeLessThan(0.1)
      seen.push({ lml: end.lml, means })
    }
  }
  expect(seen.length).toBeGreaterThan(4)
})
