import { allocate } from './allocate.ts'
import { collapseError, dropComponents, reseedComponents } from './collapse.ts'
import { estimateCovariances, type Spread } from './estimate-covariances.ts'
import { asTriangular, assembleParameters, type MixtureParameters } from './parameters.ts'
import { Repairs } from './repairs.ts'
import type { SufficientStatistics } from './statistics.ts'
import { sumBlocks, total, type Scatter } from './structures/scatter.ts'
import type { CovarianceName } from './structures/structures.ts'

/** What to do with a component that no longer has a covariance of its own. */
export type CollapsePolicy = 'regularize' | 'error' | 'reseed' | 'drop'

/** What an M-step leaves as it was: everything of a kind (true), or that of the components marked true. */
export interface FixedParameters {
  /** π stays as it is. */
  readonly weights?: boolean
  /** μ stays as it is: all K, or those marked true. */
  readonly means?: boolean | readonly boolean[]
  /** Σ stays as it is: all K, or those marked true. */
  readonly covariances?: boolean | readonly boolean[]
}

/** What the M-step is to keep to; defaults and meanings as in `EmOptions`. */
export interface MaximizeOptions {
  /** What the second moments are projected to. */
  readonly covariance: CovarianceName
  /** Added to the diagonal of every component's own covariance before the structure's projection, in squared data units. */
  readonly regularization: number
  /** What to do with a component that has no covariance of its own. */
  readonly onCollapse: CollapsePolicy
  /** The largest ratio of two eigenvalues, over all components. */
  readonly maxRatio?: number | undefined
  /** What stays as it was. */
  readonly fixed: FixedParameters
}

/** Something done to a model that EM itself would not have done. */
export interface Intervention {
  /** The frame whose model was changed; 0 is the start. */
  readonly iteration: number
  /** Index at the time, in the order of the start. */
  readonly component: number
  /**
   * `empty`: no sample weight left. `singular`: a covariance without an inverse. `small-cluster`: too few samples to start
   * from. `outside-structure`: the start had a covariance that the structure to be fitted cannot hold.
   */
  readonly cause: 'empty' | 'singular' | 'small-cluster' | 'outside-structure'
  /**
   * What was done: a ridge added, half of the heaviest component given, removed, the old values or the pooled covariance
   * taken, the covariance projected into the structure.
   */
  readonly action: 'regularize' | 'reseed' | 'drop' | 'keep' | 'pool' | 'project'
}

/** What an M-step ends in. */
export interface Maximized {
  /** The next θ. */
  readonly parameters: MixtureParameters
  /** What was done beside the M-step; empty as a rule. */
  readonly interventions: readonly Omit<Intervention, 'iteration'>[]
}

/** Less than this share of all the weight is none. */
const SMALLEST_SHARE = 1e-14

/**
 * The M-step: weights Nₖ/N, means Σ r x / Nₖ, and the covariances that the structure projects from the scatter
 * about those means. Pure; `previous` serves what is fixed and what has collapsed.
 * @param repairs what was done before in the same run, which bounds what is done again
 * @throws MixturaError `component-collapsed` under the policy `error`, or where no ridge can help
 *
 * @example
 * const points = [[0], [1], [9], [10]]
 * const { model } = initialize(points, { components: 2 })
 * const statistics = createJsEngine(Dataset.from(points)).eStep(model.parameters)
 * const options = checkOptions({}, emOptionChecks)
 * const { parameters, interventions } = maximize(statistics, options, model.parameters)
 * parameters.weights // → Float64Array(2) [ 0.5, 0.5 ]
 * interventions // → []
 */
