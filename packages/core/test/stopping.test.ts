import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { modelChange } from '../src/divergence.ts'
import {
  checkOptions,
  createJsEngine,
  Dataset,
  em,
  emOptionChecks,
  expectationMaximization,
  familyNames,
  GaussianMixture,
  initialize,
  withFrame,
  noEvidence,
  type FitOptions,
  type Points,
} from '../src/index.ts'
import { structureOf } from '../src/structures/structures.ts'
import { volumesOf } from '../src/parameters.ts'
import { notebook, startsFixture } from './fixtures.ts'
import { problems } from './problems.ts'

const wine = startsFixture('wine')
const crabs = startsFixture('crabs')

/** How far a model still moves, and its lml, in so many iterations more with the same rules. */
function goOn(points: Points, options: FitOptions, model: GaussianMixture, iterations: number) {
  const frames = [...em(points, { ...strip(options), init: model, tolerance: 0, maxIterations: iterations })]
  return { frames, gained: frames.at(-1)!.lml - frames[0]!.lml }
}

function strip({ restarts: _restarts, frames: _frames, onFrame: _onFrame, signal: _signal, ...options }: FitOptions) {
  return options
}

describe('a fall is no convergence', () => {
  test('a start of a poorer structure from a richer model: wine, K = 3, diagonal', () => {
    const { model } = GaussianMixture.fit(wine, { components: 3 })
    const fit = GaussianMixture.fit(wine, { components: 3, covariance: 'diag', init: model })
    expect(fit.converged).toBe(true)
    expect(fit.finalLml).toBeCloseTo(-18.507089, 5)
    expect(fit.events.map(({ cause }) => cause)).toEqual(Array.from({ length: 3 }, () => 'outside-structure'))
  })

  test.each(familyNames)('from a full model %s climbs from its first frame to where it settles', (covariance) => {
    for (const [points, components] of [
      [wine, 3],
      [crabs, 4],
    ] as const) {
      const { model } = GaussianMixture.fit(points, { components, maxIterations: 20 })
      const options = { components, covariance, init: model }
      const fit = GaussianMixture.fit(points, { ...options, maxIterations: 3000 })
      expect(fit.monotone.falls).toEqual([])
      if (fit.heldUp.length > 0) continue
      expect(fit.stopReason).toBe('tolerance')
      expect(Math.min(...fit.lml)).toBeGreaterThanOrEqual(fit.startLml - 1e-9)
      expect(goOn(points, options, fit.model, 1).gained).toBeLessThan(1e-6)
    }
  })

  test('a likelihood that falls though nothing was done ends the run, and not as convergence', () => {
    const data = Dataset.from(notebook.x)
    const engine = createJsEngine(data)
    const { parameters } = initialize(data, { components: 3 }).model
    const run = expectationMaximization({ parameters, events: [] }, checkOptions({}, emOptionChecks))
    let step = run.next()
    let asked = 0
    while (!step.done) {
      if ('frame' in step.value) {
        step = run.next()
        continue
      }
      const statistics = engine.eStep(step.value.eStep)
      if (++asked === 4) statistics.logLikelihood -= 500
      step = run.next(statistics)
    }
    expect([step.value, asked]).toEqual(['fell', 4])
  })
})

describe('with a ridge a run ends where it settles', () => {
  const settled: [string, number[][], FitOptions, number][] = [
    ['wine', wine, { components: 3, regularization: 0.01 }, -16.24856],
    ['wine, diagonal', wine, { components: 3, regularization: 0.01, covariance: 'diag' }, -18.68048],
    ['crabs', crabs, { components: 4, regularization: 0.01 }, -6.39626],
  ]
  test.each(settled)('%s', (_, points, options, lml) => {
    const fit = GaussianMixture.fit(points, options)
    expect(fit.stopReason).toBe('tolerance')
    expect(fit.finalLml).toBeCloseTo(lml, 3)
    expect(Math.abs(goOn(points, options, fit.model, 1000).gained)).toBeLessThan(2e-5)
  })

  test('not at the maximum that the lml passes on its way', () => {
    const options = { components: 4, regularization: 0.01 }
    const frames = [...em(crabs, options)]
    const turn = frames.findIndex(({ gain }) => gain !== undefined && Math.abs(gain) < 1e-6)
    expect(turn).toBeGreaterThan(0)
    expect(turn).toBeLessThan(frames.length - 20)
    expect(frames.reduce((evidence, frame) => withFrame(evidence, frame, 0.01), noEvidence).falls).toEqual([])
  })
})

describe('every fitted model is one of its family', () => {
  for (const covariance of familyNames) {
    test.each([0, 0.01, 100])(`${covariance}, ridge %d: a fixed point of its own projection`, (regularization) => {
      for (const name of ['diabetes', 'wine']) {
        const fit = GaussianMixture.fit(startsFixture(name), {
          components: 3,
          covariance,
          regularization,
          tolerance: 1e-8,
        })
        const { parameters } = fit.model
        const { componentCount: k, dimension: d, weights, covariances } = parameters
        const { form, project } = structureOf(covariance)
        const size = form === 'diagonal' ? d : d * d
        const scatter = covariances.map((value, i) => value * weights[Math.floor(i / size)]!)
        const again = project(
          {
            form: form === 'diagonal' ? 'diagonal' : 'full',
            componentCount: k,
            dimension: d,
            counts: weights,
            scatter,
          },
          {
            volumes: volumesOf(parameters),
            orientation: parameters.orientation && { axes: parameters.orientation, settled: true },
          },
        ).covariances
        for (let c = 0; c < k; c++) {
          const block = (values: Float64Array): number[] => Array.from(values.subarray(c * size, (c + 1) * size))
          const variance = (i: number): number => covariances[c * size + (form === 'diagonal' ? i : i * (d + 1))]!
          block(again).forEach((value, at) => {
            const [i, j] = form === 'diagonal' ? [at, at] : [Math.floor(at / d), at % d]
            const scale = Math.sqrt(variance(i) * variance(j))
            expect(Math.abs(value - block(covariances)[at]!) / scale).toBeLessThan(1e-7)
          })
        }
      }
    })
  }
})

