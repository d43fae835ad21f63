import { Dataset } from '../dataset.ts'
import type { ScoringParameters } from '../engine.ts'
import { createNormal, createRandom } from '../random.ts'

export interface Problem {
  readonly dataset: Dataset
  readonly scoring: ScoringParameters
}

export interface ProblemSpec {
  /** N, D, K. */
  n: number
  d: number
  k: number
  form: ScoringParameters['form']
  /** Distance of the clusters from the origin, in their own standard deviations. Default 3. */
  separation?: number
  /** Added to every column. Default 0. */
  offset?: number
  /** Standard deviation of the clusters. Default 1. */
  scale?: number
  /** Sample weights 0, ½, 1 and 1½ at random. Default false: none. */
  weighted?: boolean
  /** The last of the rows lie this many standard deviations out. Default 0: none do. */
  outliers?: number
}

/** Rows drawn from K clusters, and a model that is near them without fitting them; the same for the same spec. */
export function createProblem(spec: ProblemSpec): Problem {
  const { n, d, k, form, separation = 3, offset = 0, scale = 1, weighted = false, outliers = 0 } = spec
  const random = createRandom(n * 7919 + d * 104729 + k)
  const normal = createNormal(random)
  const centers = Float64Array.from({ length: k * d }, () => offset + scale * separation * normal())
  const values = new Float64Array(n * d)
  for (let row = 0; row < n; row++) {
    const cluster = Math.floor(random() * k)
    const out = outliers > 0 && row % 17 === 16 ? outliers / Math.sqrt(d) : 0
    for (let j = 0; j < d; j++) values[row * d + j] = centers[cluster * d + j]! + scale * (out + normal())
  }
  const sampleWeights = weighted ? Float64Array.from({ length: n }, () => Math.floor(4 * random()) / 2) : undefined
  if (sampleWeights) sampleWeights[0] = 1
  return {
    dataset: Dataset.from(values, { dimension: d, sampleWeights }),
    scoring: createScoring(form, centers, k, scale, createNormal(createRandom(k))),
  }
}

/** A model with random factors: standard deviations about `scale`, columns correlated, means half of one off. */
function createScoring(
  form: ScoringParameters['form'],
  centers: Float64Array,
  k: number,
  scale: number,
  normal: () => number,
): ScoringParameters {
  const d = centers.length / k
  const means = centers.map((center) => center + (scale * normal()) / 2)
  const logConstants = new Float64Array(k)
  const precisionsCholesky = new Float64Array(k * d * (form === 'triangular' ? d : 1))
  for (let c = 0; c < k; c++) {
    logConstants[c] = -Math.log(k) - (d / 2) * Math.log(2 * Math.PI)
    for (let i = 0; i < d; i++) {
      const diagonal = Math.exp(normal() / 4) / scale
      logConstants[c]! += Math.log(diagonal)
      if (form === 'diagonal') {
        precisionsCholesky[c * d + i] = diagonal
      } else {
        const row = (c * d + i) * d
        precisionsCholesky[row + i] = diagonal
        for (let j = i + 1; j < d; j++) precisionsCholesky[row + j] = (0.5 * normal()) / (scale * Math.sqrt(d))
      }
    }
  }
  return { form, logConstants, means, precisionsCholesky }
}
