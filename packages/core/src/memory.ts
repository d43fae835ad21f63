import { MixturaError } from './errors.ts'
import { structureOf, type CovarianceName } from './structures/structures.ts'

/** Bytes that every host has: up to these nothing is asked. */
const SMALL_BYTES = 2 ** 28
/** Bytes of the longest array that any host makes; more than these are not even tried. */
const MOST_BYTES = 2 ** 33
/** Hosts are asked for memory in pieces of so many bytes, as no array that is needed has to hold all of it. */
const PIECE_BYTES = 2 ** 30
/**
 * Arrays of a number for each entry of each covariance that a fit holds at a time: covariances and factors of two models, the
 * statistics, their scatter, and in the kernel the factors as given and as packed, the sums of a chunk and of all.
 */
const ARRAYS_OF_A_FIT = 10

/**
 * Bytes that K covariances of D columns and all that a fit computes of them take: K × D numbers an array where the structure
 * is diagonal, K × D × D otherwise.
 */
export function bytesOfFit(covariance: CovarianceName, k: number, d: number): number {
  return 8 * ARRAYS_OF_A_FIT * k * d * (structureOf(covariance).form === 'diagonal' ? 1 : d)
}

/**
 * Refuses, before any work, what memory cannot hold: the one owner of that question.
 * @param what names what is asked for; a message begins with it
 * @param bytes that it takes
 * @throws MixturaError `out-of-memory`, its value the bytes
 */
export function checkMemory(what: string, bytes: number, remedy: string): void {
  if (bytes <= SMALL_BYTES || (bytes <= MOST_BYTES && isThere(bytes))) return
  throw new MixturaError('out-of-memory', {
    cause: `${what} would take ${readable(bytes)} of memory, which is not there.`,
    value: bytes,
    remedy,
  })
}

/** Whether the host hands out so many bytes; untouched and let go of at once, they cost it nothing. */
function isThere(bytes: number): boolean {
  try {
    const pieces: ArrayBuffer[] = []
    for (let left = bytes; left > 0; left -= PIECE_BYTES) pieces.push(new ArrayBuffer(Math.min(left, PIECE_BYTES)))
    return pieces.length > 0
  } catch {
    return false
  }
}

function readable(bytes: number): string {
  return bytes < Infinity
    ? `${Number((bytes / 2 ** 30).toPrecision(3))} GiB (${bytes} bytes)`
    : 'more bytes than can be counted'
}
