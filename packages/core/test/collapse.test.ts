import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Dataset, em, GaussianMixture, type CollapsePolicy, type FitOptions, type Points } from '../src/index.ts'
import { notebook } from './fixtures.ts'
import { codeOf, flatten } from './matchers.ts'

/** A hundred stones in one place: a component that finds them has nowhere to go but down to a point. */
const heap = [...notebook.x, ...Array.from({ length: 100 }, () => [9, 9])]
const fitHeap = (onCollapse: CollapsePolicy) =>
  GaussianMixture.fit(heap, { components: 4, onCollapse, maxIterations: 60 })

describe('a collapse is a policy', () => {
  test('regularize: a ridge of 1e-6 of the data’s variance, and an event for every time it is applied', () => {
    const { model, events, iterations } = fitHeap('regularize')
    const collapsed = events.filter(({ cause, iteration }) => cause === 'singular' && iteration > 0)
    expect(collapsed.map(({ iteration }) => iteration)).toEqual(Array.from({ length: iterations }, (_, i) => i + 1))
    expect(new Set(collapsed.map(({ action }) => action))).toEqual(new Set(['regularize']))
    const component = collapsed[0]!.component
    const variance = (axis: number): number => {
      const mean = heap.reduce((sum, row) => sum + row[axis]!, 0) / heap.length
      return heap.reduce((sum, row) => sum + (row[axis]! - mean) ** 2, 0) / heap.length
    }
    const covariance = model.covariances[component]!
    expect(covariance.get(0, 0) / variance(0)).toBeCloseTo(1e-6, 12)
    expect(covariance.get(1, 1) / variance(1)).toBeCloseTo(1e-6, 12)
    expect(model.weights[component]).toBeCloseTo(100 / 600, 10)
  })

  test('error: a typed error that names the component', () => {
    expect(codeOf(() => fitHeap('error'))).toBe('component-collapsed')
  })

  test('drop: one component fewer, weights that still sum to 1', () => {
    const { model, events } = fitHeap('drop')
    const dropped = events.filter(({ action }) => action === 'drop').length
    expect(dropped).toBeGreaterThan(0)
    expect(model.componentCount).toBe(4 - dropped)
    expect(model.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14)
  })

  test('reseed: the component comes back as half of the heaviest', () => {
    const frames = [...em(heap, { components: 4, onCollapse: 'reseed', maxIterations: 60 })]
    const at = frames.findIndex(({ events }) => events.some(({ action }) => action === 'reseed'))
    const { component } = frames[at]!.events.find(({ action }) => action === 'reseed')!
    const { weights, componentCount } = frames[at]!.model
    expect(componentCount).toBe(4)
    expect(weights.filter((weight) => weight === weights[component])).toHaveLength(2)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14)
  })

  test('an empty component keeps its place with weight 0, as an event', () => {
    const far = {
      weights: [0.5, 0.5],
      means: [
        [4, 4],
        [1e4, 1e4],
      ],
      covariances: [
        [
          [1, 0],
          [0, 1],
        ],
        [
          [1, 0],
          [0, 1],
        ],
      ],
    }
    const { model, events } = GaussianMixture.fit(notebook.x, { components: 2, init: far, maxIterations: 3 })
    expect(events[0]).toEqual({ iteration: 1, component: 1, cause: 'empty', action: 'keep' })
    expect(model.weights).toEqual([1, 0])
    expect(model.means.getRow(1)).toEqual([1e4, 1e4])
  })

  test('a K-means cluster too small for a covariance is lent the pooled one, as an event', () => {
    const lonely = [...notebook.x, [40, -30]]
    const { model, events } = GaussianMixture.fit(lonely, { components: 4, maxIterations: 0 })
    expect(events).toEqual([{ iteration: 0, component: expect.any(Number), cause: 'small-cluster', action: 'pool' }])
    expect(flatten(model.covariances).every(Number.isFinite)).toBe(true)
  })
})

