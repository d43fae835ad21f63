import type { Dataset } from './dataset.ts'
import type { Start } from './em.ts'
import { log } from './elementary.ts'
import { MixturaError } from './errors.ts'
import type { InParts } from './in-parts.ts'
import { attemptCovariances, estimateCovariances, type Spread } from './estimate-covariances.ts'
import { checkCovariances, checkMeans, checkWeights, parametersFrom, type MixtureInput } from './mixture-input.ts'
import { spreadOf } from './maximize.ts'
import { momentsOf, momentsOfAll } from './moments.ts'
import { badOption } from './options.ts'
import { assembleParameters, type MixtureParameters } from './parameters.ts'
import { createRandom, drawWithoutReplacement, type RandomSource } from './random.ts'
import type { MomentForm, SufficientStatistics } from './statistics.ts'
import { repeatBlock, type Scatter } from './structures/scatter.ts'
import { structureOf, type CovarianceName } from './structures/structures.ts'

interface StartOptions {
  readonly components: number
  readonly seed: number
  readonly covariance: CovarianceName
  readonly regularization: number
}

/** A model made elsewhere. */
export function fromModel(dataset: Dataset, parameters: MixtureParameters, k: number): Start {
  if (parameters.componentCount !== k) {
    throw badOption('components', k, `The model given as init has ${parameters.componentCount}: give as many.`)
  }
  if (parameters.dimension !== dataset.dimension) {
    throw new MixturaError('bad-dimension', {
      cause: `The model given as init has ${parameters.dimension} dimensions, but the points have ${dataset.dimension} columns.`,
      value: parameters.dimension,
      remedy: 'Start from a model of the same columns.',
    })
  }
  // Its axes are told anew from its covariances, so that a model out of a file begins the same run as the one it was made from.
  const { orientation: _axes, ...own } = parameters
  return { parameters: own, events: [] }
}

/** Each part is taken where it is given; else weights 1/K, means at distinct random points, the data's covariance. */
export function* fromParts(dataset: Dataset, parts: Partial<MixtureInput>, options: StartOptions): InParts<Start> {
  const { components: k, covariance } = options
  const { dimension: d } = dataset
  const weights = parts.weights === undefined ? evenWeights(k) : checkWeights(parts.weights, k)
  const means = parts.means === undefined ? randomRows(dataset, k, options.seed) : checkMeans(parts.means, k, d).values
  if (parts.covariances !== undefined) {
    const covariances = checkCovariances(parts.covariances, covariance, k, d)
    return { parameters: parametersFrom(covariance, weights, means, covariances), events: [] }
  }
  const whole = yield* momentsOfAll(dataset, formOf(covariance))
  const scatter: Scatter = {
    form: whole.form,
    componentCount: k,
    dimension: d,
    counts: new Float64Array(k).fill(freedomOf(dataset, 1, new Int32Array(dataset.sampleCount))[0]!),
    scatter: repeatBlock(whole.secondMoments, k),
  }
  return assemble(scatter, spreadIn(whole), weights, means, options)
}

/** The notebook's start from a partition: cluster means, `np.cov` covariances (divisor n − 1), weights 1/K. */
export function* fromPartition(dataset: Dataset, labels: Int32Array, options: StartOptions): InParts<Start> {
  const { components: k } = options
  const moments = yield* momentsOf(dataset, k, labels, formOf(options.covariance))
  const spread = spreadIn(moments)
  const own = scatterOf(moments, freedomOf(dataset, k, labels))
  const { singular: small } = attemptCovariances(own, spread, options)
  const start = assemble(withPooled(own, small, dataset), spread, evenWeights(k), moments.centers, options)
  const pooled = small.map(
    (component) => ({ iteration: 0, component, cause: 'small-cluster', action: 'pool' }) as const,
  )
  return { ...start, events: [...pooled, ...start.events] }
}

/**
 * The M-step of given responsibilities (N × K, row-major): weights Nₖ/N, weighted means and covariances.
 * @throws MixturaError `bad-responsibilities` where a component has no sample
 */
export function* fromResponsibilities(
  dataset: Dataset,
  responsibilities: Float64Array,
  options: StartOptions,
): InParts<Start> {
  const { components: k } = options
  const moments = yield* momentsOf(dataset, k, responsibilities, formOf(options.covariance))
  const empty = moments.effectiveCounts.findIndex((count) => !(count > 0))
  if (empty >= 0) {
    throw new MixturaError('bad-responsibilities', {
      cause: `No sample belongs to component ${empty}.`,
      value: empty,
      remedy: 'Give every component at least one sample, or use fewer components.',
    })
  }
  const weights = moments.effectiveCounts.map((count) => count / moments.weightTotal)
  const scatter = scatterOf(moments, moments.effectiveCounts)
  return assemble(scatter, spreadIn(moments), weights, moments.centers, options)
}

