import { Dataset, GaussianMixture, initialize } from '@mixtura/core'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What data to make. */
export interface ProblemSpec {
  readonly n: number
  readonly d: number
  readonly k: number
  /** Default `full`. */
  readonly covariance?: 'full' | 'diag'
  /** About how many standard deviations lie between two components' means. Default 4: they overlap. */
  readonly separation?: number
  /** What tells it from a case of the same size. */
  readonly label?: string
}

/** The same data and the same start, for all. */
export interface Problem {
  readonly name: string
  readonly dataset: Dataset
  readonly covariance: 'full' | 'diag'
  readonly start: GaussianMixture
}

/** Draws the samples, from a mixture that is itself drawn; EM is to start where k-means++ without iterations leads. */
export function createProblem(spec: ProblemSpec, seed: number = 1): Problem {
  const { n, k, covariance = 'full' } = spec
  const dataset = Dataset.from(drawMixture(spec, seed).sample(n, { seed }).points)
  const { model } = initialize(dataset, { components: k, init: 'k-means++', covariance, seed })
  return { name: nameOf(spec), dataset, covariance, start: model }
}

/** Means from a wide Gaussian, covariances those of samples of a standard one, so that they differ a little. */
export function drawMixture({ d, k, covariance = 'full', separation = 4 }: ProblemSpec, seed: number): GaussianMixture {
  const isotropic = (variance: number): GaussianMixture =>
    new GaussianMixture({
      weights: [1],
      means: [new Float64Array(d)],
      covariances: variance,
      covariance: 'tied-spherical',
    })
  const standard = isotropic(1)
  const covariances = Array.from({ length: k }, (_, component) => {
    const sample = standard.sample(50 * d, { seed: seed + 1000 + component }).points
    const scatter = sample.transpose().mmul(sample).div(sample.rows).to2DArray()
    return covariance === 'full' ? scatter : scatter.map((row, i) => row.map((value, j) => (i === j ? value : 0)))
  })
  return new GaussianMixture({
    weights: Array.from({ length: k }, () => 1 / k),
    means: isotropic(separation ** 2 / (2 * d)).sample(k, { seed }).points,
    covariances,
    covariance,
  })
}

/** `(100000, 2, 3)`, and the label where there is one. */
export function nameOf({ n, d, k, label }: ProblemSpec): string {
  return `(${n.toLocaleString('en').replaceAll(',', ' ')}, ${d}, ${k})${label ? ` ${label}` : ''}`
}

const directory = mkdtempSync(join(tmpdir(), 'mixtura-bench-'))
process.on('exit', () => rmSync(directory, { recursive: true, force: true }))

/**
 * A file for peers in other languages, all float64: N, D, K, whether diagonal (0 or 1); the N × D rows; then the
 * start's K weights, K × D means and K × D × D covariances.
 */
export function writeProblem({ dataset, covariance, start }: Problem): string {
  const { means, covariances, weights } = start
  const parts = [
    [dataset.sampleCount, dataset.dimension, weights.length, covariance === 'diag' ? 1 : 0],
    dataset.values,
    weights,
    means.to1DArray(),
    covariances.flatMap((matrix) => matrix.to1DArray()),
  ]
  const path = join(directory, 'problem.bin')
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(Float64Array.from(part).buffer))))
  return path
}
