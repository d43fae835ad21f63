import fc from 'fast-check'
import { EigenvalueDecomposition, type Matrix } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import { em, GaussianMixture, monotonicityTolerance, selectModel, type FamilyName } from '../src/index.ts'
import { familyNames, isNested } from '../src/structures/structures.ts'
import { iris, notebook } from './fixtures.ts'
import { problems } from './problems.ts'

/** Iris, K = 3: the log-likelihoods that mclust 6 reaches (for EVE, VVE, EEV and EVV from EEE's solution), and its df. */
const published: Record<FamilyName, [logLikelihood: number, parameters: number]> = {
  EII: [-401.803, 15],
  VII: [-384.317, 17],
  EEI: [-361.43, 18],
  VEI: [-339.472, 20],
  EVI: [-338.79, 24],
  VVI: [-307.181, 26],
  EEE: [-256.355, 24],
  VEE: [-237.561, 26],
  EVE: [-234.14, 30],
  VVE: [-215.241, 32],
  EEV: [-214.85, 36],
  VEV: [-186.074, 38],
  EVV: [-205.536, 42],
  VVV: [-180.186, 44],
}

/** Volume λ, shape A (ascending, unit product) and axes D of Σ = λ D A Dᵀ. */
function decompose(covariance: Matrix): { volume: number; shape: number[]; axes: Matrix } {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true })
  const volume = realEigenvalues.reduce((product, value) => product * value, 1) ** (1 / realEigenvalues.length)
  return { volume, shape: realEigenvalues.map((value) => value / volume), axes: eigenvectorMatrix }
}

/** The largest relative departure from what the family's three letters say. */
function departure(family: FamilyName, covariances: Matrix[]): number {
  const parts = covariances.map(decompose)
  const [volume, shape, orientation] = family
  const departures = [0]
  const relative = (a: number, b: number): number => Math.abs(a - b) / Math.abs(b)
  for (const [c, part] of parts.entries()) {
    const first = parts[0]!
    if (volume === 'E') departures.push(relative(part.volume, first.volume))
    if (shape === 'I') departures.push(...part.shape.map((value) => relative(value, 1)))
    if (shape === 'E')
      departures.push(
        ...sorted(covariances[c]!, orientation!).map((value, i) =>
          relative(value, sorted(covariances[0]!, orientation!)[i]!),
        ),
      )
    if (orientation === 'I') departures.push(...offDiagonals(covariances[c]!))
    // Matrices with the same axes commute.
    if (orientation === 'E') {
      const [a, b] = [covariances[c]!, covariances[0]!]
      departures.push(a.mmul(b).sub(b.mmul(a)).norm() / (a.norm() * b.norm()))
    }
  }
  return Math.max(...departures)
}

/** The shape in an order that can be compared: along the coordinates where the axes are theirs, by size otherwise. */
function sorted(covariance: Matrix, orientation: string): number[] {
  const { volume, shape } = decompose(covariance)
  return orientation === 'I' ? covariance.diag().map((value) => value / volume) : shape
}

function offDiagonals(matrix: Matrix): number[] {
  return matrix.to2DArray().flatMap((row, i) => row.filter((_, j) => i !== j).map((value) => Math.abs(value)))
}

describe.each(familyNames)('%s', (covariance) => {
  const { model, lml, events } = GaussianMixture.fit(iris.x, { components: 3, covariance, tolerance: 1e-9 })
  const [logLikelihood, parameters] = published[covariance]

  test('reaches what mclust reaches on iris, with as many parameters', () => {
    expect(events).toEqual([])
    expect(150 * lml.at(-1)!).toBeGreaterThanOrEqual(logLikelihood - 0.0005)
    expect(model.parameterCount).toBe(parameters)
  })

  test('keeps to its constraint', () => {
    expect(departure(covariance, model.covariances)).toBeLessThan(1e-9)
  })

  test('never falls, from any start', () => {
    const starts = fc.constantFrom('kmeans', 'random', 'k-means++', 'random-responsibilities')
    fc.assert(
      fc.property(problems({ maxComponents: 3 }), starts, (problem, init) => {
        const options = { ...problem, covariance, init: init as 'kmeans', tolerance: 0, maxIterations: 12 }
        const { points: _, ...rest } = options
        const frames = [...em(problem.points, rest)]
        for (let t = 2; t < frames.length; t++) {
          if (frames[t - 1]!.events.length + frames[t]!.events.length > 0) continue
          expect(frames[t]!.gain!).toBeGreaterThanOrEqual(-monotonicityTolerance(frames[t]!.lml))
        }
      }),
      { numRuns: 60 },
    )
  })
})

test('nesting: a richer family reaches at least what the poorer ones in it reach', () => {
  const { candidates, best } = selectModel(iris.x, { components: [3], tolerance: 1e-8 })
  const reached = new Map(candidates.map(({ covariance, logLikelihood }) => [covariance as FamilyName, logLikelihood]))
  let pairs = 0
  for (const poorer of familyNames) {
    for (const richer of familyNames.filter((name) => isNested(poorer, name))) {
      expect(reached.get(richer)! - reached.get(poorer)!, `${richer} against ${poorer}`).toBeGreaterThan(-1e-6)
      pairs++
    }
  }
  expect(pairs).toBeGreaterThan(50)
  expect(best.covariance).toBe('VEV')
})

test('in one dimension every family is one of two', () => {
  const points = notebook.x.map(([x]) => [x!])
  const reached = familyNames.map((covariance) => {
    const { lml, events } = GaussianMixture.fit(points, { components: 2, covariance, tolerance: 1e-10 })
    expect(events).toEqual([])
    return [covariance[0], lml.at(-1)!.toFixed(6)].join(' ')
  })
  expect(new Set(reached).size).toBe(2)
})
