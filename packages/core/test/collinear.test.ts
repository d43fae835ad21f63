import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GaussianMixture, type FitOptions } from '../src/index.ts'
import { createNormal, createRandom } from '../src/random.ts'
import { familyNames, structureOf } from '../src/structures/structures.ts'
import * as dd from '../src/testing/double-double.ts'
import type { DoubleDouble } from '../src/testing/double-double.ts'

const ofPairs = familyNames.filter((family) => structureOf(family).form === 'triangular')

const LOG_TWO_PI: DoubleDouble = { high: 1.8378770664093453, low: 9.3e-17 }

/** lml of a mixture whose components are fitted to rows of known labels, weights by their numbers, in double-double arithmetic. */
function exactLml(rows: readonly number[][], labels: readonly number[], k: number): number {
  const n = rows.length
  const d = rows[0]!.length
  const components = Array.from({ length: k }, (_, c) => {
    const own = rows.filter((_, row) => labels[row] === c)
    const over = dd.fromNumber(own.length)
    const mean = Array.from({ length: d }, (_, j) =>
      dd.divide(
        own.reduce((sum, row) => dd.add(sum, dd.fromNumber(row[j]!)), dd.zero),
        over,
      ),
    )
    const away = own.map((row) => row.map((value, j) => dd.subtract(dd.fromNumber(value), mean[j]!)))
    const covariance = mean.map((_, i) =>
      mean.map((_, j) =>
        dd.divide(
          away.reduce((sum, row) => dd.add(sum, dd.multiply(row[i]!, row[j]!)), dd.zero),
          over,
        ),
      ),
    )
    return { mean, weight: dd.divide(over, dd.fromNumber(n)), ...factored(covariance) }
  })
  let sum = dd.zero
  for (const row of rows) {
    const logs = components.map(({ mean, weight, lower, pivots }) => {
      const z: DoubleDouble[] = []
      let twice = dd.multiply(dd.fromNumber(d), LOG_TWO_PI)
      for (let i = 0; i < d; i++) {
        let value = dd.subtract(dd.fromNumber(row[i]!), mean[i]!)
        for (let j = 0; j < i; j++) value = dd.subtract(value, dd.multiply(lower[i]![j]!, z[j]!))
        z.push(value)
        twice = dd.add(twice, dd.add(dd.divide(dd.multiply(value, value), pivots[i]!), dd.log(pivots[i]!)))
      }
      return dd.subtract(dd.log(weight), { high: twice.high / 2, low: twice.low / 2 })
    })
    const largest = logs.reduce((a, b) => (b.high > a.high ? b : a))
    const shares = logs.reduce((total, value) => dd.add(total, dd.exp(dd.subtract(value, largest))), dd.zero)
    sum = dd.add(sum, dd.add(largest, dd.log(shares)))
  }
  return sum.high / n
}

/** Σ = L diag(pivots) Lᵀ, L with ones on its diagonal. */
function factored(covariance: DoubleDouble[][]): { lower: DoubleDouble[][]; pivots: DoubleDouble[] } {
  const lower: DoubleDouble[][] = covariance.map(() => [])
  const pivots: DoubleDouble[] = []
  for (let i = 0; i < covariance.length; i++) {
    for (let j = 0; j <= i; j++) {
      let value = covariance[i]![j]!
      for (let m = 0; m < j; m++) {
        value = dd.subtract(value, dd.multiply(dd.multiply(lower[i]![m]!, lower[j]![m]!), pivots[m]!))
      }
      if (j === i) pivots.push(value)
      else lower[i]!.push(dd.divide(value, pivots[j]!))
    }
  }
  return { lower, pivots }
}

/** The least that the other columns leave of a column's variance, in any component: 1 / (Σⱼⱼ Λⱼⱼ). */
function leastShare({ covariances, precisionsCholesky }: GaussianMixture): number {
  return Math.min(
    ...covariances.flatMap((covariance, c) =>
      covariance.diag().map((variance, j) => {
        const precision = precisionsCholesky[c]!.getRow(j).reduce((sum, value) => sum + value * value, 0)
        return 1 / (variance * precision)
      }),
    ),
  )
}

