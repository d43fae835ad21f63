import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { checkOptions, seed, wholeNumber } from './options.ts'
import type { MixtureParameters } from './parameters.ts'
import { createNormal, createRandom } from './random.ts'

/** How to draw. */
export interface SampleOptions {
  /** 0 … 2³² − 1. Default 0. */
  seed?: number
}

/** Points drawn from a mixture, and which component each came from. */
export interface MixtureSample {
  /** n × D. */
  readonly points: Matrix
  /** n: which component each point came from. */
  readonly labels: Int32Array
}

/** n draws of z ~ π and x = μ_z + L_z g with Σ = L Lᵀ and g standard normal. */
export function sampleMixture(parameters: MixtureParameters, count: number, options?: SampleOptions): MixtureSample {
  const n = wholeNumber('count', undefined, 1)(count)
  const random = createRandom(checkOptions<Required<SampleOptions>>(options, { seed }).seed)
  const normal = createNormal(random)
  const { form, componentCount: k, dimension: d, weights, means, covariances } = parameters
  const factors = Array.from({ length: form === 'diagonal' ? 0 : k }, (_, c) => {
    const flat = Array.from(covariances.subarray(c * d * d, (c + 1) * d * d))
    return new CholeskyDecomposition(Matrix.from1DArray(d, d, flat)).lowerTriangularMatrix
  })

  const points = Matrix.zeros(n, d)
  const labels = new Int32Array(n)
  for (let row = 0; row < n; row++) {
    const component = drawIndex(weights, random())
    const factor = factors[component]
    const noise = Array.from({ length: d }, normal)
    for (let i = 0; i < d; i++) {
      let value = means[component * d + i]!
      if (factor) for (let j = 0; j <= i; j++) value += factor.get(i, j) * noise[j]!
      else value += Math.sqrt(covariances[component * d + i]!) * noise[i]!
      points.set(row, i, value)
    }
    labels[row] = component
  }
  return { points, labels }
}

/** The index whose stretch of the cumulated weights holds `u` in [0, 1); never one of weight 0. */
function drawIndex(weights: Float64Array, u: number): number {
  let left = u
  let last = 0
  for (let c = 0; c < weights.length; c++) {
    if (weights[c] === 0) continue
    last = c
    left -= weights[c]!
    if (left < 0) return c
  }
  return last
}
