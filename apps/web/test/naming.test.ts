import { Dataset, GaussianMixture, initialize, MixturaError } from '@mixtura/core'
import { describe, expect, test } from 'vitest'
import { dataOf } from '../src/lib/data.ts'
import { inOrder } from '../src/lib/leave.ts'
import { withColumns } from '../src/lib/refusals.ts'
import { nearStart } from '../src/lib/rows.ts'
import { orderOf, slotsOfRun } from '../src/lib/slots.ts'
import { stones } from '../src/story/runs.ts'
import { explain } from '../src/strings/problems.ts'

const columns = ['width', 'the height']
const options = {
  covariance: 'full',
  regularization: 0,
  tolerance: 1e-6,
  maxIterations: 1000,
  onCollapse: 'error',
} as const

/** What the library says of these rows under three components. */
function refusalOf(rows: number[][]): MixturaError {
  try {
    void withColumns(columns, () => {
      const { dataset } = dataOf(Dataset.from(rows), columns)
      return nearStart(dataset, { components: 3, init: 'kmeans', seed: 0, options })
    })
  } catch (error) {
    if (error instanceof MixturaError) return error
  }
  throw new Error('Nothing was refused.')
}

const troubled: Record<string, { rows: number[][]; names?: string }> = {
  'a constant column': { rows: Array.from({ length: 9 }, (_, i) => [i, 5]), names: 'the height' },
  'a value beyond all scales': { rows: Array.from({ length: 9 }, (_, i) => [1e200 * i, i]), names: 'width' },
  'a column of no spread': { rows: Array.from({ length: 9 }, (_, i) => [i, 1e-170 * i]), names: 'the height' },
  'a value that is none': {
    rows: [...Array.from({ length: 9 }, (_, i) => [i, i * i]), [Number.NaN, 1]],
    names: 'width',
  },
  'two places for three components': { rows: Array.from({ length: 9 }, (_, i) => [i % 2, i % 2]) },
  'no rows': { rows: [] },
}

describe.each(Object.entries(troubled))('%s', (_, { rows, names }) => {
  test.each(['en', 'fr'])('is told by the names of columns and in the page’s words for its rules: %s', (locale) => {
    const { cause, remedy } = explain(refusalOf(rows), locale)
    if (names) expect(cause).toContain(names)
    for (const text of [cause, remedy]) {
      expect(text).not.toMatch(
        /[Cc]olumn \d|[Cc]olonne \d|regularization|onCollapse|maxRatio|covariance:|components:|[`{}]/,
      )
    }
  })
})

test('the files number components as the page does, by colour', () => {
  for (let seed = 0; seed < 6; seed++) {
    const { model } = initialize(stones.dataset, { components: 3, init: 'random', seed, covariance: 'full' })
    const slots = slotsOfRun(model, stones, options)
    const written = inOrder(model, orderOf(slots))
    slots.forEach((slot, k) => {
      expect(written.weights[slot]).toBeCloseTo(model.weights[k]!, 12)
      for (const d of [0, 1]) expect(written.means.get(slot, d)).toBe(model.means.get(k, d))
    })
    const labels = model.predict(stones.dataset)
    expect(Array.from(written.predict(stones.dataset))).toEqual(Array.from(labels, (label) => slots[label]!))
    expect(written.lml(stones.dataset)).toBeCloseTo(model.lml(stones.dataset), 12)
  }
  const tied = GaussianMixture.fit(stones.dataset, { components: 3, covariance: 'EVE' }).model
  expect(inOrder(tied, [2, 0, 1]).covariance).toBe('EVE')
})