/** Clusters spread by `scales` along axes that are turned at random: products of reflections. */
function turned(n: number, scales: readonly number[], k: number, seed: number): { rows: number[][]; labels: number[] } {
  const normal = createNormal(createRandom(seed))
  const mirrors = scales.map(() => {
    const v = scales.map(() => normal())
    const length = Math.hypot(...v)
    return v.map((value) => value / length)
  })
  const labels = Array.from({ length: n }, (_, row) => row % k)
  const rows = labels.map((label) => {
    const row = scales.map((scale) => scale * (normal() + 3 * label))
    return mirrors.reduce((x, v) => {
      const along = x.reduce((sum, value, j) => sum + value * v[j]!, 0)
      return x.map((value, j) => value - 2 * along * v[j]!)
    }, row)
  })
  return { rows, labels }
}

describe('columns that are nearly collinear in all the data', () => {
  test.each([2e-5, 5e-6, 2e-6])('one that is twice the other but for %d has the likelihood that it has', (rest) => {
    const normal = createNormal(createRandom(1))
    const rows = Array.from({ length: 500 }, () => {
      const a = normal()
      return [a, 2 * a + rest * normal()]
    })
    const exact = exactLml(
      rows,
      rows.map(() => 0),
      1,
    )
    expect(exact).toBeGreaterThan(7)
    for (const engine of ['js', 'wasm'] as const) {
      const { finalLml, events, model } = GaussianMixture.fit(rows, { components: 1, engine })
      expect(events).toEqual([])
      expect(Math.abs(finalLml - exact)).toBeLessThan((8 * 2 * 2 ** -52) / leastShare(model))
    }
  })

  test('badly scaled data, however turned, are within 8 D 2⁻⁵² / share of the exact likelihood', () => {
    const problems = fc.record({
      scales: fc.array(fc.double({ min: -5.5, max: 0, noNaN: true }), { minLength: 2, maxLength: 4 }),
      k: fc.integer({ min: 1, max: 3 }),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    })
    fc.assert(
      fc.property(problems, ({ scales, k, seed }) => {
        const d = scales.length
        const { rows, labels } = turned(40 * k, [1, ...scales.slice(1).map((power) => 10 ** power)], k, seed)
        const exact = exactLml(rows, labels, k)
        for (const engine of ['js', 'wasm'] as const) {
          const options: FitOptions = { components: k, init: { labels }, engine, maxIterations: 0 }
          const { finalLml, events, model } = GaussianMixture.fit(rows, options)
          expect(events).toEqual([])
          expect(Math.abs(finalLml - exact)).toBeLessThan((8 * d * 2 ** -52) / leastShare(model))
        }
      }),
      { numRuns: 60 },
    )
  })

  test.each(ofPairs)('a run of %s on them climbs, and says nothing', (covariance) => {
    for (let seed = 0; seed < 5; seed++) {
      const { rows } = turned(120, [1, 5e-6, 1e-2], 2, seed)
      const { events, stopReason } = GaussianMixture.fit(rows, { components: 2, seed, covariance })
      expect({ seed, events, stopReason }).toEqual({ seed, events: [], stopReason: 'tolerance' })
    }
  })

  test('a component that alone is on a line is a collapse all the same', () => {
    const { rows } = turned(200, [1, 1], 1, 3)
    const line = Array.from({ length: 50 }, (_, i) => [i / 50, i / 25])
    const labels = [...rows.map(() => 0), ...line.map(() => 1)]
    const { events } = GaussianMixture.fit([...rows, ...line], { components: 2, init: { labels }, maxIterations: 0 })
    expect(events).toEqual([{ iteration: 0, component: 1, cause: 'singular', action: 'regularize' }])
  })
})
