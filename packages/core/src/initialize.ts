import type { Matrix } from 'ml-matrix'
import { bindClustering, engineChecks, type EngineOptions } from './bind.ts'
import { checkFittable } from './check-fittable.ts'
import type { Clustering } from './clustering.ts'
import { Dataset, type Points } from './dataset.ts'
import type { Start } from './em.ts'
import { atOnce, type InParts } from './in-parts.ts'
import { bestOfStarts, lloydDefaults } from './kmeans.ts'
import type { Intervention } from './maximize.ts'
import { GaussianMixture, modelOf } from './mixture.ts'
import type { MixtureInput } from './mixture-input.ts'
import type { MixtureJSON } from './mixture-json.ts'
import { badOption, checkOptions, componentCount, nonNegative, oneOf, seed } from './options.ts'
import { greedyPlusPlus } from './plus-plus.ts'
import { createRandom } from './random.ts'
import { checkLabels, checkResponsibilities, randomResponsibilities } from './responsibilities-input.ts'
import { rowsForKMeans } from './start-sample.ts'
import { fromModel, fromPartition, fromParts, fromResponsibilities } from './starts.ts'
import { covarianceNames, type CovarianceName } from './structures/structures.ts'

const namedStarts = ['kmeans', 'k-means++', 'random', 'random-responsibilities'] as const

/**
 * Where EM starts.
 * - `kmeans`: the K-means partition: cluster means, covariances with divisor n − 1 (of weighted rows
 *   Σ w − Σ w² / Σ w), weights 1/K. Of more than 20 000 rows
 *   without weights (or more than 20 K D) a random sample of half as many is partitioned, drawn by the seed.
 * - `k-means++`: the same for the partition by the nearest of K greedy k-means++ seeds, without Lloyd's iterations.
 * - `random`: means at K distinct points drawn at random (by their weights, where these differ), the data's covariance (n − 1), weights 1/K.
 * - `random-responsibilities`: the M-step of uniform random responsibilities.
 *   With many rows these average out and the components are nearly alike, a place that EM leaves slowly: a small
 *   `tolerance`, or `random`, serves better there.
 * - a model (or what JSON or a structured clone made of one), used as it is; or any of its parts, the missing ones as in `random`.
 * - `{ labels }` (N numbers 0 … K − 1) or `{ responsibilities }` (N × K): the M-step of these.
 * - a function of the data set that returns one of the above.
 */
export type Init =
  | (typeof namedStarts)[number]
  | GaussianMixture
  | MixtureJSON
  | Partial<Omit<MixtureInput, 'covariance'>>
  | { labels: ArrayLike<number> }
  | { responsibilities: Matrix | readonly ArrayLike<number>[] }
  | ((dataset: Dataset, options: { components: number; seed: number }) => Init)

/** What a start is made from. */
export interface InitializeOptions extends EngineOptions {
  /** K. */
  components: number
  /** Default `kmeans`. */
  init?: Init
  /** 0 … 2³² − 1. Default 0. */
  seed?: number
  /** Default `full`. */
  covariance?: CovarianceName
  /** Added to the diagonals of covariances that are estimated, in squared data units. Default 0. */
  regularization?: number
  /** One weight ≥ 0 a sample, in any unit: see `FitOptions.sampleWeights`. */
  sampleWeights?: ArrayLike<number> | undefined
}

type CheckedInitialize = Required<Omit<InitializeOptions, 'sampleWeights'>> & Pick<InitializeOptions, 'sampleWeights'>

export interface StartSpec extends Omit<CheckedInitialize, 'sampleWeights'> {
  readonly kMeansRestarts?: number | undefined
  /** K-means on the rows where they are, or can be, bound for E-steps too. */
  readonly clustering?: () => Clustering | undefined
}

/**
 * The start of a fit: the model EM begins with, and what had to be done to make it.
 * @throws MixturaError on bad points or options, before any work
 *
 * @example
 * const { model, events } = initialize([[0], [1], [9], [10]], { components: 2 })
 * model.means.to1DArray().sort() // → [ 0.5, 9.5 ]
 * model.weights // → [ 0.5, 0.5 ]
 * events // → []
 */
export function initialize(
  points: Points,
  options: InitializeOptions,
): { model: GaussianMixture; events: readonly Intervention[] } {
  const { sampleWeights, ...spec } = checkOptions<CheckedInitialize>(options, {
    ...engineChecks,
    components: componentCount,
    init: checkInit,
    seed,
    covariance: oneOf<CovarianceName>('covariance', covarianceNames, 'full'),
    regularization: nonNegative('regularization', 0),
    sampleWeights: (value: unknown) => value as ArrayLike<number> | undefined,
  })
  const dataset = Dataset.from(points, { sampleWeights }).normalised()
  checkFittable(dataset, spec)
  const { parameters, events } = atOnce(startFrom(dataset, spec))
  return { model: modelOf(parameters), events }
}

export function checkInit(value: unknown = 'kmeans'): Init {
  if (namedStarts.includes(value as 'kmeans')) return value as Init
  if (value instanceof GaussianMixture || typeof value === 'function') return value as Init
  const parts = Object.keys(Object(value))
  if (parts.includes('schemaVersion') || parts.includes('parameters')) return GaussianMixture.fromJSON(value)
  const known = ['weights', 'means', 'covariances', 'labels', 'responsibilities']
  if (typeof value === 'object' && parts.length > 0 && parts.every((part) => known.includes(part))) return value as Init
  const remedy = `Give one of ${namedStarts.join(', ')}, a GaussianMixture, or any of { ${known.slice(0, 3).join(', ')} }, { labels } or { responsibilities }.`
  throw badOption('init', value, remedy)
}

export function* startFrom(dataset: Dataset, spec: StartSpec): InParts<Start> {
  const { init, components: k } = spec
  if (typeof init === 'function') {
    const returned = checkInit(init(dataset, { components: k, seed: spec.seed }))
    if (returned === init) throw badOption('init', returned, 'Have the function return a start, not itself.')
    return { init: returned, ...(yield* startFrom(dataset, { ...spec, init: returned })) }
  }
  if (init instanceof GaussianMixture) return fromModel(dataset, init.parameters, k)
  if (init === 'kmeans') {
    const rows = rowsForKMeans(dataset, spec)
    const clustering = (rows === dataset && spec.clustering?.()) || bindClustering(rows, spec)
    const options = { ...lloydDefaults, components: k, seed: spec.seed, restarts: spec.kMeansRestarts }
    yield* bestOfStarts(rows, clustering, options)
    yield
    return yield* fromPartition(rows, clustering.labels(), spec)
  }
  if (init === 'k-means++') {
    const clustering = spec.clustering?.() ?? bindClustering(dataset, spec)
    const centers = yield* greedyPlusPlus(dataset, clustering, k, createRandom(spec.seed))
    clustering.begin(k)
    clustering.assign(centers)
    yield
    return yield* fromPartition(dataset, clustering.labels(), spec)
  }
  if (init === 'random') return yield* fromParts(dataset, {}, spec)
  if (init === 'random-responsibilities') {
    return yield* fromResponsibilities(dataset, randomResponsibilities(dataset.sampleCount, k, spec.seed), spec)
  }
  if ('labels' in init)
    return yield* fromResponsibilities(dataset, checkLabels(init.labels, dataset.sampleCount, k), spec)
  if ('responsibilities' in init) {
    return yield* fromResponsibilities(
      dataset,
      checkResponsibilities(init.responsibilities, dataset.sampleCount, k),
      spec,
    )
  }
  return yield* fromParts(dataset, init, spec)
}
