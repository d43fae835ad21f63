import { DatagenError } from './errors.ts'

/** Rows of a Matrix take about 250 bytes each: ten million are what Node's and a browser's heap hold. */
export const MOST_POINTS = 10_000_000

/** @throws DatagenError `bad-option`, `unknown-option` */
export function checkNames(options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new DatagenError('bad-option', {
      cause: `The options are ${show(options)}.`,
      value: options,
      remedy: `Give an object with any of ${known.join(', ')}.`,
    })
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new DatagenError('unknown-option', {
    cause: `There is no option “${unknown}”.`,
    value: unknown,
    remedy: `The options here are ${known.join(', ')}.`,
  })
}

/** @throws DatagenError `bad-count` */
export function checkCount(n: unknown): number {
  if (isWhole(n, 1, MOST_POINTS)) return n
  throw new DatagenError('bad-count', {
    cause: `The number of points is ${show(n)}.`,
    value: n,
    remedy: `Give a whole number from 1 to ${MOST_POINTS}.`,
  })
}

/** @throws DatagenError `bad-seed` */
export function checkSeed(seed: unknown): number {
  if (isWhole(seed, 0, 2 ** 32 - 1)) return seed
  throw new DatagenError('bad-seed', {
    cause: `The seed is ${show(seed)}.`,
    value: seed,
    remedy: `Give a whole number from 0 to ${2 ** 32 - 1}.`,
  })
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most
}

export function show(value: unknown): string {
  if (typeof value === 'string') return `“${value}”`
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object'
  return String(value)
}
