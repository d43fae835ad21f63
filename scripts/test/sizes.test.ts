import { expect, test } from 'vitest'
import { shippedBytes } from './shipped-bytes.ts'

const core = /^@mixtura\/core$/
const mlMatrix = /^ml-matrix$/

/** What is shipped, beside what, in at most so many bytes. */
const budgets: [string, string, RegExp[], number][] = [
  ['all of core, beside ml-matrix', `export * from '@mixtura/core'`, [mlMatrix], 41_500],
  ['the model and its fit alone', `export { GaussianMixture } from '@mixtura/core'`, [mlMatrix], 38_000],
  ['all of session, beside core', `export * from '@mixtura/session'`, [core], 5_000],
  [
    'all of datagen, beside ml-matrix and pure-rand',
    `export * from '@mixtura/datagen'`,
    [mlMatrix, /pure-rand/],
    8_000,
  ],
  ['the three students, with their generator', `export { threeStudents } from '@mixtura/datagen'`, [mlMatrix], 2_500],
  ['the measured data sets', `export { iris, oldFaithful } from '@mixtura/datagen'`, [mlMatrix], 2_500],
  ['all of viz', `export * from '@mixtura/viz'`, [], 10_000],
  ['contours', `export * from '@mixtura/viz/contours'`, [], 3_500],
  ['figures, with all they draw with', `export * from '@mixtura/viz/figures'`, [], 11_500],
  ['ellipses alone', `export { ellipseOf, drawEllipse, fitViewport } from '@mixtura/viz'`, [], 2_500],
  [
    'all of engines, beside core and ml-matrix',
    `export * from '@mixtura/engines/workers'`,
    [/^@mixtura\/core/, mlMatrix],
    6_700,
  ],
  // Encodings, what stands above a table, and rows kept as they were written, take 2 kB of it.
  ['all of io, beside core', `export * from '@mixtura/io'`, [core], 19_500],
  [
    'models and traces, without the parser',
    `export { formatModel, parseModel, formatTrace } from '@mixtura/io'`,
    [core],
    2_000,
  ],
]

/** The same of what is published, with all that it brings along. */
const published: [string, string, number][] = [
  ['all of core, with ml-matrix', `export * from '@mixtura/core'`, 60_000],
  ['the three students, with ml-matrix', `export { threeStudents } from '@mixtura/datagen'`, 20_000],
]

test.each(published)('published: %s, stays within its budget', async (_, code, budget) => {
  const bytes = await shippedBytes(code, [], ['module', 'browser'])
  expect(bytes).toBeLessThan(budget)
  expect(bytes).toBeGreaterThan(budget / 2)
})

test.each(budgets)('%s, stays within its budget', async (_, code, external, budget) => {
  const bytes = await shippedBytes(code, external)
  expect(bytes).toBeLessThan(budget)
  // A bundle that lost its content would be far smaller.
  expect(bytes).toBeGreaterThan(budget / 2)
})
