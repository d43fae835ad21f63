import type { Dataset, Points } from './dataset.ts'
import { dataFor, type GaussianMixture } from './mixture.ts'
import { responsibilitiesInto, weightedLogDensities } from './predict.ts'
import { checkLabels } from './responsibilities-input.ts'

/**
 * log p(x, z | θ), the mean over samples, in nats: what the likelihood would be if the throwers were seen.
 * @param labels z: N whole numbers 0 … K − 1
 *
 * @example
 * const model = new GaussianMixture({ weights: [0.5, 0.5], means: [[0], [4]], covariances: [[[1]], [[1]]] })
 * const points = [[0], [4]]
 * completeDataLogLikelihood(model, points, [0, 1]).toFixed(4) // → -1.6121
 * completeDataLogLikelihood(model, points, [0, 1]) <= model.lml(points) // → true
 */
export function completeDataLogLikelihood(model: GaussianMixture, points: Points, labels: ArrayLike<number>): number {
  const data = dataFor(model, points).normalised()
  return expectation(model, data, checkLabels(labels, data.sampleCount, model.componentCount))
}

/**
 * Q(θ, θ′) = E[log p(x, z | θ)] over z given x under θ′, the mean over samples, in nats (the scale of `lml`).
 * The M-step maximises it in θ, and lml(θ) − lml(θ′) ≥ Q(θ, θ′) − Q(θ′, θ′) (Dempster, Laird & Rubin 1977, lemma 1).
 * @param model θ
 * @param given θ′, whose responsibilities are the expectation
 *
 * @example
 * const points = [[0], [1], [9], [10]]
 * const [before, after] = em(points, { components: 2, init: 'random', maxIterations: 1 })
 * const gainInQ = qFunction(after.model, before.model, points) - qFunction(before.model, before.model, points)
 * [gainInQ >= 0, after.gain >= gainInQ] // → [ true, true ]
 */
export function qFunction(model: GaussianMixture, given: GaussianMixture, points: Points): number {
  const data = dataFor(model, points).normalised()
  dataFor(given, data)
  const responsibilities = new Float64Array(data.sampleCount * given.componentCount)
  return expectation(model, data, responsibilitiesInto(given.parameters, data, responsibilities))
}

function expectation(model: GaussianMixture, data: Dataset, responsibilities: Float64Array): number {
  const densities = weightedLogDensities(model.parameters, data)
  const k = model.componentCount
  let sum = 0
  for (let i = 0; i < densities.length; i++) {
    // A responsibility of 0 leaves its term out, even where the density is 0 and its logarithm −∞.
    if (responsibilities[i]! > 0) sum += data.weightOf(Math.floor(i / k)) * responsibilities[i]! * densities[i]!
  }
  return sum / data.weightTotal
}
