import { covarianceNames, type CovarianceName, type SampleSize } from '@mixtura/core'
import { encodings, type Encoding } from '@mixtura/io'
import { InvalidArgumentError } from 'commander'

// What the values of options are made of. Each refuses the rest with what to give instead.

/** A whole number of at least `least`. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= least && value <= most) return value
    const range = most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `of at least ${least}`
    throw new InvalidArgumentError(`Give a whole number ${range}.`)
  }
}

/** 0 … 2³² − 1, the range of the generators. */
export const seed: (text: string) => number = wholeNumber(0, 2 ** 32 - 1)

/** A finite number, 0 or more, as 0.001 or 1e-3. */
export function nonNegative(text: string): number {
  const value = Number(text)
  if (/^[\d.]/.test(text) && value >= 0 && value < Infinity) return value
  throw new InvalidArgumentError('Give a number of at least 0, as 0.001 or 1e-3.')
}

/** What criteria take for n. */
export function sampleSize(text: string): SampleSize {
  if (text === 'sum' || text === 'rows' || text === 'kish') return text
  const value = Number(text)
  if (/^[\d.]/.test(text) && value > 0 && value < Infinity) return value
  throw new InvalidArgumentError('Give sum, rows, kish, or a number above 0.')
}

/** Numbers of components: `3`, `1..9`, `2,4,8`, or ranges and numbers mixed. */
export function componentCounts(text: string): number[] {
  const counts = text.split(',').flatMap((part) => {
    const [, from, to = from] = /^(\d{1,4})(?:\.\.(\d{1,4}))?$/.exec(part.trim()) ?? []
    return from === undefined
      ? [NaN]
      : Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i)
  })
  if (counts.length > 0 && counts.every((count) => count >= 1)) return [...new Set(counts)]
  throw new InvalidArgumentError('Give numbers of at least 1, as 1..9 or 2,4,8.')
}

/** Names of covariance structures with commas between them, or `all` families. */
export function covariances(text: string): CovarianceName[] {
  const families = covarianceNames.filter((name) => name === name.toUpperCase())
  const names = text === 'all' ? families : text.split(',').map((name) => name.trim() as CovarianceName)
  if (names.every((name) => covarianceNames.includes(name))) return [...new Set(names)]
  throw new InvalidArgumentError(`Give all, or some of ${covarianceNames.join(', ')}, with commas between them.`)
}

export function yesOrNo(text: string): boolean {
  if (text === 'yes' || text === 'no') return text === 'yes'
  throw new InvalidArgumentError('Give yes or no.')
}

/** Words with commas between them. */
export function words(text: string): string[] {
  return text.split(',')
}

const otherNames: Readonly<Record<string, Encoding>> = {
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  latin1: 'windows-1252',
  'latin-1': 'windows-1252',
  'iso-8859-1': 'windows-1252',
  cp1252: 'windows-1252',
}

/** An encoding by one of its names. */
export function encoding(text: string): Encoding {
  const name = text.toLowerCase()
  const known = otherNames[name] ?? encodings.find((encoding) => encoding === name)
  if (known) return known
  throw new InvalidArgumentError(`Give one of ${encodings.join(', ')}.`)
}
