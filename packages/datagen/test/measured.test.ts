import { readFileSync } from 'node:fs'
import type { Matrix } from 'ml-matrix'
import { expect, test } from 'vitest'
import { iris, oldFaithful } from '../src/index.ts'

/** What R wrote (fixtures/make_real_data.R). */
function table(name: string): string[][] {
  const text = readFileSync(new URL(`./fixtures/${name}.csv`, import.meta.url), 'utf8')
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
}

const columnSums = (points: Matrix): string[] => points.sum('column').map((sum) => sum.toFixed(3))

test('Old Faithful is R’s', () => {
  const { points, columns } = oldFaithful()
  expect(points.to2DArray()).toEqual(table('old-faithful').map((row) => row.map(Number)))
  expect([points.rows, columns]).toEqual([272, ['eruptions', 'waiting']])
  expect(columnSums(points)).toEqual(['948.677', '19284.000'])
})

test('the irises are R’s, species included', () => {
  const { points, labels, labelNames } = iris()
  const rows = table('iris')
  expect(points.to2DArray()).toEqual(rows.map((row) => row.slice(0, 4).map(Number)))
  expect(Array.from(labels, (label) => labelNames[label])).toEqual(rows.map((row) => row[4]))
  expect(columnSums(points)).toEqual(['876.500', '458.600', '563.700', '179.900'])
})

test('the irises are also those that the fixture from scikit-learn was fitted to', () => {
  const fixture = readFileSync(new URL('../../../fixtures/iris-k3.json', import.meta.url), 'utf8')
  expect(iris().points.to2DArray()).toEqual((JSON.parse(fixture) as { x: number[][] }).x)
})

test.each([oldFaithful, iris])('changing what $name hands out changes nothing else', (dataSet) => {
  dataSet().points.set(0, 0, Number.NaN)
  expect(dataSet().points.get(0, 0)).toBeGreaterThan(0)
})

test('sources name authors and years', () => {
  expect(oldFaithful().source).toMatch(/Härdle.*1991.*Azzalini.*Bowman.*1990/s)
  expect(iris().source).toMatch(/Anderson.*1935.*Fisher.*1936/s)
})
