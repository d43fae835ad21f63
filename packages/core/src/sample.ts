import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { checkOptions, seed, wholeNumber } from './checks.ts'
import { arrayFor, checkMatrixMemory, checkMemory } from './memory.ts'
import type { MixtureParameters } from './parameters.ts'
import { createNormal, createRandom } from './random.ts'

/** How to draw. */
export interface SampleOptions {
  /** 0 … 2³² − 1. Default 0. */
  seed?: number
}

/** How to draw into one array. */
export interface FlatSampleOptions extends SampleOptions {
  /** n × D numbers that are written to, in place of a new array. */
  out?: Float64Array | undefined
}

/** Points drawn from a mixture in one array, 8 bytes a number. */
export interface FlatSample {
  /** n × D, row-major: what `Dataset.from(values, { dimension })` takes. */
  readonly values: Float64Array
  /** n: which component each point came from. */
  readonly labels: Int32Array
}

/** Points drawn from a mixture, and which component each came from. */
export interface MixtureSample {
  /** n × D. */
  readonly points: Matrix
  /** n: which component each point came from. */
  readonly labels: Int32Array
}

/** The draws of `drawSample` as a Matrix. @throws MixturaError `bad-option`, `out-of-memory` */
export function sampleMixture(parameters: MixtureParameters, count: number, options?: SampleOptions): MixtureSample {
  const { dimension: d } = parameters
  const n = checkCount(count)
  const checked = checkOptions<Required<SampleOptions>>(options, { seed })
  checkMatrixMemory(`A sample of ${n} × ${d}`, n, d, 'Draw fewer at a time, or take sampleFlat, which is smaller.')
  const { values, labels } = drawSample(parameters, n, checked)
  return { points: Matrix.from1DArray(n, d, values as ArrayLike<number> as number[]), labels }
}

const checkCount: (value: unknown) => number = wholeNumber('count', undefined, 1)

/**
 * n draws of z ~ π and x = μ_z + L_z g with Σ = L Lᵀ and g standard normal.
 * @throws MixturaError `bad-option`, `out-of-memory`
 */
export function drawSample(parameters: MixtureParameters, count: number, options?: FlatSampleOptions): FlatSample {
  const n = checkCount(count)
  const checked = checkOptions<{ seed: number; out: unknown }>(options, { seed, out: (value) => value })
  const size = n * parameters.dimension
  checkMemory(`A sample of ${n} × ${parameters.dimension}`, 8 * size + 4 * n, 'Draw fewer at a time.')
  const values = arrayFor(checked.out, size)
  const random = createRandom(checked.seed)
  const normal = createNormal(random)
  const { form, componentCount: k, dimension: d, weights, means, covariances } = parameters
  const factors = Array.from({ length: form === 'diagonal' ? 0 : k }, (_, c) => {
    const flat = Array.from(covariances.subarray(c * d * d, (c + 1) * d * d))
    return new CholeskyDecomposition(Matrix.from1DArray(d, d, flat)).lowerTriangularMatrix
  })

  const labels = new Int32Array(n)
  for (let row = 0; row < n; row++) {
    const component = drawIndex(weights, random())
    const factor = factors[component]
    const noise = Array.from({ length: d }, normal)
    for (let i = 0; i < d; i++) {
      let value = means[component * d + i]!
      if (factor) for (let j = 0; j <= i; j++) value += factor.get(i, j) * noise[j]!
      else value += Math.sqrt(covariances[component * d + i]!) * noise[i]!
      values[row * d + i] = value
    }
    labels[row] = component
  }
  return { values, labels }
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
