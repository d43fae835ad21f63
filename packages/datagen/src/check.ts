import { DatagenError } from './errors.ts'

/** A typed array can hold no more than this many numbers, whatever the memory. */
const MOST_POINTS = 2 ** 30

/** @throws DatagenError `bad-count` */
export function checkCount(n: unknown): number {
  if (Number.isInteger(n) && (n as number) >= 1 && (n as number) <= MOST_POINTS) return n as number
  throw new DatagenError('bad-count', {
    cause: `The number of points is ${String(n)}.`,
    value: n,
    remedy: `Give a whole number from 1 to ${MOST_POINTS}.`,
  })
}

/** @throws DatagenError `bad-seed` */
export function checkSeed(seed: unknown): number {
  if (Number.isInteger(seed) && (seed as number) >= 0 && (seed as number) < 2 ** 32) return seed as number
  throw new DatagenError('bad-seed', {
    cause: `The seed is ${String(seed)}.`,
    value: seed,
    remedy: `Give a whole number from 0 to ${2 ** 32 - 1}.`,
  })
}

/** @throws DatagenError `unknown-option` */
export function checkNames(options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new DatagenError('unknown-option', {
    cause: `There is no option “${unknown}”.`,
    value: unknown,
    remedy: `The options here are ${known.join(', ')}.`,
  })
}
