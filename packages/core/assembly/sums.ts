import * as at from './layout'
import { d, k } from './layout'
import { addNumber, addPair } from './simd'

/*
 * Sums as the host reads them: –, Σ w log p(x), K, K × D, K × (D × D or D); and those of one chunk, which are added to them.
 * Before they are complete, what is said of the moments of a component whose count is 0 means nothing: where rows are
 * sorted, a chunk has few components, and the others cost no time.
 */

@inline
function countOf(sums: usize, c: usize): usize {
  return sums + 16 + 8 * c
}

@inline
function firstOf(sums: usize, c: usize): usize {
  return sums + 16 + 8 * (k + c * d)
}

@inline
function secondOf(sums: usize, c: usize): usize {
  return sums + 16 + 8 * k * (1 + d) + c * at.factorBytes
}

/** Has the sums of what is accumulated from now on lie at `address`. */
export function beginSums(address: usize): void {
  at.setSums(address)
  clear(address, 16 + 8 * k)
}

/** Adds the sums at one address to those at another. */
export function addSums(to: usize, from: usize): void {
  addNumber(to + 8, load<f64>(from + 8))
  for (let c: usize = 0; c < k; c++) {
    const count = load<f64>(countOf(from, c))
    if (count == 0) continue
    addCount(to, c, count)
    addNumbers(firstOf(to, c), firstOf(from, c), 8 * d)
    addNumbers(secondOf(to, c), secondOf(from, c), at.factorBytes)
  }
}

/** Writes the moments that mean nothing as 0. */
export function completeSums(sums: usize): void {
  for (let c: usize = 0; c < k; c++) if (load<f64>(countOf(sums, c)) == 0) clearMoments(sums, c)
}

export function beginChunk(): void {
  clear(at.counts, 8 * k)
}

export function clearChunkMoments(c: usize): void {
  clear(at.firsts + c * at.firstBytes, at.firstBytes)
  clear(at.seconds + c * at.secondBytes, at.secondBytes)
}

/** Adds the chunk's sums to the others, second moments about the mean on both sides. */
export function addChunk(logLikelihood: f64): void {
  addNumber(at.sums + 8, logLikelihood)
  for (let c: usize = 0; c < k; c++) {
    const count = load<f64>(at.counts + 8 * c)
    if (count == 0) continue
    addCount(at.sums, c, count)
    const first = at.firsts + c * at.firstBytes
    const second = at.seconds + c * at.secondBytes
    addNumbers(firstOf(at.sums, c), first, 8 * d)
    if (at.diagonal) {
      addNumbers(secondOf(at.sums, c), second, 8 * d)
    } else {
      const isLinear = d > 3 && !load<u8>(at.centered + c)
      addSquare(secondOf(at.sums, c), first, second, isLinear ? at.means + 8 * c * d : at.zeros)
    }
  }
}

/** Adds Σ r (x − μ)(x − μ)ᵀ = Σ r (x − μ) xᵀ − (Σ r (x − μ)) μᵀ, from the lower triangle to both. */
function addSquare(to: usize, first: usize, second: usize, mean: usize): void {
  for (let i: usize = 0; i < d; i++) {
    const firstMoment = load<f64>(first + 8 * i)
    for (let j: usize = 0; j <= i; j++) {
      const moment = load<f64>(second + i * at.pitch + 8 * j) - firstMoment * load<f64>(mean + 8 * j)
      addNumber(to + 8 * (i * d + j), moment)
      if (j < i) addNumber(to + 8 * (j * d + i), moment)
    }
  }
}

function addCount(sums: usize, c: usize, count: f64): void {
  if (load<f64>(countOf(sums, c)) == 0) clearMoments(sums, c)
  addNumber(countOf(sums, c), count)
}

function clearMoments(sums: usize, c: usize): void {
  clear(firstOf(sums, c), 8 * d)
  clear(secondOf(sums, c), at.factorBytes)
}

function addNumbers(to: usize, from: usize, bytes: usize): void {
  const end = to + bytes
  for (; to + 8 < end; to += 16, from += 16) addPair(to, v128.load(from))
  if (to < end) addNumber(to, load<f64>(from))
}

/** Not `memory.fill`, which leaves the module: for the few numbers of a small model that takes longer than to sum them. */
function clear(numbers: usize, bytes: usize): void {
  const end = numbers + bytes
  for (; numbers + 8 < end; numbers += 16) v128.store(numbers, f64x2.splat(0))
  if (numbers < end) store<f64>(numbers, 0)
}
