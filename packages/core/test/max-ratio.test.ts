import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { em, familyNames, GaussianMixture, initialize, type CovarianceName } from '../src/index.ts'
import { symmetricEigen } from '../src/structures/eigen.ts'
import { withinRatio } from '../src/structures/eigenvalue-ratio.ts'
import { notebook, startsFixture } from './fixtures.ts'
import { codeOf } from './matchers.ts'
import { problems } from './problems.ts'

const bounded: readonly CovarianceName[] = ['full', 'tied', 'diag', 'spherical', 'tied-diag', 'tied-spherical']

function ratioOf(model: GaussianMixture): number {
  const values = model.covariances.flatMap((covariance) => symmetricEigen(covariance).values)
  return Math.max(...values) / Math.min(...values)
}

describe('eigenvalues within a ratio', () => {
  test('are the best of their kind: no cut at another level has a lower cost', () => {
    const spectra = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 8 })
    const counts = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(spectra, counts, fc.double({ min: 1, max: 1e4, noNaN: true }), (spectrum, allCounts, ratio) => {
        const n = Float64Array.from(allCounts.slice(0, spectrum.length))
        const cut = withinRatio(Float64Array.from(spectrum), 'diagonal', n, 1, ratio)
        expect(Math.max(...cut)).toBeLessThanOrEqual(Math.min(...cut) * ratio * (1 + 1e-12))
        const cost = (values: ArrayLike<number>): number =>
          spectrum.reduce((sum, value, c) => sum + n[c]! * (Math.log(values[c]!) + value / values[c]!), 0)
        const lowest = cost(cut)
        for (let i = 0; i <= 400; i++) {
          const least = Math.exp(Math.log(1e-7) + (i / 400) * Math.log(1e13))
          const other = cost(spectrum.map((value) => Math.min(Math.max(value, least), ratio * least)))
          expect(lowest).toBeLessThanOrEqual(other + 1e-9 * Math.abs(other))
        }
      }),
      { numRuns: 200 },
    )
  })

  test('what is within it already keeps its bits', () => {
    const values = Float64Array.of(1, 2, 3, 4)
    expect(withinRatio(values, 'diagonal', Float64Array.of(1, 1), 2, 4)).toBe(values)
    expect(withinRatio(values, 'diagonal', Float64Array.of(1, 1), 2, 3.9)).not.toEqual(values)
  })
})

describe('a fit within a ratio', () => {
  test.each(bounded)('%s: is held to it in every frame, and climbs', (covariance) => {
    fc.assert(
      fc.property(problems(), fc.constantFrom(1, 3, 100), ({ points, components }, maxRatio) => {
        const frames = [...em(points, { components, covariance, maxRatio, maxIterations: 12, tolerance: 0 })]
        for (const { model, gain, lml } of frames) {
          expect(ratioOf(model)).toBeLessThanOrEqual(maxRatio * (1 + 1e-9))
          if (gain !== undefined) expect(gain).toBeGreaterThan(-1e-9 * Math.max(1, Math.abs(lml)))
        }
      }),
      { numRuns: 40 },
    )
  })

  test('a heap of one point no longer collapses a component, nor do fewer rows than columns', () => {
    const heap = [...notebook.x, ...Array.from({ length: 100 }, () => [9, 9])]
    const fit = GaussianMixture.fit(heap, { components: 4, maxRatio: 50 })
    expect([fit.stopReason, fit.heldUp]).toEqual(['tolerance', []])
    expect(fit.model.weights.some((weight) => Math.abs(weight - 100 / 600) < 0.02)).toBe(true)
    const few = Array.from({ length: 7 }, (_, i) =>
      Array.from({ length: 5 }, (__, j) => Math.sin(13 * i * i + 7 * j + i * j)),
    )
    for (const covariance of bounded) {
      const { heldUp, converged } = GaussianMixture.fit(few, { components: 2, covariance, maxRatio: 20 })
      expect([converged, heldUp]).toEqual([true, []])
    }
  })

  test('a ratio that nothing reaches changes no bit of what follows the start', () => {
    const free = GaussianMixture.fit(notebook.x, { components: 3 })
    const loose = GaussianMixture.fit(notebook.x, {
      components: 3,
      maxRatio: 1e9,
      init: initialize(notebook.x, { components: 3 }).model,
    })
    expect(Math.abs(loose.finalLml - free.finalLml)).toBeLessThan(1e-12)
    expect(loose.events).toEqual([])
  })

  test('ratio 1 of a tied covariance is the tied sphere', () => {
    const wine = startsFixture('wine')
    const start = initialize(wine, { components: 3, covariance: 'tied-spherical' }).model
    const sphere = GaussianMixture.fit(wine, { components: 3, covariance: 'tied-spherical', init: start })
    const tied = GaussianMixture.fit(wine, { components: 3, covariance: 'tied', maxRatio: 1, init: start })
    expect(tied.finalLml).toBeCloseTo(sphere.finalLml, 9)
  })

  test('a start outside it is brought into it, as an event', () => {
    const start = GaussianMixture.fit(notebook.x, { components: 3 }).model
    expect(ratioOf(start)).toBeGreaterThan(5)
    const { events } = GaussianMixture.fit(notebook.x, { components: 3, maxRatio: 3, init: start, maxIterations: 0 })
    expect(new Set(events.map(({ cause, action }) => `${cause} ${action}`))).toEqual(
      new Set(['outside-structure project']),
    )
  })

  test('structures without an exact M-step within it refuse it before any work', () => {
    const words: Record<string, boolean> = { VVV: true, EEE: true, VVI: true, VII: true, EEI: true, EII: true }
    for (const covariance of familyNames) {
      const fit = (): unknown => GaussianMixture.fit(notebook.x, { components: 2, covariance, maxRatio: 10 })
      if (words[covariance]) expect(fit).not.toThrow()
      else expect(codeOf(fit)).toBe('bad-option')
    }
    for (const maxRatio of [0.5, NaN, Infinity, '3', null]) {
      expect(codeOf(() => GaussianMixture.fit(notebook.x, { components: 2, maxRatio: maxRatio as number }))).toBe(
        'bad-option',
      )
    }
    expect(
      codeOf(() => GaussianMixture.fit(notebook.x, { components: 2, maxRatio: 3, fixed: { covariances: true } })),
    ).toBe('bad-option')
  })
})
