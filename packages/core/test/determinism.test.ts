import { afterEach, describe, expect, test, vi } from 'vitest'
import { Dataset, em, GaussianMixture, initialize, kMeans, kMeansSteps, selectModel } from '../src/index.ts'
import { createStarts } from '../src/remote/index.ts'

/** More rows than K-means goes through, and more work than a prediction in JavaScript is left with. */
const truth = new GaussianMixture({
  weights: [0.3, 0.3, 0.4],
  means: [[0, 0], [3, 1], [1, 4]],
  covariances: [[[1, 0.3], [0.3, 1]], [[1, 0], [0, 2]], [[1, -0.4], [-0.4, 1]]],
}) // prettier-ignore
const data = Dataset.from(truth.sampleFlat(30_000, { seed: 5 }).values, { dimension: 2 })

interface Exactly {
  engine: 'js' | 'wasm'
  deterministic: boolean
}

/** Everything that goes through rows. */
const paths: Record<string, (exactly: Exactly) => unknown> = {
  ...Object.fromEntries(
    (['kmeans', 'k-means++', 'random', 'random-responsibilities'] as const).flatMap((init) => [
      [`fit from ${init}`, (e: Exactly) => fitted({ ...e, init }).finalLml],
      [`initialize ${init}`, (e: Exactly) => initialize(data, { components: 3, init, ...e }).model.toJSON()],
    ]),
  ),
  em: (e) => Array.from(em(data, { components: 3, maxIterations: 1, kMeansRestarts: 1, ...e }), ({ lml }) => lml),
  'starts elsewhere': (e) => createStarts(data, { components: 3, kMeansRestarts: 1, ...e }).start(0).parameters.means,
  kMeans: (e) => kMeans(data, { components: 3, restarts: 1, ...e }).inertia,
  kMeansSteps: (e) =>
    Array.from(kMeansSteps(data, { components: 3, maxIterations: 2, ...e }), ({ inertia }) => inertia),
  selectModel: (e) => selectModel(data, { components: [1, 3], covariances: ['EII'], maxIterations: 2, ...e }).best.icl,
  responsibilities: (e) => truth.responsibilities(data, e).get(7, 1),
  responsibilitiesFlat: (e) => truth.responsibilitiesFlat(data, e)[7],
  weightedLogDensities: (e) => truth.weightedLogDensities(data, e).get(7, 1),
  logMarginal: (e) => truth.logMarginal(data, e)[7],
  lml: (e) => truth.lml(data, e),
  predict: (e) => truth.predict(data, e)[7],
  uncertainty: (e) => truth.uncertainty(data, e)[7],
  mahalanobis: (e) => truth.mahalanobis(data, e).get(7, 1),
  aic: (e) => truth.aic(data, e),
  bic: (e) => truth.bic(data, e),
  icl: (e) => truth.icl(data, e),
  sample: () => truth.sample(1000).points.to1DArray(),
}

function fitted(options: object): ReturnType<typeof GaussianMixture.fit> {
  return GaussianMixture.fit(data, { components: 3, maxIterations: 2, kMeansRestarts: 1, ...options })
}

const refuse = (): never => {
  throw new Error('not to be used here')
}

/** The host's, which this package is compiled without. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    Instance: new (module: object) => object
    Module: new (bytes: Uint8Array) => object
    validate(bytes: Uint8Array): boolean
  }
}

afterEach(() => vi.restoreAllMocks())

describe('engine js has nothing to do with WebAssembly, even where there are many rows', () => {
  test.each(Object.entries(paths))('%s', (_, run) => {
    for (const part of ['Instance', 'Module', 'validate'] as const)
      vi.spyOn(WebAssembly, part).mockImplementation(refuse)
    expect(() => run({ engine: 'js', deterministic: false })).not.toThrow()
  })
})

describe('deterministic leaves the host’s exp and log and its fused multiply-adds alone', () => {
  test('compiled is one kernel, by whatever path', () => {
    // By their sizes in bytes.
    const compiled = new Set<number>()
    const { Module } = WebAssembly
    vi.spyOn(WebAssembly, 'Module').mockImplementation(function (bytes: Uint8Array) {
      compiled.add(bytes.byteLength)
      return new Module(bytes)
    })
    const looked = vi.spyOn(WebAssembly, 'validate')
    for (const run of Object.values(paths)) run({ engine: 'wasm', deterministic: true })
    expect(compiled.size).toBe(1)
    expect(looked).toHaveBeenCalledTimes(1)
    fitted({ engine: 'wasm', deterministic: false })
    expect(looked).toHaveBeenCalledTimes(2)
  })

  test.each(Object.entries(paths))('%s', (_, run) => {
    for (const engine of ['js', 'wasm'] as const) {
      const before = run({ engine, deterministic: true })
      vi.spyOn(Math, 'exp').mockImplementation(refuse)
      vi.spyOn(Math, 'log').mockImplementation(refuse)
      expect(run({ engine, deterministic: true })).toEqual(before)
      vi.restoreAllMocks()
    }
  })
})
