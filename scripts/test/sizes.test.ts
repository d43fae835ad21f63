import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../lib/run.mjs'
import { shippedBytes } from './shipped-bytes.ts'

const core = /^@mixtura\/core$/
const mlMatrix = /^ml-matrix$/

/** What is shipped, beside what, in at most so many bytes. */
const budgets: [string, string, RegExp[], number][] = [
  ['all of core, beside ml-matrix', `export * from '@mixtura/core'`, [mlMatrix], 42_200],
  ['the model and its fit alone', `export { GaussianMixture } from '@mixtura/core'`, [mlMatrix], 38_700],
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

const all = (name: string): string => `export * from '@mixtura/${name}'`
const parserless = `export { formatModel, parseModel, formatTrace } from '@mixtura/io'`
const model = `export { GaussianMixture } from '@mixtura/core'`
const stones = `export { threeStudents } from '@mixtura/datagen'`
const readme = (name: string): string => `packages/${name}/README.md`
const decision = 'docs/decisions/1-core-size.md'

/** What pages say that is shipped, in kB, and what is. */
const stated: [page: string, words: RegExp, code: string, external: RegExp[]][] = [
  [readme('core'), /([\d.]+) kB for all of it/, all('core'), [mlMatrix]],
  [readme('core'), /([\d.]+) kB for a page that\s+imports `GaussianMixture`/, model, [mlMatrix]],
  [decision, /([\d.]+) kB for all of `@mixtura\/core`/, all('core'), [mlMatrix]],
  [decision, /([\d.]+) kB for a page that imports `GaussianMixture`/, model, [mlMatrix]],
  [readme('datagen'), /([\d.]+) kB for all of it/, all('datagen'), [mlMatrix, /pure-rand/]],
  [readme('datagen'), /only throws stones ships ([\d.]+) kB/, stones, [mlMatrix, /pure-rand/]],
  [readme('io'), /([\d.]+) kB minified and gzipped beside core/, all('io'), [core]],
  [readme('io'), /([\d.]+) kB for a page that imports models/, parserless, [core]],
  [readme('session'), /([\d.]+) kB minified and gzipped, beside core/, all('session'), [core]],
  [readme('viz'), /([\d.]+) kB for all of `@mixtura\/viz`/, all('viz'), []],
  [readme('viz'), /([\d.]+) kB for `@mixtura\/viz\/contours`/, all('viz/contours'), []],
  [readme('viz'), /([\d.]+) kB for `@mixtura\/viz\/figures`/, all('viz/figures'), []],
]

test.each(stated)('%s says what is so: %s', async (page, words, code, external) => {
  const [, kilobytes] = words.exec(await readFile(join(root, page), 'utf8')) ?? []
  expect(Math.abs(Number(kilobytes) - (await shippedBytes(code, external)) / 1000)).toBeLessThan(0.2)
})

test('the budgets of core are those of its decision', async () => {
  const [, ...kilobytes] = /below ([\d.]+) and ([\d.]+) kB/.exec(await readFile(join(root, decision), 'utf8')) ?? []
  expect(kilobytes.map((value) => Number(value) * 1000)).toEqual(budgets.slice(0, 2).map(([, , , budget]) => budget))
})
