import type { Dataset } from './dataset.ts'
import { bytesOfFit, checkMemory } from './memory.ts'
import { variancesOf } from './moments.ts'
import { MixturaError } from './errors.ts'
import { structureOf, type CovarianceName } from './structures/structures.ts'

/** Below this a variance has too few bits left to divide by. */
const SMALLEST_VARIANCE = 1e-150

export interface FittableOptions {
  readonly components: number
  readonly covariance: CovarianceName
  readonly regularization: number
}

/**
 * Refuses what no start can mend.
 * @throws MixturaError `out-of-memory`, `too-few-distinct-points`, `constant-column`, `scale-out-of-range`
 */
export function checkFittable(dataset: Dataset, { components, covariance, regularization }: FittableOptions): void {
  checkRoom(components, dataset.dimension, covariance)
  // With a ridge even a component at a single point has a density, so that several may share one.
  if (regularization > 0) return
  checkDistinct(dataset, components)
  const spherical = structureOf(covariance).family[1] === 'I'
  const constant = Array.from({ length: dataset.dimension }, (_, column) => isConstant(dataset, column))
  if (spherical ? constant.every(Boolean) : constant.some(Boolean)) {
    const column = constant.indexOf(true)
    throw new MixturaError('constant-column', {
      cause: `All values of column ${column} are equal (${dataset.values[column]}), so a ${covariance} covariance is singular.`,
      value: dataset.values[column],
      remedy: 'Leave the column out, use a spherical covariance, or set regularization > 0.',
    })
  }
  if (constant.every((is, column) => is || isSpread(dataset, column))) return
  const variances = variancesOf(dataset)
  const tiny = variances.findIndex((variance, column) => variance < SMALLEST_VARIANCE && !constant[column])
  if (tiny >= 0) {
    throw new MixturaError('scale-out-of-range', {
      cause: `Column ${tiny} has variance ${variances[tiny]}, below ${SMALLEST_VARIANCE}.`,
      value: variances[tiny],
      remedy: 'Express the data in other units.',
    })
  }
}

/** @throws MixturaError `out-of-memory` where the covariances could not be held */
function checkRoom(k: number, d: number, covariance: CovarianceName): void {
  checkMemory(
    `Fitting ${k} ${covariance} covariances of ${d} columns`,
    bytesOfFit(covariance, k, d),
    'Use covariance: diag or spherical, fewer columns, or fewer components.',
  )
}

/** Whether two samples alone keep the variance from being tiny: with the smaller weight w it is at least ½ w (x − x′)² / Σ w. */
function isSpread(dataset: Dataset, column: number): boolean {
  const { values, dimension: d, sampleCount, weightTotal } = dataset
  let first: number | undefined
  for (let row = 0; row < sampleCount; row++) {
    if (dataset.weightOf(row) === 0) continue
    first ??= row
    const difference = values[row * d + column]! - values[first * d + column]!
    if (difference === 0) continue
    const weight = Math.min(dataset.weightOf(row), dataset.weightOf(first))
    // Twice as much, so that rounding decides nothing.
    return (weight / weightTotal) * difference ** 2 > 4 * SMALLEST_VARIANCE
  }
  return false
}

function isConstant(dataset: Dataset, column: number): boolean {
  const { values, dimension: d, sampleCount } = dataset
  let seen: number | undefined
  for (let row = 0; row < sampleCount; row++) {
    if (dataset.weightOf(row) === 0) continue
    seen ??= values[row * d + column]
    if (values[row * d + column] !== seen) return false
  }
  return true
}

/** @throws MixturaError `too-few-distinct-points` */
export function checkDistinct({ values, dimension: d, sampleCount, sampleWeights }: Dataset, needed: number): void {
  const found: number[] = []
  const equal = (a: number, b: number): boolean => {
    for (let j = 0; j < d; j++) if (values[a * d + j] !== values[b * d + j]) return false
    return true
  }
  for (let row = 0; row < sampleCount && found.length < needed; row++) {
    if (sampleWeights?.[row] === 0) continue
    if (!found.some((other) => equal(row, other))) found.push(row)
  }
  if (found.length >= needed) return
  throw new MixturaError('too-few-distinct-points', {
    cause: `K = ${needed} needs at least ${needed} different points; there are ${found.length}.`,
    value: found.length,
    remedy: 'Use fewer components, or more data.',
  })
}