function assemble(
  scatter: Scatter,
  spread: Spread,
  weights: Float64Array,
  means: Float64Array,
  options: StartOptions,
): Start {
  const { singular, ...estimate } = estimateCovariances(scatter, spread, options)
  return {
    parameters: assembleParameters({ ...estimate, covariance: options.covariance, weights, means }),
    events: singular.map((component) => ({ iteration: 0, component, cause: 'singular', action: 'regularize' })),
  }
}

/** How widely the data lie. */
function spreadIn(moments: SufficientStatistics): Spread {
  return spreadOf(moments.centers, scatterOf(moments, moments.effectiveCounts))
}

function scatterOf(
  { form, componentCount, dimension, secondMoments }: SufficientStatistics,
  counts: Float64Array,
): Scatter {
  return { form, componentCount, dimension, counts, scatter: secondMoments }
}

/** Which second moments a structure's projection asks for: none that it would throw away. */
function formOf(covariance: CovarianceName): MomentForm {
  return structureOf(covariance).form === 'diagonal' ? 'diagonal' : 'full'
}

/** Clusters too small for a covariance of their own are lent the pooled within-cluster one. */
function withPooled(own: Scatter, small: readonly number[], dataset: Dataset): Scatter {
  if (small.length === 0) return own
  const { componentCount: k } = own
  const size = own.scatter.length / k
  const freedom = own.counts.reduce((sum, count) => sum + count, 0)
  const pooled = new Float64Array(size)
  for (let i = 0; i < k * size; i++) if (freedom > 0) pooled[i % size]! += own.scatter[i]! / freedom
  const scatter = own.scatter.slice()
  const counts = own.counts.slice()
  // As much as of one row, Σ w² / Σ w.
  const count = dataset.weightTotal / dataset.effectiveCount
  for (const c of small) {
    counts[c] = count
    scatter.set(
      pooled.map((value) => count * value),
      c * size,
    )
  }
  return { ...own, counts, scatter }
}

/** K × D: rows drawn at random, none without weight, and no two alike while there are others. */
function randomRows(dataset: Dataset, k: number, seed: number): Float64Array {
  const { values, dimension: d } = dataset
  const means: number[][] = []
  for (const row of rowsByChance(dataset, createRandom(seed))) {
    const candidate = Array.from(values.subarray(row * d, (row + 1) * d))
    if (means.every((mean) => mean.some((value, j) => value !== candidate[j]))) means.push(candidate)
    if (means.length === k) break
  }
  const distinct = means.length
  return Float64Array.from(Array.from({ length: k }, (_, c) => means[c % distinct]!).flat())
}

/** Rows of some weight, each once, drawn by their weights; where these are all alike, with equal chances. */
function* rowsByChance({ sampleCount, sampleWeights }: Dataset, random: RandomSource): Generator<number> {
  const heaviest = sampleWeights?.reduce((most, weight) => Math.max(most, weight), 0)
  if (sampleWeights === undefined || sampleWeights.every((weight) => weight === 0 || weight === heaviest)) {
    for (const row of drawWithoutReplacement(sampleCount, random)) if (sampleWeights?.[row] !== 0) yield row
    return
  }
  // The row whose exponential waiting time, at the rate of its weight, is the shortest comes first (Efraimidis & Spirakis 2006).
  const waits = sampleWeights.map((weight) => -log(1 - random()) / weight)
  const rows = Array.from(waits.keys()).filter((row) => sampleWeights[row]! > 0)
  yield* rows.sort((a, b) => waits[a]! - waits[b]! || a - b)
}

function evenWeights(k: number): Float64Array {
  return new Float64Array(k).fill(1 / k)
}

/** K: the divisor of each cluster's covariance, Σ w − Σ w² / Σ w: `np.cov`'s n − 1 where every weight is 1. Never negative. */
function freedomOf(dataset: Dataset, k: number, labels: Int32Array): Float64Array {
  const sums = new Float64Array(k)
  const squares = new Float64Array(k)
  for (let row = 0; row < labels.length; row++) {
    const weight = dataset.weightOf(row)
    sums[labels[row]!]! += weight
    squares[labels[row]!]! += weight * weight
  }
  return sums.map((sum, c) => (sum > 0 ? Math.max(0, sum - squares[c]! / sum) : 0))
}
