import { accelerationNames, type AccelerationName } from './acceleration.ts'
import { MixturaError } from './errors.ts'
import type { Abortable } from './host.ts'
import type { CollapsePolicy, FixedParameters } from './maximize.ts'
import { covarianceNames, structureOf, type CovarianceName } from './structures/structures.ts'

/** One check an option: returns the value as the program wants it, or throws. */
export type OptionChecks<Checked> = { [Name in keyof Checked]-?: (value: unknown) => Checked[Name] }

/**
 * Parses options once at the border. Every name must be known; a missing value (undefined) is handed to its check,
 * which knows the default.
 * @throws MixturaError `unknown-option`, and what the checks throw
 *
 * @example
 * checkOptions({ tolerance: 1e-3 }, emOptionChecks).maxIterations // → 1000
 */
export function checkOptions<Checked>(options: object | undefined, checks: OptionChecks<Checked>): Checked {
  const given = (options ?? {}) as Record<string, unknown>
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new MixturaError('bad-option', {
      cause: `The options are ${show(given)}.`,
      value: given,
      remedy: `Give an object of ${Object.keys(checks).join(', ')}.`,
    })
  }
  const names = Object.keys(checks)
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new MixturaError('unknown-option', {
      cause: `There is no option “${unknown}”.`,
      value: unknown,
      remedy: `The options here are ${names.join(', ')}.`,
    })
  }
  const entries = Object.entries<(value: unknown) => unknown>(checks)
  return Object.fromEntries(entries.map(([name, check]) => [name, check(given[name])])) as Checked
}

export function badOption(name: string, value: unknown, remedy: string): MixturaError {
  return new MixturaError('bad-option', { cause: `The option ${name} is ${show(value)}.`, value, remedy })
}

export function show(value: unknown): string {
  if (typeof value === 'string') return `“${value}”`
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object'
  return String(value)
}

export function wholeNumber(
  name: string,
  fallback: number | undefined,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): (value: unknown) => number {
  return (value: unknown = fallback) => {
    if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return value as number
    const range = most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `of at least ${least}`
    throw badOption(name, value, `Give a whole number ${range}.`)
  }
}

export function nonNegative(name: string, fallback: number): (value: unknown) => number {
  return (value: unknown = fallback) => {
    if (typeof value === 'number' && value >= 0 && value < Infinity) return value
    throw badOption(name, value, 'Give a finite number of at least 0.')
  }
}

export function oneOf<T extends string>(name: string, choices: readonly T[], fallback: T): (value: unknown) => T {
  return (value: unknown = fallback) => {
    if (choices.includes(value as T)) return value as T
    throw badOption(name, value, `Choose one of ${choices.join(', ')}.`)
  }
}

export function flag(name: string, fallback: boolean): (value: unknown) => boolean {
  return (value: unknown = fallback) => {
    if (typeof value === 'boolean') return value
    throw badOption(name, value, 'Give true or false.')
  }
}

export function callback<T>(name: string): (value: unknown) => T | undefined {
  return (value: unknown) => {
    if (value === undefined || typeof value === 'function') return value as T | undefined
    throw badOption(name, value, 'Give a function.')
  }
}

/** 0 … 2³² − 1, the whole range of the generator. */
export const seed: (value: unknown) => number = wholeNumber('seed', 0, 0, 2 ** 32 - 1)

/** @throws MixturaError `bad-component-count` */
export function componentCount(value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 1) return value as number
  throw new MixturaError('bad-component-count', {
    cause: `The number of components is ${show(value)}.`,
    value,
    remedy: 'Give a whole number of at least 1.',
  })
}

export function abortable(value: unknown): Abortable | undefined {
  if (value === undefined || typeof (value as Abortable | null)?.aborted === 'boolean') return value as Abortable
  throw badOption('signal', value, 'Give an AbortSignal, or an object with { aborted: boolean }.')
}

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
 * Object.keys(emOptionChecks).join() // → covariance,tolerance,maxIterations,regularization,onCollapse,fixed,acceleration
 */
export const emOptionChecks: OptionChecks<EmOptions> = {
  covariance: oneOf<CovarianceName>('covariance', covarianceNames, 'full'),
  tolerance: nonNegative('tolerance', 1e-6),
  maxIterations: wholeNumber('maxIterations', 1000, 0),
  regularization: nonNegative('regularization', 0),
  onCollapse: oneOf<CollapsePolicy>('onCollapse', ['regularize', 'error', 'reseed', 'drop'], 'regularize'),
  fixed: fixedParameters,
  acceleration: oneOf<AccelerationName>('acceleration', accelerationNames, 'none'),
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

/**
 * Refuses a `fixed` that the other options would break, or that has not one entry a component.
 * @throws MixturaError `bad-option`
 *
 * @example
 * checkFixed(checkOptions({ fixed: { means: [true, false] } }, emOptionChecks), 2) // → undefined
 */
export function checkFixed({ fixed, onCollapse, covariance }: EmOptions, components: number): void {
  const { means, covariances } = fixed
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
