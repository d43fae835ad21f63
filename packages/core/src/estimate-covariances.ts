import { collapseError } from './collapse.ts'
import type { MaximizeOptions } from './maximize.ts'
import { asTriangular, factorize, volumesOf, type MixtureParameters } from './parameters.ts'
import { blockMatrix, symmetricEigen } from './structures/eigen.ts'
import type { AxesBefore } from './structures/common-orientation.ts'
import { withinRatio } from './structures/eigenvalue-ratio.ts'
import { scaleBlocks, sumBlocks, total, type Scatter } from './structures/scatter.ts'
import { structureOf, type FamilyName, type InnerStart } from './structures/structures.ts'

/** Share of the data's variance (column by column) that a collapsed covariance is given back as a ridge. */
const COLLAPSE_RIDGE = 1e-6
/** A variance below this share of the data's is a collapse: the component sits on one point, or on repeats of it. */
const SMALLEST_VARIANCE_SHARE = 1e-14
/** What the other columns leave of a column's variance is, below this share, a collapse, unless they do so in all the data … */
const SMALLEST_COLUMN_SHARE = 1e-10
/** … and, below this share, hardly anything but rounding. */
const SMALLEST_COLLINEAR_SHARE = 1e-13

/** How widely the data lie: within the components plus between their means (law of total variance). */
export interface Spread {
  /** D: variances. */
  readonly variances: Float64Array
  /** D × D, made when asked for. */
  readonly covariance: () => Float64Array
}

interface CovarianceEstimate {
  readonly form: 'triangular' | 'diagonal'
  readonly covariances: Float64Array
  readonly precisionsCholesky: Float64Array
  readonly orientation: MixtureParameters['orientation']
  /** The components whose covariance had to be given a ridge. */
  readonly singular: readonly number[]
}

type CovarianceOptions = Pick<MaximizeOptions, 'covariance' | 'regularization' | 'maxRatio'>

/** What an M-step keeps of the model before it. */
export interface Kept {
  readonly covarianceOf: (component: number) => boolean
  readonly previous: MixtureParameters
}

/**
 * The structure's projection of the scatter and its regularization. What comes out singular is projected again with a
 * ridge, and so is what becomes singular only by the ridge of another, as far as components share their covariances.
 * @param ridged the components that have a ridge from the first
 */
export function estimateCovariances(
  scatter: Scatter,
  spread: Spread,
  options: CovarianceOptions,
  kept?: Kept,
  ridged: ReadonlySet<number> = new Set(),
): CovarianceEstimate {
  const without = Array.from(scatter.counts.keys()).filter((c) => !ridged.has(c))
  const sum = ridged.size === 0 ? scatter : withRidges(scatter, spread, ridged)
  const estimate = attemptCovariances(sum, spread, options, kept)
  if (estimate.singular.length === 0) return { ...estimate, singular: [...ridged].sort((a, b) => a - b) }
  if (without.length === 0) throw collapseError(estimate.singular[0]!, 'singular')
  const found = estimate.singular.filter((c) => !ridged.has(c))
  return estimateCovariances(
    scatter,
    spread,
    options,
    kept,
    new Set([...ridged, ...(found.length > 0 ? found : without)]),
  )
}

function withRidges(scatter: Scatter, spread: Spread, ridged: ReadonlySet<number>): Scatter {
  return addToDiagonals(scatter, (c, j) => (ridged.has(c) ? COLLAPSE_RIDGE * spread.variances[j]! : 0))
}

/** One projection as it comes, and which components have no factor. */
export function attemptCovariances(
  scatter: Scatter,
  { variances, covariance: dataCovariance }: Spread,
  { covariance, regularization, maxRatio }: CovarianceOptions,
  kept?: Kept,
): CovarianceEstimate {
  const { componentCount: k, dimension: d } = scatter
  const { family, form, project } = structureOf(covariance)
  // Before the projection, so that what comes out is a model of the family.
  const regularized = regularization > 0 ? addToDiagonals(scatter, () => regularization) : scatter
  const { covariances: free, orientation } = project(regularized, kept && innerStart(kept.previous, family))
  const covariances = maxRatio === undefined ? free : withinRatio(free, form, scatter.counts, d, maxRatio)
  if (kept) restore(covariances, form, kept)
  const { precisionsCholesky, singular } = factorize(covariances, form, k, d, {
    // A spherical component has one variance for all columns, and is measured by theirs on average.
    spread: family[1] === 'I' ? new Float64Array(d).fill(total(variances) / d) : variances,
    dataCovariance,
    ofSpread: SMALLEST_VARIANCE_SHARE,
    ofColumn: SMALLEST_COLUMN_SHARE,
    ofCollinearColumn: SMALLEST_COLLINEAR_SHARE,
  })
  return { form, covariances, precisionsCholesky, orientation, singular: singular.map(({ component }) => component) }
}

/** Where the inner iterations of a structure go on; a model made elsewhere is asked for the axes of its mean covariance. */
function innerStart(previous: MixtureParameters, family: FamilyName): InnerStart | undefined {
  const sharesAxes = family.endsWith('VE')
  const sharesShape = family.startsWith('VE')
  if (!sharesAxes && !sharesShape) return undefined
  return {
    volumes: volumesOf(previous),
    orientation: sharesAxes ? axesBefore(previous) : undefined,
  }
}

function axesBefore(parameters: MixtureParameters): AxesBefore {
  const { componentCount: k, dimension: d, weights, orientation } = parameters
  if (orientation) return { axes: orientation, settled: true }
  const mean = sumBlocks(scaleBlocks(asTriangular(parameters).covariances, weights), k)
  return { axes: symmetricEigen(blockMatrix(mean, 0, d)).vectors, settled: false }
}

/** The scatter of components whose every column varies by so much more: Sₖ + Nₖ diag(amountₖⱼ). */
function addToDiagonals(scatter: Scatter, amountOf: (component: number, column: number) => number): Scatter {
  const { form, componentCount: k, dimension: d, counts } = scatter
  const added = scatter.scatter.slice()
  for (let c = 0; c < k; c++) {
    for (let j = 0; j < d; j++) {
      const at = c * d + j
      added[form === 'full' ? at * d + j : at]! += counts[c]! * amountOf(c, j)
    }
  }
  return { ...scatter, scatter: added }
}

function restore(covariances: Float64Array, form: 'triangular' | 'diagonal', { covarianceOf, previous }: Kept): void {
  const size = covariances.length / previous.componentCount
  for (let c = 0; c < previous.componentCount; c++) {
    if (!covarianceOf(c)) continue
    if (previous.form === form) {
      covariances.set(previous.covariances.subarray(c * size, (c + 1) * size), c * size)
    } else {
      // A full start kept in a diagonal structure: its diagonal is what the structure can hold.
      const d = previous.dimension
      for (let j = 0; j < d; j++) covariances[c * size + j] = previous.covariances[(c * d + j) * d + j]!
    }
  }
}
