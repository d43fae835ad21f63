import { MixturaError, type ErrorCode } from './errors.ts'
import type { Abortable } from './host.ts'

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
  const given = (options === undefined ? {} : options) as Record<string, unknown>
  if (!isPlainObject(given)) {
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

/** An object as literals and JSON make it, of this window or another: no class of its own, so neither a Map nor a promise. */
function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || isList(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

export function badOption(name: string, value: unknown, remedy: string): MixturaError {
  return new MixturaError('bad-option', { cause: `The option ${name} is ${show(value)}.`, value, remedy })
}

export function show(value: unknown): string {
  if (typeof value === 'string') return `“${value}”`
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null) return isList(value) ? 'an array' : 'an object'
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

/** Whether it is an array, or a typed array of any kind. */
export function isList(input: unknown): input is ArrayLike<unknown> {
  return Array.isArray(input) || (ArrayBuffer.isView(input) && !(input instanceof DataView))
}

/** Where numbers are expected, and of what size: the words for a refusal. */
export interface Expected {
  readonly code: ErrorCode
  /** What holds the numbers, as a sentence begins: “Mean 3”. */
  readonly name: string
  readonly remedy?: string
}

/**
 * The finite numbers of a list, copied: the one way in for weights, labels, means and whatever else comes as a list.
 * Strings, booleans and null are no numbers.
 * @throws MixturaError with the code expected
 */
export function finiteNumbers(input: unknown, { code, name, remedy = 'Give finite numbers.' }: Expected): Float64Array {
  if (!isList(input)) {
    throw new MixturaError(code, { cause: `${name} is ${show(input)}.`, value: input, remedy })
  }
  const numbers = new Float64Array(input.length)
  for (let i = 0; i < input.length; i++) {
    const value = input[i]
    if (typeof value === 'number' && Number.isFinite(value)) numbers[i] = value
    else throw new MixturaError(code, { cause: `${name} holds ${show(value)} at ${i}.`, value, remedy })
  }
  return numbers
}