export function maximize(
  statistics: SufficientStatistics,
  options: MaximizeOptions,
  previous: MixtureParameters,
  repairs: Pick<Repairs, 'kept' | 'mayReseed'> = new Repairs(),
): Maximized {
  const weights = options.fixed.weights ? previous.weights : weightsOf(statistics)
  const empty = emptyComponents(statistics)
  const keepMean = (c: number): boolean => isFixed(options.fixed.means, c) || empty.includes(c)
  const means = meansOf(statistics, keepMean, previous.means)
  const scatter = withOldSpread(scatterAbout(means, statistics), empty, previous)
  const spread = spreadOf(means, scatter)

  const kept = { covarianceOf: (c: number) => isFixed(options.fixed.covariances, c), previous }
  const { singular, form, covariances, precisionsCholesky, orientation } = estimateCovariances(
    scatter,
    spread,
    options,
    kept,
    repairs.kept,
  )
  const { covariance } = options
  const parts = { covariance, form, weights, means, covariances, precisionsCholesky, orientation }
  const parameters = assembleParameters(parts)
  if (empty.length + singular.length === 0) return { parameters, interventions: [] }
  const collapsed = [
    ...empty.map((component) => ({ component, cause: 'empty' as const })),
    ...singular.map((component) => ({ component, cause: 'singular' as const })),
  ]
  return intervene(parameters, collapsed, options.onCollapse, (component) => repairs.mayReseed(component))
}

/** What the policy makes of components that have lost their samples (and kept their old place) or their spread (and got a ridge). */
function intervene(
  parameters: MixtureParameters,
  collapsed: readonly { component: number; cause: 'empty' | 'singular' }[],
  policy: CollapsePolicy,
  mayReseed: (component: number) => boolean,
): Maximized {
  const components = collapsed.map(({ component }) => component)
  const left = collapsed.map(
    (event) => ({ ...event, action: event.cause === 'empty' ? 'keep' : 'regularize' }) as const,
  )
  switch (policy) {
    case 'error':
      throw collapseError(collapsed[0]!.component, collapsed[0]!.cause)
    case 'drop':
      if (components.length === parameters.componentCount) throw collapseError(components[0]!, collapsed[0]!.cause)
      return {
        parameters: dropComponents(parameters, components),
        interventions: collapsed.map((event) => ({ ...event, action: policy })),
      }
    case 'reseed': {
      const healthy = Array.from(parameters.weights.keys()).filter((c) => !components.includes(c))
      const reseeded = components.filter(mayReseed)
      return {
        parameters: reseeded.length > 0 ? reseedComponents(parameters, reseeded, healthy) : parameters,
        interventions: left.map((event) => (reseeded.includes(event.component) ? { ...event, action: policy } : event)),
      }
    }
    case 'regularize':
      return { parameters, interventions: left }
  }
}

function emptyComponents({ effectiveCounts }: SufficientStatistics): number[] {
  const smallest = SMALLEST_SHARE * total(effectiveCounts)
  const empty: number[] = []
  for (let c = 0; c < effectiveCounts.length; c++) if (!(effectiveCounts[c]! > smallest)) empty.push(c)
  return empty
}

function weightsOf({ effectiveCounts, componentCount: k }: SufficientStatistics): Float64Array {
  const sum = total(effectiveCounts)
  const weights = new Float64Array(k)
  for (let c = 0; c < k; c++) weights[c] = effectiveCounts[c]! / sum
  return weights
}

function meansOf(
  { centers, firstMoments, effectiveCounts, componentCount: k, dimension: d }: SufficientStatistics,
  keep: (component: number) => boolean,
  previous: Float64Array,
): Float64Array {
  const means = new Float64Array(k * d)
  for (let c = 0; c < k; c++) {
    const kept = keep(c)
    for (let at = c * d; at < (c + 1) * d; at++) {
      means[at] = kept ? previous[at]! : centers[at]! + firstMoments[at]! / effectiveCounts[c]!
    }
  }
  return means
}

