import { Dataset, GaussianMixture } from '@mixtura/core'
import { sampleMixture } from '@mixtura/datagen'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The same numbers for everybody: in memory for us, in a file for the peers, and a start that all begin from. */
export interface Problem {
  readonly dataset: Dataset
  readonly file: string
  readonly start: GaussianMixture
  readonly startFile: string
}

const folder = mkdtempSync(join(tmpdir(), 'mixtura-bench-'))

/** Points of K Gaussians whose means lie about `distance` standard deviations apart. */
export function makeProblem(
  n: number,
  d: number,
  k: number,
  distance: number,
  covariance: 'full' | 'diag' = 'full',
): Problem {
  const means = sampleMixture({
    weights: [1],
    means: [zeros(d)],
    covariances: [identity(d, distance ** 2 / (2 * d))],
    n: k,
    seed: 5,
  })
  const mixture = {
    weights: Array.from({ length: k }, () => 1 / k),
    means: means.points.to2DArray(),
    covariances: Array.from({ length: k }, () => identity(d, 1)),
  }
  const { points } = sampleMixture({ ...mixture, n, seed: 7 })
  const values = Float64Array.from(points.to1DArray())
  const covariances = Array.from({ length: k }, () => identity(d, 1.5))
  const start = new GaussianMixture({
    weights: mixture.weights,
    means: mixture.means,
    covariances: covariance === 'diag' ? covariances.map((matrix) => matrix.map((row, i) => row[i])) : covariances,
    covariance,
  })
  const [file, startFile] = [
    join(folder, `${n}x${d}-${k}-${distance}`),
    join(folder, `${n}x${d}-${k}-${distance}-start`),
  ]
  writeFileSync(file, values)
  writeFileSync(startFile, Float64Array.from([...start.weights, ...start.means.to1DArray(), ...covariances.flat(2)]))
  return { dataset: Dataset.from(values, { dimension: d }), file, start, startFile }
}

function zeros(d: number): number[] {
  return Array.from({ length: d }, () => 0)
}

function identity(d: number, scale: number): number[][] {
  return Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => (i === j ? scale : 0)))
}
