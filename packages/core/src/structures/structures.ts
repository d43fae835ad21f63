import type { Matrix } from 'ml-matrix'
import { equalVolumeAlongSharedAxes, variableAlongSharedAxes, type AxesBefore } from './common-orientation.ts'
import {
  equalSpectrumRotated,
  variableVolumeDiagonal,
  variableVolumeFull,
  variableVolumeRotated,
} from './common-shape.ts'
import { blockMatrix, geometricMean, symmetricEigen } from './eigen.ts'
import { MixturaError } from '../errors.ts'
import { diagonals, divideBlocks, meanDiagonals, repeatBlock, sumBlocks, total, type Scatter } from './scatter.ts'

/** Volume, shape and orientation of Σₖ = λₖ Dₖ Aₖ Dₖᵀ, each Equal or Variable between components, or Identity (mclust's names). */
export type FamilyName =
  | 'EII'
  | 'VII'
  | 'EEI'
  | 'VEI'
  | 'EVI'
  | 'VVI'
  | 'EEE'
  | 'VEE'
  | 'EVE'
  | 'VVE'
  | 'EEV'
  | 'VEV'
  | 'EVV'
  | 'VVV'
/** The usual words for six of the families: VVV, EEE, VVI, VII, EEI and EII, in this order. */
export type CovarianceAlias = 'full' | 'tied' | 'diag' | 'spherical' | 'tied-diag' | 'tied-spherical'
/** A covariance structure, by its usual word or by mclust’s name. */
export type CovarianceName = CovarianceAlias | FamilyName

/** Where a structure with inner iterations left off: volumes |Σₖ|^(1/D), and the shared axes where there are any. */
export interface InnerStart {
  readonly volumes: Float64Array
  readonly orientation: AxesBefore | undefined
}

export interface Projected {
  /** K × D × D or K × D by the structure's form: an array of its own, to be worked on. */
  readonly covariances: Float64Array
  /** D × D, the shared axes of a structure that has some. */
  readonly orientation?: Matrix
}

/**
 * One covariance structure: a projection of the same scatter matrices. `form` says what its factors look like,
 * and so what an engine has to compute.
 */
export interface CovarianceStructure {
  readonly family: FamilyName
  readonly form: 'triangular' | 'diagonal'
  /** Maximises the expected log-likelihood within the structure, or, by inner iterations, raises it from where `before` was. */
  project(scatter: Scatter, before?: InnerStart): Projected
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
  EII: diagonal('EII', (s) => pooled(s, meanDiagonals(s))),
  VII: diagonal('VII', (s) => divideBlocks(meanDiagonals(s), s.counts)),
  EEI: diagonal('EEI', (s) => pooled(s, diagonals(s))),
  VEI: diagonal('VEI', (s, before) => variableVolumeDiagonal(s, before?.volumes)),
  EVI: diagonal('EVI', (s) => equalVolumeBlocks(s, diagonals(s), (block) => geometricMean(block))),
  VVI: diagonal('VVI', (s) => divideBlocks(diagonals(s), s.counts)),
  EEE: triangular('EEE', (s) => pooled(s, s.scatter)),
  VEE: triangular('VEE', (s, before) => variableVolumeFull(s, before?.volumes)),
  EVE: {
    family: 'EVE',
    form: 'triangular',
    project: (s, before) => equalVolumeAlongSharedAxes(s, before?.orientation),
  },
  VVE: { family: 'VVE', form: 'triangular', project: (s, before) => variableAlongSharedAxes(s, before?.orientation) },
  EEV: triangular('EEV', equalSpectrumRotated),
  VEV: triangular('VEV', (s, before) => variableVolumeRotated(s, before?.volumes)),
  EVV: triangular('EVV', (s) =>
    equalVolumeBlocks(s, s.scatter, (block) =>
      geometricMean(symmetricEigen(blockMatrix(block, 0, s.dimension)).values),
    ),
  ),
  VVV: triangular('VVV', (s) => divideBlocks(s.scatter, s.counts)),
}

