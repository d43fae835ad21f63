import type { Start } from './em.ts'
import { estimateCovariances } from './estimate-covariances.ts'
import { spreadOf, type MaximizeOptions } from './maximize.ts'
import { asTriangular, assembleParameters, prepareFor, type MixtureParameters } from './parameters.ts'
import { scaleBlocks, type Scatter } from './structures/scatter.ts'
import { isNested, structureOf } from './structures/structures.ts'

/** Covariances that differ by less than this share of their columns' deviations are the same, written in two ways. */
const ROUNDING = 1e-12
/** The inner iterations of a structure end a little short of its own fixed points. */
const OWN_ROUNDING = 1e-5

/**
 * The start as a model of the structure that is to be fitted, within `maxRatio`. What these cannot hold is projected into it as an
 * M-step would project rows that this model explains (Nₖ = πₖ, Sₖ = πₖ Σₖ), and every component that changes is an event.
 *
 * @example
 * const oblique = new GaussianMixture({ weights: [1], means: [[0, 0]], covariances: [[[2, 1], [1, 2]]] })
 * const { parameters, events } = intoStructure({ covariance: 'diag' }, { parameters: oblique.parameters, events: [] })
 * parameters.covariances // → Float64Array(2) [ 2, 2 ]
 * events[0].action // → project
 */
export function intoStructure(
  { covariance, maxRatio }: Pick<MaximizeOptions, 'covariance' | 'maxRatio'>,
  start: Start,
): Start {
  const { parameters, events } = start
  const own = structureOf(parameters.covariance).family
  const { family, form } = structureOf(covariance)
  const isNamedSo = (own === family || isNested(own, family)) && maxRatio === undefined
  const named = (): Start =>
    parameters.covariance === covariance
      ? start
      : { parameters: { ...prepareFor(covariance, parameters), covariance }, events }
  // Any covariances are of these; what is only called one of the others may have been made by hand.
  if (isNamedSo && (own === 'VVV' || own === 'VVI')) return named()
  const { weights, means, componentCount, dimension } = parameters
  // Two structures of columns alone have nothing between the columns.
  const before = form === 'diagonal' ? parameters : asTriangular(parameters)
  const { covariances } = before
  const scatter: Scatter = {
    form: before.form === 'diagonal' ? 'diagonal' : 'full',
    componentCount,
    dimension,
    counts: weights,
    scatter: scaleBlocks(covariances, weights),
  }
  // A component without weight has nothing to project, and keeps what it has.
  const kept = { covarianceOf: (component: number) => weights[component] === 0, previous: parameters }
  const spread = spreadOf(means, scatter)
  const { singular, ...estimate } = estimateCovariances(
    scatter,
    spread,
    { covariance, regularization: 0, maxRatio },
    kept,
  )
  const projected = assembleParameters({ ...estimate, form, covariance, weights, means })
  const limit = isNamedSo ? OWN_ROUNDING : ROUNDING
  const changed = differing(before.form === 'diagonal' ? projected : asTriangular(projected), covariances, limit)
  if (isNamedSo && (changed.length === 0 || singular.length > 0)) return named()
  return {
    parameters: projected,
    events: [
      ...events,
      ...changed.map(
        (component) => ({ iteration: 0, component, cause: 'outside-structure', action: 'project' }) as const,
      ),
      ...singular.map((component) => ({ iteration: 0, component, cause: 'singular', action: 'regularize' }) as const),
    ],
  }
}

function differing(
  { form, componentCount, dimension: d, covariances }: MixtureParameters,
  before: Float64Array,
  limit: number,
): number[] {
  return Array.from({ length: componentCount }, (_, c) => c).filter((c) => {
    if (form === 'diagonal') {
      for (let at = c * d; at < (c + 1) * d; at++) {
        if (Math.abs(covariances[at]! - before[at]!) > limit * before[at]!) return true
      }
      return false
    }
    const entry = (values: Float64Array, i: number, j: number): number => values[(c * d + i) * d + j]!
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) {
        const scale = Math.sqrt(entry(before, i, i)) * Math.sqrt(entry(before, j, j))
        if (Math.abs(entry(covariances, i, j) - entry(before, i, j)) > limit * scale) return true
      }
    }
    return false
  })
}