/** Each ends in a finite result (with or without events) or in the typed error named. */
describe('hard inputs with the defaults', () => {
  const stones = notebook.x
  const scaled = (sx: number, sy: number) => stones.map(([x, y]) => [x! * sx, y! * sy])
  const shifted = (by: number) => stones.map(([x, y]) => [x! + by, y! + by])
  const spread = (distance: number) => stones.map(([x, y], i) => [x! + distance * notebook.z[i]!, y!])
  const single = Float32Array.from(stones.flat())
  const identity = [
    [1, 0],
    [0, 1],
  ]
  const away = {
    weights: [0.5, 0.5],
    means: [
      [60, -60],
      [-60, 60],
    ],
    covariances: [identity, identity],
  }
  type Case = [string, Points, number, 'clean' | 'events' | string, Partial<FitOptions>?]
  const cases: Case[] = [
    ['a start 60 standard deviations away', stones, 2, 'clean', { init: away }],
    ['clusters 1 000 apart', spread(1000), 3, 'clean'],
    ['clusters 1e6 apart', spread(1e6), 3, 'clean'],
    ['an outlier at 1e4', [...stones, [1e4, 1e4]], 3, 'events'],
    ['half the rows identical', [...stones, ...stones.map(() => [3, 3])], 3, 'events'],
    ['all identical', stones.map(() => [3, 3]), 2, 'too-few-distinct-points'],
    ['a constant column', stones.map(([x]) => [x!, 7]), 3, 'constant-column'],
    ['offset 1e8', shifted(1e8), 3, 'clean'],
    ['scale 1e-6', scaled(1e-6, 1e-6), 3, 'clean'],
    ['scale 1e6', scaled(1e6, 1e6), 3, 'clean'],
    ['scales mixed across columns', scaled(1e-6, 1e6), 3, 'clean'],
    [
      'N < D',
      [
        [1, 2, 3, 4],
        [2, 1, 5, 3],
        [9, 7, 1, 2],
      ],
      1,
      'events',
    ],
    [
      'N = K',
      [
        [1, 2],
        [4, 1],
        [9, 9],
      ],
      3,
      'events',
    ],
    ['N = 1', [[1, 2]], 1, 'constant-column'],
    ['two collinear columns', stones.map(([x]) => [x!, 2 * x! + 1]), 2, 'events'],
    ['numbers of single precision', stones.map((_, i) => single.subarray(2 * i, 2 * i + 2)), 3, 'clean'],
    ['weight 0 for every other row', stones, 3, 'clean', { sampleWeights: stones.map((_, i) => i % 2) }],
    [
      'weight 0 for all rows but one',
      stones,
      1,
      'constant-column',
      { sampleWeights: stones.map((_, i) => (i ? 0 : 1)) },
    ],
    ['weights 1e-30 beside 1e30', stones, 2, 'clean', { sampleWeights: stones.map((_, i) => (i % 2 ? 1e-30 : 1e30)) }],
  ]

  test.each(cases)('%s', (_, data, components, outcome, options) => {
    if (!['clean', 'events'].includes(outcome)) {
      expect(codeOf(() => GaussianMixture.fit(data, { components, ...options }))).toBe(outcome)
      return
    }
    const { model, lml, events, startLml } = GaussianMixture.fit(data, { components, ...options })
    expect(events.length > 0).toBe(outcome === 'events')
    for (const value of [startLml, ...lml, ...model.weights, ...flatten(model.means), ...flatten(model.covariances)]) {
      expect(Number.isFinite(value)).toBe(true)
    }
    expect(flatten(model.responsibilities(data)).every((r) => r >= 0 && r <= 1)).toBe(true)
  })

  test('the README says how each of them ends', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    const section = /## Hard input\n(.*?)\n## /s.exec(readme)![1]!
    const rows = [...section.matchAll(/^\| (.+?) \| (.+?) \|$/gm)].slice(1).map(([, ...cells]) => cells)
    const words = new Map([
      ['clean', 'a fit, no events'],
      ['events', 'a fit, with events'],
    ])
    expect(rows).toEqual(cases.map(([name, , , outcome]) => [name, words.get(outcome) ?? `error \`${outcome}\``]))
  })

  test('a start 60 standard deviations away comes home', () => {
    expect(GaussianMixture.fit(stones, { components: 2, init: away }).lml.at(-1)).toBeGreaterThan(-3.1)
  })

  test('the posterior of a point 100 standard deviations away is defined', () => {
    const { model } = GaussianMixture.fit(stones, { components: 3 })
    const [row] = model.responsibilities([[100, -100]]).to2DArray()
    expect(row!.reduce((sum, r) => sum + r, 0)).toBeCloseTo(1, 14)
    expect(model.logMarginal([[100, -100]])[0]).toBeLessThan(-1000)
    expect(codeOf(() => model.responsibilities([[1e75, 1e75]]))).toBe('nothing was thrown')
  })

  test('single precision is read as it is', () => {
    const { lml } = GaussianMixture.fit(Dataset.from(single, { dimension: 2 }), { components: 3 })
    expect(lml.at(-1)).toBeCloseTo(-2.88383, 4)
  })

  test('rows of weight 0 count for nothing', () => {
    const half = { sampleWeights: stones.map((_, i) => i % 2), components: 3 }
    const { model, lml } = GaussianMixture.fit(stones, half)
    const odd = stones.filter((_, i) => i % 2 === 1)
    expect(lml.at(-1)!).toBeCloseTo(model.lml(odd), 12)
    expect(lml.at(-1)!).toBeCloseTo(GaussianMixture.fit(odd, { components: 3 }).lml.at(-1)!, 4)
  })
})
