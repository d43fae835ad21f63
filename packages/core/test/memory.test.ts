import { afterEach, describe, expect, test, vi } from 'vitest'
import { Dataset, GaussianMixture, MixturaError, selectModel, type FamilyName, type Init } from '../src/index.ts'
import { bytesOfFit, checkMemory } from '../src/memory.ts'
import { createRandom } from '../src/random.ts'
import { familyNames, structureOf } from '../src/structures/structures.ts'

const ofColumns = familyNames.filter((family) => structureOf(family).form === 'diagonal')
const ofPairs = familyNames.filter((family) => structureOf(family).form === 'triangular')

/** Numbers of the longest array that is made while `work` runs. */
function longestArray(work: () => void): number {
  let longest = 0
  const counted = new Proxy(Float64Array, {
    construct(target, parts: ConstructorParameters<typeof Float64Array>, like) {
      const made = Reflect.construct(target, parts, like) as Float64Array
      // A view of memory that is there already is not made.
      if (!((parts as readonly unknown[])[0] instanceof ArrayBuffer)) longest = Math.max(longest, made.length)
      return made
    },
  })
  vi.stubGlobal('Float64Array', counted)
  work()
  vi.unstubAllGlobals()
  return longest
}

afterEach(() => vi.unstubAllGlobals())

function wide(n: number, d: number): Dataset {
  const random = createRandom(1)
  return Dataset.from(
    Float64Array.from({ length: n * d }, (_, i) => random() + random() + (i % (2 * d) < d ? 3 : 0)),
    { dimension: d },
  )
}

describe.each(ofColumns)('%s keeps nothing of D × D numbers', (covariance) => {
  const [n, d, k] = [12, 1500, 2]
  const points = wide(n, d)
  const labels = Array.from({ length: n }, (_, row) => row % k)
  const other = ofColumns[(ofColumns.indexOf(covariance) + 1) % ofColumns.length]!
  const inits: [string, () => Init][] = [
    ['kmeans', () => 'kmeans'],
    ['k-means++', () => 'k-means++'],
    ['random', () => 'random'],
    ['random-responsibilities', () => 'random-responsibilities'],
    ['labels', () => ({ labels })],
    ['means', () => ({ means: [points.values.subarray(0, d), points.values.subarray(d, 2 * d)] })],
    ['a model', () => GaussianMixture.fit(points, { components: k, covariance: other, maxIterations: 1 }).model],
  ]

  test.each(inits)('started by %s, in either engine', (_, init) => {
    for (const engine of ['js', 'wasm'] as const) {
      const longest = longestArray(() => {
        const options = { components: k, covariance, maxIterations: 2, init: init(), engine } as const
        const { model, lml } = GaussianMixture.fit(points, { ...options, kMeansRestarts: 1 })
        expect(Number.isFinite(lml.at(-1))).toBe(true)
        model.sample(3)
        model.predict(points)
        model.bic(points)
      })
      expect(longest).toBeLessThan(d * d)
    }
  })

  test.each(['regularize', 'reseed', 'drop'] as const)('where a component collapses under %s', (onCollapse) => {
    const heap = wide(n, d)
    heap.values.copyWithin(d, 0, d)
    const own = labels.map((_, row) => (row < 2 ? 0 : 1))
    const longest = longestArray(() => {
      const options = { components: k, covariance, onCollapse, init: { labels: own }, maxIterations: 3 } as const
      GaussianMixture.fit(heap, options)
    })
    expect(longest).toBeLessThan(d * d)
  })
})

describe('what memory cannot hold', () => {
  const refused = (work: () => unknown): MixturaError => {
    let caught: unknown
    const longest = longestArray(() => {
      try {
        work()
      } catch (error) {
        caught = error
      }
    })
    expect(caught).toBeInstanceOf(MixturaError)
    expect((caught as MixturaError).code).toBe('out-of-memory')
    expect(longest).toBe(0)
    return caught as MixturaError
  }

  test.each(ofPairs)('%s is refused with the bytes that it takes, before any work', (covariance: FamilyName) => {
    const points = wide(3, 46_342)
    const bytes = bytesOfFit(covariance, 2, 46_342)
    for (const init of ['kmeans', 'random', { labels: [0, 1, 1] }] as const) {
      const { value, message } = refused(() => GaussianMixture.fit(points, { components: 2, covariance, init }))
      expect(value).toBe(bytes)
      expect(message).toContain(`${bytes} bytes`)
    }
  })

  test('a selection is refused what its widest candidate takes', () => {
    const points = wide(3, 46_342)
    const { value } = refused(() => selectModel(points, { components: [1], covariances: ['full'] }))
    expect(value).toBe(bytesOfFit('full', 1, 46_342))
  })

  test('the refusal is the host’s word, or that no host has so much', () => {
    const remedy = 'Ask for less.'
    expect(() => checkMemory('It', 1000, remedy)).not.toThrow()
    expect(refused(() => checkMemory('It', 2 ** 40, remedy)).message).toContain('1020 GiB')
    expect(refused(() => checkMemory('It', Infinity, remedy)).value).toBe(Infinity)
    vi.stubGlobal('ArrayBuffer', function () {
      throw new RangeError('Array buffer allocation failed')
    })
    expect(() => checkMemory('It', 2 ** 29, remedy)).toThrow(MixturaError)
  })
})
