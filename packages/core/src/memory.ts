import { badOption } from './checks.ts'
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

/** The array that was handed in to be written to, or a new one. @throws MixturaError `bad-option` where it has another size */
export function arrayFor(out: unknown, length: number): Float64Array {
  if (out === undefined) return new Float64Array(length)
  if (out instanceof Float64Array && out.length === length) return out
  throw badOption('out', out, `Give a Float64Array of ${length} numbers.`)
}

/** Rows of the longest Matrix: each is an object of some 200 bytes on a heap that ends the process where it overflows. */
const MOST_MATRIX_ROWS = 2 ** 23

/**
 * Refuses an ml-matrix Matrix that the heap or memory cannot hold.
 * @throws MixturaError `out-of-memory`
 */
export function checkMatrixMemory(what: string, rows: number, columns: number, remedy: string): void {
  const bytes = rows * (200 + 8 * columns)
  checkMemory(what, rows <= MOST_MATRIX_ROWS ? bytes : Math.max(bytes, MOST_BYTES + 1), remedy)
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
