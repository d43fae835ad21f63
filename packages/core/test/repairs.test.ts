import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  Dataset,
  em,
  familyNames,
  GaussianMixture,
  selectModel,
  type CollapsePolicy,
  type FamilyName,
  type FitOptions,
} from '../src/index.ts'
import { notebook, startsFixture } from './fixtures.ts'

const heap = [...notebook.x, ...Array.from({ length: 100 }, () => [9, 9])]
const policies: readonly CollapsePolicy[] = ['regularize', 'reseed', 'drop', 'error']

/** Rows of a standard normal distribution in as many dimensions as asked for. */
function cloud(rows: number, dimension: number, seed: number): number[][] {
  const covariance = Array.from({ length: dimension }, (_, i) =>
    Array.from({ length: dimension }, (__, j) => +(i === j)),
  )
  const normal = new GaussianMixture({
    weights: [1],
    means: [Array.from({ length: dimension }, () => 0)],
    covariances: [covariance],
  })
  return normal.sample(rows, { seed }).points.to2DArray()
}

describe('fewer rows than columns', () => {
  const shapes = [
    [7, 5, 2],
    [7, 5, 3],
    [4, 6, 2],
    [5, 8, 3],
  ] as const
  test.each(familyNames)('%s ends on its own under regularize, whatever the rows', (covariance) => {
    for (const [rows, dimension, components] of shapes) {
      for (const seed of [1, 2, 3]) {
        const fit = GaussianMixture.fit(cloud(rows, dimension, seed), { components, covariance, seed })
        expect(['tolerance', 'collapsed']).toContain(fit.stopReason)
        expect(Number.isFinite(fit.finalLml)).toBe(true)
      }
    }
  })

  test.each(familyNames)('%s under the other policies ends on its own too, or in a typed error', (covariance) => {
    for (const onCollapse of ['reseed', 'drop'] as const) {
      for (const [rows, dimension, components] of shapes) {
        const options = { components, covariance, onCollapse }
        const outcome = outcomeOf(cloud(rows, dimension, 2), options)
        expect(['tolerance', 'collapsed', 'component-collapsed']).toContain(outcome)
      }
    }
  })

  test('a run on ridges alone ends after 50 iterations, but at tolerance 0 runs all that it is given', () => {
    const options = { components: 2, covariance: 'EVE', maxIterations: 70 } as const
    const rows = cloud(8, 14, 1)
    const { stopReason, converged, iterations, heldUp } = GaussianMixture.fit(rows, options)
    expect([stopReason, converged, iterations, heldUp]).toEqual(['collapsed', false, 50, [0, 1]])
    expect(GaussianMixture.fit(rows, { ...options, tolerance: 0 }).iterations).toBe(70)
  })
})

function outcomeOf(rows: number[][], options: FitOptions): string {
  try {
    return GaussianMixture.fit(rows, options).stopReason
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('repairs come to an end', () => {
  test.each(['VVV', 'VEV', 'VII', 'EVE'] as FamilyName[])('%s: reseeds on a heap are counted', (covariance) => {
    const fit = GaussianMixture.fit(heap, { components: 4, covariance, onCollapse: 'reseed' })
    const reseeds = fit.events.filter(({ action }) => action === 'reseed')
    for (let c = 0; c < 4; c++)
      expect(reseeds.filter(({ component }) => component === c).length).toBeLessThanOrEqual(10)
    expect(fit.stopReason).toBe('tolerance')
  })

  test('a component reseeded so often is left on its ridge, and none is made from one that is', () => {
    const frames = [...em(heap, { components: 4, onCollapse: 'reseed', covariance: 'VII' })]
    const reseeds = frames.flatMap(({ events }) => events.filter(({ action }) => action === 'reseed'))
    expect(reseeds.length).toBeGreaterThanOrEqual(10)
    expect(frames.at(-1)!.events.map(({ action }) => action)).toContain('regularize')
  })

  test('who collapses again after having been let go keeps the ridge to the end', () => {
    let relapses = 0
    for (const covariance of familyNames) {
      for (const seed of [1, 2, 3, 4]) {
        const frames = [...em(cloud(7, 5, seed), { components: 2, covariance, tolerance: 0, maxIterations: 60 })]
        for (const component of [0, 1]) {
          const ridged = frames.slice(1).map(({ events }) => events.some((event) => event.component === component))
          const turns = ridged.filter((is, i) => is && i > 0 && !ridged[i - 1]).length
          expect(turns).toBeLessThanOrEqual(2)
          if (turns === 2) relapses++
        }
      }
    }
    expect(relapses).toBeGreaterThan(0)
  })

  test('any few rows with any policy end within a thousand iterations', () => {
    const repeated = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), {
      minLength: 6,
      maxLength: 20,
    })
    fc.assert(
      fc.property(
        repeated,
        fc.constantFrom(...familyNames),
        fc.constantFrom(...policies),
        (rows, covariance, onCollapse) => {
          fc.pre(new Set(rows.map(String)).size >= 3)
          const outcome = outcomeOf(rows, { components: 3, covariance, onCollapse })
          expect(outcome).not.toBe('max-iterations')
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a sound optimum is preferred', () => {
  test('in a selection, where a structure also starts from the solutions of poorer ones', () => {
    const iris = Dataset.from(startsFixture('iris'))
    const { candidates } = selectModel(iris, { components: [4], covariances: ['EEE', 'VVV'], restarts: 4 })
    const full = candidates.find(({ covariance }) => covariance === 'VVV')!
    const alone = GaussianMixture.fit(iris, { components: 4, restarts: 4 })
    const grown = GaussianMixture.fit(iris, {
      components: 4,
      init: candidates.find(({ covariance }) => covariance === 'EEE')!.model,
    })
    const sound = [alone, grown].filter(({ heldUp }) => heldUp.length === 0)
    expect(sound.length).toBeGreaterThan(0)
    expect(full.model.lml(iris)).toBeCloseTo(Math.max(...sound.map(({ finalLml }) => finalLml)), 9)
  })
})
