import type { Matrix } from 'ml-matrix'
import { log } from '../elementary.ts'
import { blockMatrix, compose, symmetricEigen } from './eigen.ts'

/**
 * The covariances whose eigenvalues differ by no more than a factor `ratio`, over all components, that lose least of the
 * expected log-likelihood: eigenvalues are cut to [m, ratio · m], axes stay (Fritz, García-Escudero & Mayo-Iscar 2013,
 * Computational Statistics & Data Analysis 61, 124–136, after Hathaway 1985). Exact, so that EM stays monotone.
 * @param covariances what maximises without the constraint: K × D × D, or K × D where they are diagonal
 * @param counts K: Nₖ
 */
export function withinRatio(
  covariances: Float64Array,
  form: 'triangular' | 'diagonal',
  counts: Float64Array,
  d: number,
  ratio: number,
): Float64Array {
  const k = counts.length
  const spectra = Array.from({ length: k }, (_, c): { values: number[]; vectors?: Matrix } =>
    form === 'diagonal'
      ? { values: Array.from(covariances.subarray(c * d, (c + 1) * d)) }
      : symmetricEigen(blockMatrix(covariances, c, d)),
  )
  const all = spectra.flatMap(({ values }, c) =>
    values.map((value) => ({ value: Math.max(0, value), count: counts[c]! })),
  )
  const smallest = Math.min(...all.map(({ value }) => value))
  if (Math.max(...all.map(({ value }) => value)) <= ratio * smallest) return covariances

  const least = bestLeast(all, ratio)
  const cut = (value: number): number => Math.min(Math.max(value, least), ratio * least)
  const blocks = spectra.map(({ values, vectors }) => {
    const within = values.map(cut)
    return vectors ? Array.from(compose(vectors, within)) : within
  })
  return Float64Array.from(blocks.flat())
}

interface Eigenvalue {
  readonly value: number
  readonly count: number
}

/**
 * The m that minimises Σ N (log λ + e / λ) with λ = e cut to [m, ratio · m]. Between two neighbours of all e and e / ratio
 * the same are cut, and m has a closed form; the best of these is the best of all.
 */
function bestLeast(all: readonly Eigenvalue[], ratio: number): number {
  const edges = [...new Set(all.flatMap(({ value }) => [value, value / ratio]))].sort((a, b) => a - b)
  const inside = edges.map((edge, i) => (i + 1 < edges.length ? (edge + edges[i + 1]!) / 2 : 2 * edge))
  let best = 0
  let lowest = Infinity
  for (const [i, between] of inside.entries()) {
    let sum = 0
    let count = 0
    for (const { value, count: n } of all) {
      if (value < between) sum += n * value
      else if (value > ratio * between) sum += (n * value) / ratio
      else continue
      count += n
    }
    if (!(count > 0) || !(sum > 0)) continue
    // Where its own interval does not hold it, the edge next to it is as good as that interval gets.
    const upper = edges[i + 1] ?? Infinity
    const least = Math.min(Math.max(sum / count, edges[i]!), upper)
    const cost = costOf(all, least, ratio)
    if (cost < lowest) [best, lowest] = [least, cost]
  }
  return best
}

function costOf(all: readonly Eigenvalue[], least: number, ratio: number): number {
  let cost = 0
  for (const { value, count } of all) {
    const cut = Math.min(Math.max(value, least), ratio * least)
    cost += count * (log(cut) + value / cut)
  }
  return cost
}