/**
 * mclust’s fourteen families.
 *
 * @example
 * familyNames.length // → 14
 */
export const familyNames: readonly FamilyName[] = Object.keys(families) as FamilyName[]
/**
 * Every name a covariance structure goes by: the six words, then the fourteen families.
 *
 * @example
 * covarianceNames.slice(0, 3) // → [ 'full', 'tied', 'diag' ]
 */
export const covarianceNames: readonly CovarianceName[] = [
  ...(Object.keys(aliases) as CovarianceAlias[]),
  ...familyNames,
]

export function structureOf(name: CovarianceName): CovarianceStructure {
  return families[familyOf(name)]
}

/**
 * mclust’s name of a structure.
 * @throws MixturaError `bad-option` where there is none of this name
 *
 * @example
 * [familyOf('full'), familyOf('diag'), familyOf('VEV')] // → [ 'VVV', 'VVI', 'VEV' ]
 */
export function familyOf(name: CovarianceName): FamilyName {
  const isName = typeof name === 'string'
  if (isName && Object.hasOwn(aliases, name)) return aliases[name as CovarianceAlias]
  if (isName && Object.hasOwn(families, name)) return name as FamilyName
  throw new MixturaError('bad-option', {
    cause: `There is no covariance structure ${isName ? `“${name}”` : `of type ${typeof name}`}.`,
    value: name,
    remedy: `Give one of ${covarianceNames.join(', ')}.`,
  })
}

/** Whether every model of the family `poorer` is one of `richer` too: no letter of it is freer (I < E < V). */
export function isNested(poorer: FamilyName, richer: FamilyName): boolean {
  return poorer !== richer && [0, 1, 2].every((i) => 'IEV'.indexOf(poorer[i]!) <= 'IEV'.indexOf(richer[i]!))
}

/**
 * Free parameters in K covariances of dimension D, read off the family's three letters.
 *
 * @example
 * [covarianceParameterCount('full', 3, 2), covarianceParameterCount('tied', 3, 2)] // → [ 9, 3 ]
 */
export function covarianceParameterCount(name: CovarianceName, k: number, d: number): number {
  const [volume, shape, orientation] = familyOf(name)
  for (const count of [k, d]) {
    if (Number.isInteger(count) && count >= 1) continue
    throw new MixturaError('bad-option', {
      cause: `A number of components or dimensions is ${typeof count === 'number' ? count : typeof count}.`,
      value: count,
      remedy: 'Give whole numbers of at least 1.',
    })
  }
  const times = { E: 1, V: k, I: 0 } as Record<string, number>
  return times[volume!]! + times[shape!]! * (d - 1) + (times[orientation!]! * d * (d - 1)) / 2
}

type Projection = (scatter: Scatter, before?: InnerStart) => Float64Array

function diagonal(family: FamilyName, projection: Projection): CovarianceStructure {
  return { family, form: 'diagonal', project: (s, before) => ({ covariances: projection(s, before) }) }
}

function triangular(family: FamilyName, projection: Projection): CovarianceStructure {
  return { family, form: 'triangular', project: (s, before) => ({ covariances: projection(s, before) }) }
}

/** One covariance for all: the sum of the blocks over ΣNₖ. */
function pooled({ componentCount: k, counts }: Scatter, blocks: Float64Array): Float64Array {
  const n = total(counts)
  return repeatBlock(
    sumBlocks(blocks, k).map((value) => value / n),
    k,
  )
}

/** Each block scaled to one volume, the mean of theirs by ΣNₖ. */
function equalVolumeBlocks(
  { componentCount: k, counts }: Scatter,
  blocks: Float64Array,
  volumeOf: (block: Float64Array) => number,
): Float64Array {
  const size = blocks.length / k
  const volumes = Float64Array.from({ length: k }, (_, c) => volumeOf(blocks.slice(c * size, (c + 1) * size)))
  const volume = total(volumes) / total(counts)
  return divideBlocks(blocks, volumes).map((value) => value * volume)
}
