import { accelerationNames, type AccelerationName } from './acceleration.ts'
import { badOption, checkOptions, flag, nonNegative, oneOf, wholeNumber, type OptionChecks } from './checks.ts'
import type { CollapsePolicy, FixedParameters } from './maximize.ts'
import {
  covarianceNames,
  familyOf,
  structureOf,
  type CovarianceName,
  type FamilyName,
} from './structures/structures.ts'

export * from './checks.ts'

/** How one run of EM goes on and ends: what `em`, `fit` and the session have in common. */
export interface EmOptions {
  /** Covariance structure. Default `full`. */
  covariance: CovarianceName
  /**
   * Stop when the gain in lml is below this, in nats per sample; 0 runs all of `maxIterations`. With `regularization`, or
   * after a repair, the change of the model has to be below it too, as there the lml passes a maximum on its way.
   * Default 1e-6.
   */
  tolerance: number
  /** Default 1000. */
  maxIterations: number
  /** Added to the diagonal of every component's covariance in each M-step, before the structure's projection, in squared data units. Default 0. */
  regularization: number
  /** Default `regularize`: a ridge relative to the data's variance, recorded as an event. */
  onCollapse: CollapsePolicy
  /**
   * The largest ratio, at least 1, of any two eigenvalues of the covariances, over all components: with it no component
   * can collapse (Hathaway 1985; Fritz, García-Escudero & Mayo-Iscar 2013). In the data's units, so that columns in unlike
   * units are to be standardised before. For the structures `full`, `tied`, `diag`, `spherical`, `tied-diag` and
   * `tied-spherical`. Default none.
   */
  maxRatio?: number | undefined
  /** What every M-step leaves as it is. Default nothing. */
  fixed: FixedParameters
  /**
   * Whether steps are lengthened where EM is slow: by Anderson's method, or by SQUAREM. After some M-steps a model further
   * along the way is tried at the price of an E-step, and taken if it raises the lml by more than the tolerance; else the
   * M-step's model is. So the lml still never falls, and only an M-step that gains too little ends a run. It pays where
   * tens of iterations would be needed. Regularization makes EM climb something else than the lml; what is tried is judged
   * by the lml all the same. Default `none`.
   */
  acceleration: AccelerationName
}

/**
 * The checks of the options that every run of EM has.
 *
 * @example
 * Object.keys(emOptionChecks).join() // → covariance,tolerance,maxIterations,regularization,onCollapse,maxRatio,fixed,acceleration
 */
export const emOptionChecks: OptionChecks<EmOptions> = {
  covariance: oneOf<CovarianceName>('covariance', covarianceNames, 'full'),
  tolerance: nonNegative('tolerance', 1e-6),
  maxIterations: wholeNumber('maxIterations', 1000, 0),
  regularization: nonNegative('regularization', 0),
  onCollapse: oneOf<CollapsePolicy>('onCollapse', ['regularize', 'error', 'reseed', 'drop'], 'regularize'),
  maxRatio,
  fixed: fixedParameters,
  acceleration: oneOf<AccelerationName>('acceleration', accelerationNames, 'none'),
}

function maxRatio(value: unknown): number | undefined {
  if (value === undefined || (typeof value === 'number' && value >= 1 && value < Infinity)) return value
  throw badOption('maxRatio', value, 'Give a finite number of at least 1, or leave it out.')
}

function fixedParameters(value: unknown = {}): FixedParameters {
  const perComponent = (name: string) => (part: unknown) => {
    if (part === undefined || typeof part === 'boolean') return part
    if (Array.isArray(part) && part.every((entry) => typeof entry === 'boolean')) return part as boolean[]
    throw badOption(`fixed.${name}`, part, 'Give true, false, or one of them a component.')
  }
  const { weights, means, covariances } = checkOptions<Record<keyof FixedParameters, boolean | boolean[] | undefined>>(
    value as object,
    { weights: flag('fixed.weights', false), means: perComponent('means'), covariances: perComponent('covariances') },
  )
  return {
    weights: weights === true,
    ...(means !== undefined && { means }),
    ...(covariances !== undefined && { covariances }),
  }
}

/** The families in which cutting eigenvalues to a range is the exact M-step within that range. */
const bounded: readonly FamilyName[] = ['VVV', 'EEE', 'VVI', 'VII', 'EEI', 'EII']

/**
 * Refuses a `fixed` that the other options would break, or that has not one entry a component; and a `maxRatio` that the
 * structure cannot be held to.
 * @throws MixturaError `bad-option`
 *
 * @example
 * checkFixed(checkOptions({ fixed: { means: [true, false] } }, emOptionChecks), 2) // → undefined
 */
export function checkFixed({ fixed, onCollapse, covariance, maxRatio }: EmOptions, components: number): void {
  const { means, covariances } = fixed
  if (maxRatio !== undefined && !bounded.includes(familyOf(covariance))) {
    throw badOption(
      'maxRatio',
      maxRatio,
      `With ${covariance} there is no exact M-step within it: use ${bounded.join(', ')}.`,
    )
  }
  if (maxRatio !== undefined && [covariances].flat().includes(true)) {
    throw badOption('maxRatio', maxRatio, 'What is fixed could not be held to it: leave one of the two out.')
  }
  for (const [name, part] of Object.entries({ means, covariances })) {
    if (typeof part !== 'object' || part.length === components) continue
    throw badOption(`fixed.${name}`, part, `Give true, false, or ${components} of them, one a component.`)
  }
  const isAnyFixed = Object.values(fixed).flat().includes(true)
  if (isAnyFixed && (onCollapse === 'drop' || onCollapse === 'reseed')) {
    throw badOption('onCollapse', onCollapse, 'It would change what is fixed: use regularize or error beside fixed.')
  }
  const isPartlyFixed = typeof covariances === 'object' && new Set(covariances).size > 1
  if (isPartlyFixed && structureOf(covariance).family.includes('E')) {
    throw badOption(
      'fixed.covariances',
      covariances,
      `Fix all or none: with ${covariance} they have something in common.`,
    )
  }
}
