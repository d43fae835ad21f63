import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  accelerationNames,
  checkOptions,
  covarianceNames,
  createEngine,
  Dataset,
  em,
  emOptionChecks,
  GaussianMixture,
  initialize,
  monotonicityTolerance,
  runEm,
  type CovarianceName,
  type EmOptions,
  type Frame,
  type StartOptions,
} from '../src/index.ts'
import { coordinatesOf, modelAt } from '../src/coordinates.ts'
import { modelOf } from '../src/mixture.ts'
import { Anderson, Squarem } from '../src/extrapolation.ts'
import { createNormal, createRandom } from '../src/random.ts'
import { codeOf, largestDifference } from './matchers.ts'
import { problems } from './problems.ts'

const methods = accelerationNames.filter((name) => name !== 'none')

/** Rows of K clusters that lie about one standard deviation apart: EM takes hundreds of steps. */
function overlapping(n: number, d: number, k: number, seed: number): Dataset {
  const random = createRandom(seed)
  const normal = createNormal(random)
  const centers = Array.from({ length: k * d }, normal)
  const widths = Array.from({ length: k * d }, () => Math.exp(normal() / 2))
  const values = new Float64Array(n * d)
  for (let row = 0; row < n; row++) {
    const cluster = d * Math.floor(random() * k)
    for (let j = 0; j < d; j++) values[row * d + j] = centers[cluster + j]! + widths[cluster + j]! * normal()
  }
  return Dataset.from(values, { dimension: d })
}

interface Trace {
  /** After each frame: E-steps so far, and where they led. */
  readonly steps: { readonly eSteps: number; readonly lml: number }[]
  readonly last: Frame
}

function trace(data: Dataset, components: number, given: Partial<EmOptions>): Trace {
  const options = checkOptions<EmOptions>(given, emOptionChecks)
  const { model } = initialize(data, { components, covariance: options.covariance })
  const engine = createEngine(data)
  let eSteps = 0
  const counting: typeof engine = {
    ...engine,
    eStep(scoring) {
      eSteps++
      return engine.eStep(scoring)
    },
  }
  const steps: { eSteps: number; lml: number }[] = []
  let last: Frame | undefined
  for (const frame of runEm(counting, { parameters: model.parameters, events: [] }, options)) {
    steps.push({ eSteps, lml: frame.lml })
    last = frame
  }
  return { steps, last: last! }
}

/** E-steps until the lml is within 1e-8 of the optimum. */
function eStepsTo(optimum: number, { steps }: Trace): number {
  return steps.find(({ lml }) => lml > optimum - 1e-8)?.eSteps ?? Infinity
}

describe.each(methods)('%s', (acceleration) => {
  test.each([
    [2000, 1, 3, 11],
    [2000, 2, 3, 2],
    [2000, 2, 3, 12],
  ])(
    'on a slow problem the optimum is reached in a third of the passes over the data: %i × %i, %i',
    (n, d, k, seed) => {
      const data = overlapping(n, d, k, seed)
      const plain = trace(data, k, { tolerance: 0, maxIterations: 4000 })
      const faster = trace(data, k, { tolerance: 1e-13, acceleration })
      const optimum = plain.last.lml
      expect(Math.abs(faster.last.lml - optimum)).toBeLessThan(1e-9)
      const plainSteps = eStepsTo(optimum, plain)
      expect(plainSteps).toBeGreaterThan(1000)
      expect(eStepsTo(optimum, faster) * 3).toBeLessThan(plainSteps)
    },
  )

  test.each(covarianceNames)('%s: the same optimum as plain EM, in fewer passes', (covariance) => {
    const data = overlapping(800, 3, 3, 10)
    const plain = trace(data, 3, { covariance, tolerance: 1e-13, maxIterations: 5000 })
    const faster = trace(data, 3, { covariance, tolerance: 1e-13, maxIterations: 5000, acceleration })
    const optimum = plain.last.lml
    expect(faster.last.lml).toBeGreaterThan(optimum - 1e-9)
    expect(eStepsTo(optimum, faster)).toBeLessThan(eStepsTo(optimum, plain))
  })

  test('the lml never falls, and an accelerated step gains more than the tolerance', () => {
    let accelerated = 0
    const tolerance = 1e-9
    fc.assert(
      fc.property(problems(), fc.constantFrom(...covarianceNames), ({ points, components, seed }, covariance) => {
        const options = { components, seed, covariance, acceleration, tolerance, maxIterations: 60, init: 'random' }
        let before: Frame | undefined
        for (const frame of em(points, options as StartOptions)) {
          if (before && before.events.length + frame.events.length === 0) {
            expect(frame.gain!).toBeGreaterThanOrEqual(-monotonicityTolerance(frame.lml))
          }
          if (frame.accelerated) {
            accelerated++
            expect(frame.events).toEqual([])
            expect(frame.iteration).toBeGreaterThan(5)
            expect(frame.gain!).toBeGreaterThan(tolerance)
          }
          before = frame
        }
      }),
      { numRuns: 300 },
    )
    expect(accelerated).toBeGreaterThan(300)
  })

  test('what is fixed stays as it is', () => {
    const data = overlapping(500, 2, 3, 2)
    const { model } = initialize(data, { components: 3 })
    const fixed = { weights: true, means: [true, false, false], covariances: [false, true, false] }
    const frames = [...em(data, { components: 3, init: model, fixed, acceleration, tolerance: 1e-10 })]
    expect(frames.filter((frame) => frame.accelerated).length).toBeGreaterThan(3)
    for (const { model: next } of frames) {
      expect(next.weights).toEqual(model.weights)
      expect(next.means.getRow(0)).toEqual(model.means.getRow(0))
      expect(next.means.getRow(1)).not.toBe(model.means.getRow(1))
      expect(next.covariances[1]).toEqual(model.covariances[1])
    }
  })

  test('a component that collapses is dealt with as ever', () => {
    const points = [...overlapping(60, 2, 2, 3).values]
    const rows = [...Array.from({ length: 60 }, (_, i) => points.slice(2 * i, 2 * i + 2)), [50, 50], [50, 50]]
    const { events, lml } = GaussianMixture.fit(rows, { components: 3, acceleration, tolerance: 1e-10 })
    expect(events.length).toBeGreaterThan(0)
    expect(lml.every(Number.isFinite)).toBe(true)
  })
})

