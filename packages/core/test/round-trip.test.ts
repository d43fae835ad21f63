import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  familyNames,
  GaussianMixture,
  kMeans,
  kMeansSteps,
  MixturaError,
  selectModel,
  type FitResult,
  type MixtureJSON,
} from '../src/index.ts'
import { notebook } from './fixtures.ts'
import { problems } from './problems.ts'

/** What JSON makes of it. */
function written<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/** Every number of a value that JSON could lose: none is NaN or infinite, and no typed array is an object of its indices. */
function expectPlain(value: unknown, parsed: unknown, path = 'it'): void {
  if (typeof value === 'number') expect(Number.isFinite(value), path).toBe(true)
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
    return expect(parsed, path).toBe(value === 0 ? 0 : value)
  }
  if (ArrayBuffer.isView(value)) return expect(parsed, path).toEqual(Array.from(value as Float64Array))
  if (typeof value !== 'object' || value === null) return
  if (value instanceof MixturaError) {
    return expect(parsed, path).toMatchObject({ code: value.code, message: value.message, remedy: value.remedy })
  }
  if ('toJSON' in value) {
    return expect(parsed, path).toEqual(written((value as { toJSON(): unknown }).toJSON()))
  }
  for (const [name, part] of Object.entries(value)) expectPlain(part, (parsed as never)[name], `${path}.${name}`)
}

function expectToSurvive(value: object): void {
  expectPlain(value, written(value))
  // A clone has the same numbers in the same places, though no prototypes: JSON writes of it what it writes of the value.
  const { model: _model, ...clone } = structuredClone(value) as Partial<FitResult>
  for (const [name, part] of Object.entries(clone)) {
    if (ArrayBuffer.isView(part)) expect(part).toEqual((value as never)[name])
  }
}

describe('results outlive JSON and a structured clone', () => {
  test('a fit, its frames, its optima and failures', () => {
    fc.assert(
      fc.property(
        problems({ maxDimension: 3, maxComponents: 3 }),
        fc.constantFrom('regularize', 'error', 'drop', 'reseed'),
        ({ points, components, seed }, onCollapse) => {
          const options = { components: components + 1, init: 'random', seed, onCollapse } as const
          let result: FitResult
          try {
            result = GaussianMixture.fit(points, { ...options, restarts: 3, frames: true, maxIterations: 12 })
          } catch {
            return
          }
          expectToSurvive(result)
          for (const { message } of structuredClone(result.failures).map(({ error }) => error)) {
            expect(result.failures.map(({ error }) => error.message)).toContain(message)
          }
        },
      ),
    )
  })

  test('a selection and K-means', () => {
    const points = notebook.x.slice(0, 80)
    const selection = selectModel(points, { components: [1, 2, 90], covariances: ['VVV', 'EVE', 'EII'] })
    expect(selection.failures).toHaveLength(3)
    expectToSurvive(selection)
    expectToSurvive(kMeans(points, { components: 3 }))
    for (const step of kMeansSteps(points, { components: 3 })) expectToSurvive(step)
  })
})

describe('a model is the same to the bit', () => {
  const points = notebook.x.slice(0, 150)

  test.each([...familyNames, 'full', 'diag'] as const)('%s, and starts the same fit', (covariance) => {
    const { model } = GaussianMixture.fit(points, { components: 3, covariance, maxIterations: 5 })
    const again = [GaussianMixture.fromJSON(written(model)), GaussianMixture.fromJSON(structuredClone(model))]
    for (const copy of again) {
      expect(copy.toJSON()).toEqual(model.toJSON())
      expect(copy.lml(points)).toBe(model.lml(points))
    }
    const options = { components: 3, covariance, maxIterations: 3 }
    const fits = [written(model) as unknown as MixtureJSON, structuredClone(model), again[0]!].map((init) =>
      GaussianMixture.fit(points, { ...options, init }).model.toJSON(),
    )
    expect(fits[1]).toEqual(fits[0])
    expect(fits[2]).toEqual(fits[0])
  })

  test('what makes a run again outlives both', () => {
    const { model } = GaussianMixture.fit(points, { components: 3, maxIterations: 2 })
    for (const init of [
      'kmeans',
      'random',
      model,
      { means: model.means },
      { labels: points.map((_, i) => i % 3) },
    ] as const) {
      const result = GaussianMixture.fit(points, { components: 3, init, restarts: 2, maxIterations: 8 })
      const starts = [
        written(result.start),
        ...(init instanceof GaussianMixture || typeof init === 'string' ? [structuredClone(result.start)] : []),
      ]
      for (const start of starts) {
        const again = GaussianMixture.fit(points, { components: 3, ...start, maxIterations: 8 })
        expect(again.model.toJSON()).toEqual(result.model.toJSON())
      }
    }
  })

  test.each([{ parameters: null }, { parameters: {} }, { parameters: { componentCount: 1e9, dimension: 1 } }])(
    '%j is no model',
    (value) => {
      expect(() => GaussianMixture.fromJSON(value)).toThrow(MixturaError)
    },
  )
})
