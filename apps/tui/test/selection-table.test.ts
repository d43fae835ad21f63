import { GaussianMixture, selectModel } from '@mixtura/core'
import { describe, expect, test } from 'vitest'
import { selectionTable } from '../src/selection-table.ts'
import { plain } from '../src/style.ts'

const cloud = new GaussianMixture({
  weights: [1],
  means: [[0, 0, 0]],
  covariances: [
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  ],
})
/** Two clusters of so few rows that richer models fit them by a repair. */
const few = new GaussianMixture({
  weights: [0.5, 0.5],
  means: [
    [0, 0, 0],
    [20, 20, 20],
  ],
  covariances: [cloud.covariances[0]!, cloud.covariances[0]!],
})
const drawn = Array.from({ length: 10 }, (_, seed) => [
  cloud.sample(30, { seed }).points,
  few.sample(8, { seed }).points,
]).flat()
const why = { 'held-up': 'stands only by a repair', 'does-not-pay': 'does not pay for itself' }

describe('the words below the table', () => {
  const selections = drawn.map((points, seed) =>
    selectModel(points, { components: [1, 2, 3], covariances: ['VVV', 'VVE', 'VVI', 'EII'], restarts: 3, seed }),
  )

  test('say of each spurious candidate that the criterion likes better which component it is, and why; three at most', () => {
    for (const selection of selections) {
      const { best, candidates } = selection
      const better = candidates.filter(({ bic, spurious }) => spurious.length > 0 && bic < best.bic)
      const told = selectionTable(selection, plain)
        .split('\n')
        .filter((line) => line.startsWith('? K = '))
      expect(told).toEqual(
        better
          .sort((a, b) => a.bic - b.bic)
          .slice(0, 3)
          .map(({ components, covariance, spurious }) => {
            const reasons = spurious.map(({ component, cause }) => `component ${component + 1} ${why[cause]}`)
            return `? K = ${components}, ${covariance}: ${reasons.join(', ')}`
          }),
      )
    }
  })

  test('say that the criterion was overruled, where it was, and what that costs', () => {
    for (const selection of selections) {
      const { overruled } = selection
      const table = selectionTable(selection, plain)
      if (overruled)
        expect(table).toContain(`overrules BIC, which alone would choose, less by ${overruled.cost.toFixed(1)}:`)
      else expect(table).not.toContain('overrules')
    }
    expect(selections.some(({ overruled }) => overruled)).toBe(true)
  })

  test('say that nothing is sound, where nothing is', () => {
    const line = Array.from({ length: 9 }, (_, i) => [i, 2 * i + 1e-9 * (i % 2), i % 3])
    const selection = selectModel(line, { components: [4], covariances: ['VVV'] })
    expect(selection.best.spurious.length).toBeGreaterThan(0)
    expect(selectionTable(selection, plain)).toContain('no candidate is sound, not even this one: component ')
  })
})
