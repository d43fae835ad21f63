import * as at from './layout'
import { d, groupBytes, k, logBytes, tileRows } from './layout'
import { accumulateDiagonal, scoreDiagonal } from './diagonal'
import { accumulateNarrow, scoreNarrow } from './narrow'
import { weightsOf } from './rows'
import { addNumber, fillWithNothing } from './simd'
import { normalize, softmax } from './softmax'
import { accumulateTriangular, centerTile, scoreTriangular } from './triangular'

const LN_2 = 0.6931471805599453

/** Pairs of four rows and a component that were left since row 0 was accumulated. */
export let left: usize = 0

/**
 * The E-step of rows [first, first + count), added to the sums: tile by tile density → log-sum-exp → responsibilities →
 * moments, so that nothing of size N × K is ever stored. `first` is a multiple of the rows of a tile.
 * @returns −1, or the first row that has no density under any component
 */
export function accumulate(first: usize, count: usize, prune: bool): i32 {
  memory.fill(at.counts, 0, at.chunkEnd - at.counts)
  if (first == 0) left = 0
  let logLikelihood = 0.0
  for (let row = first, end = first + count; row < end; row += tileRows) {
    const tileCount: usize = min(tileRows, end - row)
    const bytes: usize = 8 * ((tileCount + 3) & ~3)
    const tile = at.rows + groupBytes * (row >> 2)
    const home = at.homes + 4 * (row / tileRows)
    const even = at.weights == 0 && bytes == 8 * tileCount

    const present = scoreTile(tile, bytes, min(<usize>load<u32>(home), k - 1), prune ? at.floors : 0)
    const tileLikelihood = softmax(at.present, present, bytes, weightsOf(row, tileCount), even, at.scales)
    if (!isFinite(tileLikelihood)) return <i32>(row + firstWithoutDensity())
    logLikelihood += tileLikelihood
    store<u32>(home, <u32>addTile(tile, bytes, present))
  }
  fold(LN_2 * logLikelihood)
  return -1
}

/**
 * Scores a tile's rows under every component, `home` first: the component that most of them belonged to the last time
 * tells soonest where the others need not be gone into.
 * @returns how many components are present; `present` lists where their scores are
 */
function scoreTile(tile: usize, bytes: usize, home: usize, floors: usize): usize {
  if (floors) fillWithNothing(floors, bytes)
  const atHome = score(home, tile, bytes, floors, at.logs + home * logBytes)
  let present: usize = 0
  for (let c: usize = 0; c < k; c++) {
    const out = at.logs + c * logBytes
    const scored = c == home ? atHome : score(c, tile, bytes, floors, out)
    left += (bytes >> 5) - scored
    if (scored == 0) continue
    store<usize>(at.present + sizeof<usize>() * present, out)
    present++
  }
  return present
}

/** Writes log₂ πₖ N(x; μₖ, Σₖ) of one component for a tile. @returns how many fours of rows were not left */
export function score(c: usize, tile: usize, bytes: usize, floors: usize, out: usize): usize {
  const constant = load<f64>(at.logConstants + 8 * c)
  const mean = at.means + 8 * c * d
  const factor = at.factors + c * at.factorBytes
  const packed = at.packed + c * at.packedBytes
  if (at.diagonal) scoreDiagonal(tile, bytes, constant, packed, out)
  else if (d == 2) scoreNarrow(2, tile, bytes, constant, mean, factor, out)
  else if (d == 3) scoreNarrow(3, tile, bytes, constant, mean, factor, out)
  else return scoreTriangular(tile, bytes, constant, packed, load<u8>(at.centered + c) ? mean : 0, floors, out)
  return bytes >> 5
}

/** Adds a tile's share to the chunk's sums, for each component present. @returns the component with the largest */
function addTile(tile: usize, bytes: usize, present: usize): usize {
  let home: usize = 0
  let most = 0.0
  for (let i: usize = 0; i < present; i++) {
    const shares = load<usize>(at.present + sizeof<usize>() * i)
    const c = (shares - at.logs) / logBytes
    const count = normalize(shares, at.scales, bytes)
    addNumber(at.counts + 8 * c, count)
    addMoments(c, tile, bytes, shares)
    if (!(count > most)) continue
    most = count
    home = c
  }
  return home
}

function addMoments(c: usize, tile: usize, bytes: usize, shares: usize): void {
  const mean = at.means + 8 * c * d
  const first = at.firsts + c * at.firstBytes
  const second = at.seconds + c * at.secondBytes
  if (at.diagonal) accumulateDiagonal(tile, bytes, mean, shares, first, second)
  else if (d == 2) accumulateNarrow(2, tile, bytes, mean, shares, first, second)
  else if (d == 3) accumulateNarrow(3, tile, bytes, mean, shares, first, second)
  else if (load<u8>(at.centered + c)) {
    accumulateTriangular(centerTile(tile, bytes, mean), bytes, at.zeros, shares, at.strip, first, second)
  } else {
    accumulateTriangular(tile, bytes, mean, shares, at.strip, first, second)
  }
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
