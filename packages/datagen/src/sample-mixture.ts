import { Matrix } from 'ml-matrix'
import { checkCount, checkNames, checkSeed } from './check.ts'
import { choleskyFactors, copyMixture, type Mixture, type MixtureInput } from './mixture.ts'
import { NumpyRandom } from './numpy-random.ts'

/** How many to draw, by which seed. */
export interface DrawOptions {
  /** How many points, 1 … 10 000 000. */
  n?: number
  /** 0 … 2³² − 1. The same seed gives the same points; the first m of n points are the m points of the same seed. */
  seed?: number
}

/** Points, and which component each came from. */
export interface LabelledPoints {
  /** n × D. */
  readonly points: Matrix
  /** Which component each point came from: n numbers from 0. */
  readonly labels: Int32Array
}

/** Points with the mixture they were drawn from, a copy of its own. */
export interface MixtureSample extends Mixture, LabelledPoints {}

/**
 * Draws from any Gaussian mixture.
 *
 * @param options `weights` (K), `means` (K × D), `covariances` (K of D × D); `n`, default 500; `seed`, default 0
 * @throws DatagenError `bad-weights`, `bad-means`, `bad-covariances`, `bad-count`, `bad-seed`, `unknown-option`
 */
export function sampleMixture(options: MixtureInput & DrawOptions): MixtureSample {
  checkNames(options, ['weights', 'means', 'covariances', 'n', 'seed'])
  const n = checkCount(options.n ?? 500)
  const random = new NumpyRandom(checkSeed(options.seed ?? 0))
  const spreads = choleskyFactors(options).map((factor) => factor.transpose().to2DArray())
  return { ...copyMixture(options), ...drawMixture(options, spreads, n, random) }
}

/**
 * Point by point: z from the weights, then x = μ_z + g S_z with D standard normals g.
 * @param spreads K of D × D with SᵀS = Σ
 */
export function drawMixture(
  { weights, means }: MixtureInput,
  spreads: MixtureInput['covariances'],
  n: number,
  random: NumpyRandom,
): LabelledPoints {
  const d = means[0].length
  const labels = new Int32Array(n)
  const points = Matrix.zeros(n, d)
  const normals = new Float64Array(d)
  for (let row = 0; row < n; row++) {
    const component = random.category(weights)
    const mean = means[component]
    const spread = spreads[component]
    for (let i = 0; i < d; i++) normals[i] = random.normal()
    for (let j = 0; j < d; j++) {
      let offset = 0
      for (let i = 0; i < d; i++) offset += normals[i] * spread[i][j]
      points.set(row, j, offset + mean[j])
    }
    labels[row] = component
  }
  return { points, labels }
}
