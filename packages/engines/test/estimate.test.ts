import { expect, test } from 'vitest'
import { threadsWorthwhile } from '../src/workers/estimate.ts'

test.each([
  ['the 500 stones', [500, 2, 3], {}, 8, 0],
  ['a few thousand rows', [5000, 2, 3], {}, 8, 0],
  ['a hundred thousand: as many as have something to do in an iteration', [100_000, 2, 3], {}, 8, 5],
  ['a million', [1_000_000, 2, 3], {}, 8, 8],
  ['a million, with one core', [1_000_000, 2, 3], {}, 1, 1],
  [
    'a hundred thousand for two iterations from random means',
    [100_000, 2, 3],
    { maxIterations: 2, init: 'random' },
    8,
    0,
  ],
  ['the same, from fifty starts', [100_000, 2, 3], { maxIterations: 2, init: 'random', restarts: 50 }, 8, 5],
  ['few rows, many columns', [20_000, 64, 16], {}, 8, 8],
  ['few rows for long: one, so that this thread is free', [2000, 2, 3], { restarts: 500 }, 8, 1],
] as const)('workers for %s', (_, [sampleCount, dimension, components], options, available, expected) => {
  expect(threadsWorthwhile({ sampleCount, dimension }, { components, ...options }, available)).toBe(expected)
})