test('without acceleration no frame is accelerated, and the option changes no bit', () => {
  const data = overlapping(500, 2, 3, 2)
  const [omitted, none] = [{}, { acceleration: 'none' as const }].map((options) => [
    ...em(data, { components: 3, maxIterations: 30, tolerance: 0, ...options }),
  ])
  expect(omitted!.some((frame) => frame.accelerated)).toBe(false)
  expect(omitted!.map(({ lml }) => lml)).toEqual(none!.map(({ lml }) => lml))
})

test.each(['fast', true, 'Anderson', null])('acceleration: %o is refused', (acceleration) => {
  const options = { components: 1, acceleration } as unknown as StartOptions
  expect(codeOf(() => GaussianMixture.fit([[0], [1]], options))).toBe('bad-option')
})

describe('extrapolation of x → A x + b', () => {
  /** A contraction of D dimensions whose fixed point is `fixed`. */
  function linear(d: number, seed: number): { map: (x: Float64Array) => Float64Array; fixed: Float64Array } {
    const normal = createNormal(createRandom(seed))
    const fixed = Float64Array.from({ length: d }, normal)
    const matrix = Array.from({ length: d }, (_, i) =>
      Array.from({ length: d }, (_, j) => (i === j ? 0.9 - 0.1 * i : 0.02 * normal())),
    )
    const map = (x: Float64Array): Float64Array =>
      fixed.map((value, i) => value + matrix[i]!.reduce((sum, a, j) => sum + a * (x[j]! - fixed[j]!), 0))
    return { map, fixed }
  }

  test('Anderson is at the fixed point once it has seen D + 2 points', () => {
    const { map, fixed } = linear(4, 5)
    const anderson = new Anderson()
    let x = new Float64Array(4)
    for (let i = 0; i < 6; i++) {
      anderson.observe(x, map(x))
      x = new Float64Array(map(x))
    }
    expect(largestDifference(anderson.guess()!, fixed)).toBeLessThan(1e-4)
  })

  test('SQUAREM is at the fixed point at once in one dimension, unless that is further than it may go', () => {
    const guesses = [0.5, 0.99].map((slope) => {
      const squarem = new Squarem()
      for (const x of [0, 1 - slope]) squarem.observe(Float64Array.of(x), Float64Array.of(slope * x + 1 - slope))
      return squarem.guess()![0]!
    })
    expect(guesses[0]).toBeCloseTo(1, 12)
    // x₀ + 2αr + α²v with α = 4, r = 0.01 and v = −0.0001.
    expect(guesses[1]).toBeCloseTo(0.0784, 12)
  })

  test('where nothing moves any more there is no guess', () => {
    for (const method of [new Anderson(), new Squarem()]) {
      for (let i = 0; i < 3; i++) method.observe(Float64Array.of(1, 2), Float64Array.of(1, 2))
      expect(method.guess()).toBeUndefined()
    }
  })
})

describe('coordinates', () => {
  const scale = Float64Array.of(2, 0.1, 7)

  test.each(covarianceNames)('%s: a model is found again at its coordinates', (covariance) => {
    const { model } = GaussianMixture.fit(overlapping(300, 3, 3, 4), {
      components: 3,
      covariance,
      maxIterations: 200,
      tolerance: 0,
    })
    const { parameters } = model
    // Regularization is part of the model's covariances, and not added to them anew.
    const options = checkOptions<EmOptions>({ covariance, regularization: 0.5 }, emOptionChecks)
    const again = modelAt(coordinatesOf(parameters, scale), scale, parameters, options)!
    expect(largestDifference(again.weights, parameters.weights)).toBeLessThan(1e-14)
    expect(largestDifference(again.means, parameters.means)).toBeLessThan(1e-14)
    expect(largestDifference(again.covariances, parameters.covariances)).toBeLessThan(1e-9)
  })

  test.each(['full', 'tied', 'diag', 'spherical', 'VEV', 'EVE'] as const)(
    '%s: whatever the numbers, they make a mixture',
    (name) => {
      const like = GaussianMixture.fit(overlapping(100, 3, 3, 4), { components: 3, covariance: name, maxIterations: 1 })
        .model.parameters
      const options = checkOptions<EmOptions>({ covariance: name as CovarianceName }, emOptionChecks)
      const length = coordinatesOf(like, scale).length
      fc.assert(
        fc.property(
          fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: length, maxLength: length }),
          (x) => {
            const parameters = modelAt(Float64Array.from(x), scale, like, options)!
            const model = modelOf(parameters)
            expect(Math.abs(model.weights.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-14)
            expect(model.weights.every((weight) => weight > 0)).toBe(true)
            expect(model.logMarginal([[0, 0, 0]])[0]).toBeLessThan(Infinity)
          },
        ),
      )
    },
  )
})
