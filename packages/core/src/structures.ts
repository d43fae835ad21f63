import type { MomentForm } from './statistics.ts'

/** Volume, shape and orientation, each Equal or Variable between components (or Identity), as mclust writes them. */
export type FamilyName = 'VVV' | 'EEE' | 'VVI' | 'VII' | 'EEI' | 'EII'
export type CovarianceAlias = 'full' | 'tied' | 'diag' | 'spherical' | 'tied-diag' | 'tied-spherical'
export type CovarianceName = CovarianceAlias | FamilyName

/** Weighted scatter of each component about its own mean, and how much weight it carries. */
export interface Scatter {
  readonly form: MomentForm
  readonly componentCount: number
  readonly dimension: number
  /** K: Nₖ. */
  readonly counts: Float64Array
  /** Sₖ = Σ r (x − μₖ)(x − μₖ)ᵀ: K × D × D, or K × D where only the diagonal is kept. */
  readonly scatter: Float64Array
}

/**
 * One covariance structure: a projection of the same scatter matrices. `form` says what its factors look like,
 * and so what an engine has to compute.
 */
export interface CovarianceStructure {
  readonly family: FamilyName
  readonly form: 'triangular' | 'diagonal'
  /** Maximises the expected log-likelihood within the structure; K × D × D or K × D by `form`. */
  project(scatter: Scatter): Float64Array
}

const aliases: Record<CovarianceAlias, FamilyName> = {
  full: 'VVV',
  tied: 'EEE',
  diag: 'VVI',
  spherical: 'VII',
  'tied-diag': 'EEI',
  'tied-spherical': 'EII',
}

/** The structures by family (Celeux & Govaert 1995, Pattern Recognition 28, 781–793, table 1). */
const families: Record<FamilyName, CovarianceStructure> = {
  VVV: { family: 'VVV', form: 'triangular', project: (s) => divideByCount(s, s.scatter, s.counts) },
  EEE: { family: 'EEE', form: 'triangular', project: (s) => repeat(s, pooled(s, s.scatter), total(s.counts)) },
  VVI: { family: 'VVI', form: 'diagonal', project: (s) => divideByCount(s, diagonals(s), s.counts) },
  EEI: { family: 'EEI', form: 'diagonal', project: (s) => repeat(s, pooled(s, diagonals(s)), total(s.counts)) },
  VII: { family: 'VII', form: 'diagonal', project: (s) => divideByCount(s, meanDiagonals(s), s.counts) },
  EII: { family: 'EII', form: 'diagonal', project: (s) => repeat(s, pooled(s, meanDiagonals(s)), total(s.counts)) },
}

export const covarianceNames: readonly CovarianceName[] = [
  ...(Object.keys(aliases) as CovarianceAlias[]),
  ...(Object.keys(families) as FamilyName[]),
]

export function structureOf(name: CovarianceName): CovarianceStructure {
  return families[aliases[name as CovarianceAlias] ?? (name as FamilyName)]
}

/** Free parameters in K covariances of dimension D, read off the family's three letters. */
export function covarianceParameterCount(name: CovarianceName, k: number, d: number): number {
  const [volume, shape, orientation] = structureOf(name).family
  const times = { E: 1, V: k, I: 0 } as Record<string, number>
  return times[volume!]! + times[shape!]! * (d - 1) + (times[orientation!]! * d * (d - 1)) / 2
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

/** K × D: the diagonals of the scatter matrices. */
function diagonals({ form, componentCount: k, dimension: d, scatter }: Scatter): Float64Array {
  if (form === 'diagonal') return scatter
  return Float64Array.from({ length: k * d }, (_, i) => scatter[Math.floor(i / d) * d * d + (i % d) * (d + 1)]!)
}

/** K × D: each component's mean diagonal entry, D times. */
function meanDiagonals(s: Scatter): Float64Array {
  const { componentCount: k, dimension: d } = s
  const of = diagonals(s)
  const out = new Float64Array(k * d)
  for (let c = 0; c < k; c++) {
    let sum = 0
    for (let j = 0; j < d; j++) sum += of[c * d + j]!
    out.fill(sum / d, c * d, (c + 1) * d)
  }
  return out
}

function divideByCount({ componentCount: k }: Scatter, values: Float64Array, counts: Float64Array): Float64Array {
  const size = values.length / k
  return values.map((value, i) => value / counts[Math.floor(i / size)]!)
}

/** The sum over components of K equal-sized blocks. */
function pooled({ componentCount: k }: Scatter, values: Float64Array): Float64Array {
  const size = values.length / k
  const sum = new Float64Array(size)
  for (let i = 0; i < values.length; i++) sum[i % size]! += values[i]!
  return sum
}

function repeat({ componentCount: k }: Scatter, block: Float64Array, divisor: number): Float64Array {
  return Float64Array.from({ length: k * block.length }, (_, i) => block[i % block.length]! / divisor)
}