test('an M-step gains at least what it moves the model: Δ ≤ gain', () => {
  fc.assert(
    fc.property(problems(), ({ points, components }) => {
      const frames = [...em(points, { components, maxIterations: 15, tolerance: 0 })]
      frames.slice(1).forEach(({ gain, events, model }, i) => {
        if (events.length > 0) return
        const moved = modelChange(model.parameters, frames[i]!.model.parameters)
        expect(moved).toBeGreaterThan(-1e-10)
        expect(moved).toBeLessThan(gain! + 1e-9)
      })
    }),
    { numRuns: 100 },
  )
})

test('what remains is what a run to the end gains, told from its last two gains', () => {
  for (const tolerance of [1e-4, 1e-5, 1e-6]) {
    const fit = GaussianMixture.fit(notebook.x, { components: 3, tolerance })
    const end = GaussianMixture.fit(notebook.x, { components: 3, tolerance: 1e-14 })
    const left = end.finalLml - fit.finalLml
    expect(fit.remaining).toBeGreaterThan(left / 3)
    expect(fit.remaining).toBeLessThan(left * 3)
  }
  expect(GaussianMixture.fit(notebook.x, { components: 3, maxIterations: 1 })).not.toHaveProperty('remaining')
})

describe('what a result says of its components', () => {
  test('those that are the same are named, a saddle that began so too', () => {
    const twin = {
      weights: [0.25, 0.25, 0.5],
      means: [
        [2, 5],
        [2, 5],
        [5, 4],
      ],
      covariances: Array.from({ length: 3 }, () => [
        [1, 0],
        [0, 1],
      ]),
    }
    expect(GaussianMixture.fit(notebook.x, { components: 3, init: twin }).coincident).toEqual([[0, 1]])
    expect(GaussianMixture.fit(notebook.x, { components: 3 }).coincident).toEqual([])
  })

  test('those that stand only by a repair are named; a sound optimum is kept before a higher one that does', () => {
    const heap = [...notebook.x, ...Array.from({ length: 100 }, () => [9, 9])]
    const repaired = GaussianMixture.fit(heap, { components: 4 })
    expect(repaired.heldUp).toHaveLength(1)
    const several = GaussianMixture.fit(startsFixture('iris'), { components: 4, init: 'random', restarts: 12 })
    const sound = several.optima.filter(({ heldUp }) => heldUp.length === 0)
    expect(sound.length).toBeGreaterThan(0)
    expect(several.optima.some(({ heldUp, lml }) => heldUp.length > 0 && lml > several.finalLml)).toBe(true)
    expect(several.heldUp).toEqual([])
    expect(several.finalLml).toBeCloseTo(Math.max(...sound.map(({ lml }) => lml)), 9)
  })
})

describe('a start that is only called one of its structure', () => {
  const unequal = {
    weights: [0.5, 0.5],
    means: [
      [2, 5],
      [5, 4],
    ],
    covariances: [
      [
        [1, 0.3],
        [0.3, 1],
      ],
      [
        [9, -1],
        [-1, 4],
      ],
    ],
  }
  const round = (covariances: number[][][]): number[][][] =>
    covariances.map((rows) => rows.map((row, i) => row.map((value, j) => (i === j ? value : 0))))

  test.each(familyNames)('%s: is projected, as events, and climbs from there', (covariance) => {
    const covariances = structureOf(covariance).form === 'diagonal' ? round(unequal.covariances) : unequal.covariances
    for (const init of [{ ...unequal, covariances }, new GaussianMixture({ ...unequal, covariances, covariance })]) {
      const fit = GaussianMixture.fit(notebook.x, { components: 2, covariance, init })
      expect(fit.monotone.falls).toEqual([])
      expect(fit.stopReason).toBe('tolerance')
      const isFree = covariance === 'VVV' || covariance === 'VVI'
      expect(fit.events.some(({ cause }) => cause === 'outside-structure')).toBe(!isFree)
    }
  })

  test.each(familyNames)('%s: its own models are left as they are, out of JSON too', (covariance) => {
    const options = { components: 3, covariance, maxIterations: 4, tolerance: 0 }
    const { model } = GaussianMixture.fit(notebook.x, options)
    const [live, stored] = [model, JSON.parse(JSON.stringify(model))].map((init) =>
      GaussianMixture.fit(notebook.x, { ...options, init }),
    )
    expect(live!.events).toEqual([])
    expect(stored!.lml).toEqual(live!.lml)
    expect(live!.startLml).toBe(GaussianMixture.fit(notebook.x, options).finalLml)
  })
})