/** Moves the second moments from the statistics' centres to `means`: S = Σ r ddᵀ − f eᵀ − e fᵀ + N e eᵀ with e = μ − c. */
export function scatterAbout(means: Float64Array, statistics: SufficientStatistics): Scatter {
  const { form, componentCount: k, dimension: d, centers, effectiveCounts, firstMoments, secondMoments } = statistics
  const scatter = allocate(secondMoments.length)
  scatter.set(secondMoments)
  for (let c = 0; c < k; c++) {
    const count = effectiveCounts[c]!
    for (let i = 0; i < d; i++) {
      const atI = c * d + i
      const shiftI = means[atI]! - centers[atI]!
      if (form === 'diagonal') {
        scatter[atI]! += shiftI * (count * shiftI - 2 * firstMoments[atI]!)
        continue
      }
      for (let j = 0; j <= i; j++) {
        const atJ = c * d + j
        const shiftJ = means[atJ]! - centers[atJ]!
        scatter[atI * d + j]! += count * shiftI * shiftJ - firstMoments[atI]! * shiftJ - shiftI * firstMoments[atJ]!
        scatter[atJ * d + i] = scatter[atI * d + j]!
      }
    }
  }
  return { form, componentCount: k, dimension: d, counts: effectiveCounts, scatter }
}

/**
 * The scatter with hardly any rows (the smallest share) lent to each empty component, spread as it was: so it keeps its
 * covariance as far as the structure allows, and adds nothing to what the components share.
 */
function withOldSpread(scatter: Scatter, empty: readonly number[], previous: MixtureParameters): Scatter {
  if (empty.length === 0) return scatter
  const { covariances } = scatter.form === 'full' ? asTriangular(previous) : previous
  const size = covariances.length / scatter.componentCount
  const lent = SMALLEST_SHARE * total(scatter.counts)
  const counts = scatter.counts.slice()
  for (const c of empty) {
    counts[c] = lent
    for (let at = c * size; at < (c + 1) * size; at++) scatter.scatter[at] = lent * covariances[at]!
  }
  return { ...scatter, counts }
}

/** How widely the data lie, by their components' scatter and means. */
export function spreadOf(means: Float64Array, scatter: Scatter): Spread {
  return { variances: totalVariance(means, scatter), covariance: () => totalCovariance(means, scatter) }
}

/** D × D: the data's covariance; the scatter is that of all pairs of columns. */
function totalCovariance(
  means: Float64Array,
  { componentCount: k, dimension: d, counts, scatter }: Scatter,
): Float64Array {
  const count = total(counts)
  const covariance = sumBlocks(scatter, k)
  // From the first mean, which lies nearer than the origin may.
  const offsets = means.map((mean, at) => mean - means[at % d]!)
  const center = new Float64Array(d)
  for (let at = 0; at < k * d; at++) center[at % d]! += (counts[Math.floor(at / d)]! / count) * offsets[at]!
  for (let c = 0; c < k; c++) {
    for (let i = 0; i < d; i++) {
      const away = counts[c]! * (offsets[c * d + i]! - center[i]!)
      for (let j = 0; j < d; j++) covariance[i * d + j]! += away * (offsets[c * d + j]! - center[j]!)
    }
  }
  return covariance.map((sum) => sum / count)
}

/** D: the data's variance, within the components plus between their means (law of total variance). */
export function totalVariance(
  means: Float64Array,
  { form, componentCount: k, dimension: d, counts, scatter }: Scatter,
): Float64Array {
  const count = total(counts)
  const variance = new Float64Array(d)
  for (let j = 0; j < d; j++) {
    let center = 0
    for (let c = 0; c < k; c++) center += (counts[c]! / count) * (means[c * d + j]! - means[j]!)
    let sum = 0
    for (let c = 0; c < k; c++) {
      const at = c * d + j
      const offset = means[at]! - means[j]! - center
      sum += scatter[form === 'full' ? at * d + j : at]! + counts[c]! * offset * offset
    }
    variance[j] = sum / count
  }
  return variance
}

function isFixed(fixed: boolean | readonly boolean[] | undefined, component: number): boolean {
  return typeof fixed === 'object' ? fixed[component] === true : fixed === true
}
