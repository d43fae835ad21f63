import * as at from './layout'
import { d, groupBytes, k, logBytes, tileRows } from './layout'
import { accumulateDiagonal, scoreDiagonal } from './diagonal'
import { accumulateNarrow, scoreNarrow } from './narrow'
import { weightsOf } from './rows'
import { addNumber } from './simd'
import { normalize, softmax } from './softmax'
import { accumulateTriangular, centerTile, scoreTriangular } from './triangular'

const LN_2 = 0.6931471805599453

/**
 * The E-step of rows [first, first + count), added to the sums: tile by tile density → log-sum-exp → responsibilities →
 * moments, so that nothing of size N × K is ever stored. `first` is a multiple of the rows of a tile.
 * @returns −1, or the first row that has no density under any component
 */
export function accumulate(first: usize, count: usize): i32 {
  memory.fill(at.counts, 0, at.chunkEnd - at.counts)
  let logLikelihood = 0.0
  for (let row = first, end = first + count; row < end; row += tileRows) {
    const tileCount: usize = min(tileRows, end - row)
    const bytes: usize = 8 * ((tileCount + 3) & ~3)
    const tile = at.rows + groupBytes * (row >> 2)
    const even = at.weights == 0 && bytes == 8 * tileCount

    for (let c: usize = 0; c < k; c++) score(c, tile, bytes, at.logs + c * logBytes)
    const tileLikelihood = softmax(at.logs, logBytes, k, bytes, weightsOf(row, tileCount), even, at.scales)
    if (!isFinite(tileLikelihood)) return <i32>(row + firstWithoutDensity())
    logLikelihood += tileLikelihood
    for (let c: usize = 0; c < k; c++) addMoments(c, tile, bytes, at.logs + c * logBytes)
  }
  fold(LN_2 * logLikelihood)
  return -1
}

/** Writes log₂ πₖ N(x; μₖ, Σₖ) of one component for a tile. */
export function score(c: usize, tile: usize, bytes: usize, out: usize): void {
  const constant = load<f64>(at.logConstants + 8 * c)
  const mean = at.means + 8 * c * d
  const factor = at.factors + c * at.factorBytes
  const packed = at.packed + c * at.packedBytes
  if (at.diagonal) scoreDiagonal(tile, bytes, constant, packed, out)
  else if (d == 2) scoreNarrow(2, tile, bytes, constant, mean, factor, out)
  else if (d == 3) scoreNarrow(3, tile, bytes, constant, mean, factor, out)
  else scoreTriangular(sourceOf(c, tile, bytes), bytes, constant, packed, out)
}

/** Adds one component's share of a tile to the chunk's sums. */
function addMoments(c: usize, tile: usize, bytes: usize, shares: usize): void {
  const mean = at.means + 8 * c * d
  const count = at.counts + 8 * c
  const first = at.firsts + c * at.firstBytes
  const second = at.seconds + c * at.secondBytes
  normalize(shares, at.scales, bytes, count)
  if (at.diagonal) accumulateDiagonal(tile, bytes, mean, shares, first, second)
  else if (d == 2) accumulateNarrow(2, tile, bytes, mean, shares, first, second)
  else if (d == 3) accumulateNarrow(3, tile, bytes, mean, shares, first, second)
  else {
    const center = load<u8>(at.centered + c) ? at.zeros : mean
    accumulateTriangular(sourceOf(c, tile, bytes), bytes, center, shares, at.strip, first, second)
  }
}

/** The tile as it is, or as differences from the mean where precision needs them. */
function sourceOf(c: usize, tile: usize, bytes: usize): usize {
  return load<u8>(at.centered + c) ? centerTile(tile, bytes, at.means + 8 * c * d, at.differences) : tile
}

/** The first row of the tile whose scale is no number. */
export function firstWithoutDensity(): usize {
  let row: usize = 0
  while (load<f64>(at.scales + 8 * row) < Infinity) row++
  return row
}

/** Adds the chunk's sums to what the host reads, second moments about the mean on both sides. */
function fold(logLikelihood: f64): void {
  const counts = at.sums + 16
  const firsts = counts + 8 * k
  const seconds = firsts + 8 * k * d
  addNumber(at.sums + 8, logLikelihood)
  for (let c: usize = 0; c < k; c++) {
    addNumber(counts + 8 * c, load<f64>(at.counts + 8 * c))
    const first = at.firsts + c * at.firstBytes
    const second = at.seconds + c * at.secondBytes
    for (let i: usize = 0; i < d; i++) addNumber(firsts + 8 * (c * d + i), load<f64>(first + 8 * i))
    if (at.diagonal) {
      for (let i: usize = 0; i < d; i++) addNumber(seconds + c * at.factorBytes + 8 * i, load<f64>(second + 8 * i))
    } else {
      const isLinear = d > 3 && !load<u8>(at.centered + c)
      foldSquare(first, second, isLinear ? at.means + 8 * c * d : at.zeros, seconds + c * at.factorBytes)
    }
  }
}

/** Σ r (x − μ)(x − μ)ᵀ = Σ r (x − μ) xᵀ − (Σ r (x − μ)) μᵀ, from the lower triangle to both. */
function foldSquare(first: usize, second: usize, mean: usize, out: usize): void {
  for (let i: usize = 0; i < d; i++) {
    const firstMoment = load<f64>(first + 8 * i)
    for (let j: usize = 0; j <= i; j++) {
      const moment = load<f64>(second + i * at.pitch + 8 * j) - firstMoment * load<f64>(mean + 8 * j)
      addNumber(out + 8 * (i * d + j), moment)
      if (j < i) addNumber(out + 8 * (j * d + i), moment)
    }
  }
}
