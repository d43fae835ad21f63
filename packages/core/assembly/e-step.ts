import * as at from './layout'
import { d, groupBytes, k, logBytes, tileRows } from './layout'
import { accumulateDiagonal, scoreDiagonal } from './diagonal'
import { accumulateNarrow, scoreNarrow } from './narrow'
import { weightsOf } from './rows'
import { addNumber } from './simd'
import { isNear, normalize, softmaxFar, softmaxNear } from './softmax'
import { addChunk, beginChunk, clearChunkMoments } from './sums'
import { accumulateTriangular, centerTile, beginFloors, keepShared, scorePruned, scoreTriangular, writeBound } from './triangular'

const LN_2 = 0.6931471805599453

/** Pairs of four rows and a component that were left since row 0 was accumulated. */
export let left: usize = 0
let fours: usize = 0
/** The component that rows are about for which the bounds were written; none (−1) at the beginning of a chunk. */
let boundsHome: usize = -1

/**
 * The E-step of rows [first, first + count), added to the sums: tile by tile density → log-sum-exp → responsibilities →
 * moments, so that nothing of size N × K is ever stored. `first` is a multiple of the rows of a tile.
 * @returns −1, or the first row that has no density under any component
 */
export function accumulate(first: usize, count: usize, prune: bool): i32 {
  beginChunk()
  if (first == 0) left = 0
  boundsHome = -1
  const largest = largestConstant()
  let logLikelihood = 0.0
  for (let row = first, end = first + count; row < end; row += tileRows) {
    const tileCount: usize = min(tileRows, end - row)
    const bytes: usize = 8 * ((tileCount + 3) & ~3)
    const tile = at.rows + groupBytes * (row >> 2)
    const ahead = row + tileRows < at.rowCount ? tile + groupBytes * (tileRows >> 2) : tile
    const homes = at.homes + 8 * (row / tileRows)
    const floors = prune && !at.diagonal && d > 3 ? at.floors : 0
    const weights = weightsOf(row, tileCount)
    const even = at.weights == 0 && bytes == 8 * tileCount

    const present = scoreTile(tile, bytes, homes, floors)
    putBestOfRowFirst(present)
    const tileLikelihood = isNear(bytes, largest)
      ? softmaxNear(present, bytes, weights, even, ahead)
      : softmaxFar(present, bytes, weights, even, ahead)
    if (!isFinite(tileLikelihood)) return <i32>(row + firstWithoutDensity())
    left += (bytes >> 5) * k - fours
    logLikelihood += tileLikelihood
    addTile(tile, bytes, present, homes)
  }
  addChunk(LN_2 * logLikelihood)
  return -1
}

function largestConstant(): f64 {
  let largest = -Infinity
  for (let c: usize = 0; c < k; c++) largest = max(largest, load<f64>(at.logConstants + 8 * c))
  return largest
}

/** Brings the component under which the tile's first row scores highest to the front of those present. */
function putBestOfRowFirst(present: usize): void {
  const front = load<usize>(at.present)
  let best = at.present
  for (let list = best, end = best + sizeof<usize>() * present; list < end; list += sizeof<usize>()) {
    if (load<f64>(load<usize>(list)) > load<f64>(load<usize>(best))) best = list
  }
  store<usize>(at.present, load<usize>(best))
  store<usize>(best, front)
}

/**
 * Scores a tile's rows under every component: log₂ πₖ N(x; μₖ, Σₖ). The two of `homes` come first: the components that
 * most of the rows belonged to the last time tell soonest where the others need not be gone into.
 * @returns how many components are present; `present` lists where their scores are, `fours` is how many fours of rows they have
 */
function scoreTile(tile: usize, bytes: usize, homes: usize, floors: usize): usize {
  const first = min(<usize>load<u32>(homes), k - 1)
  const second = min(<usize>load<u32>(homes, 4), k - 1)
  if (floors) writeBoundsAbout(first)
  // Of the first nothing can be left.
  const atFirst = scoreOf(first, tile, bytes, 0, 0)
  if (floors) beginFloors(floors, bytes, at.logs + first * logBytes)
  const atSecond = second == first ? atFirst : scoreOf(second, tile, bytes, boundOf(second), floors)
  let present: usize = 0
  fours = 0
  for (let c: usize = 0; c < k; c++) {
    let scored = atFirst
    if (c == second && c != first) scored = atSecond
    else if (c != first) scored = scoreOf(c, tile, bytes, boundOf(c), floors)
    fours += scored
    if (scored == 0) continue
    store<usize>(at.present + sizeof<usize>() * present, at.logs + c * logBytes)
    present++
  }
  return present
}

/** The bounds on distances of rows about a component, unless that is what they are. */
function writeBoundsAbout(home: usize): void {
  if (home == boundsHome) return
  boundsHome = home
  for (let c: usize = 0; c < k; c++) {
    const factor = at.factors + c * at.factorBytes
    writeBound(factor, at.means + 8 * c * d, at.means + 8 * home * d, at.separators + c * at.separatorBytes)
  }
}

function boundOf(c: usize): usize {
  return load<u8>(at.centered + c) ? 0 : at.separators + c * at.separatorBytes
}

function scoreOf(c: usize, tile: usize, bytes: usize, bound: usize, floors: usize): usize {
  return score(c, tile, bytes, floors ? bound : 0, floors, at.logs + c * logBytes)
}

/** Writes log₂ πₖ N(x; μₖ, Σₖ) of one component for a tile. @returns how many fours of rows were not left */
export function score(
  c: usize,
  tile: usize,
  bytes: usize,
  bound: usize,
  floors: usize,
  out: usize,
): usize {
  const constant = load<f64>(at.logConstants + 8 * c)
  const packed = at.packed + c * at.packedBytes
  const center = load<u8>(at.centered + c) ? at.means + 8 * c * d : 0
  if (at.diagonal) scoreDiagonal(tile, bytes, constant, packed, out)
  else if (floors) return scorePruned(tile, bytes, constant, packed, center, bound, floors, out)
  else {
    const rows = center ? centerTile(tile, bytes, center) : tile
    if (d > 3) scoreTriangular(rows, bytes, constant, packed, out)
    else if (d == 2) scoreNarrow(2, rows, bytes, constant, packed, out)
    else scoreNarrow(3, rows, bytes, constant, packed, out)
  }
  return bytes >> 5
}

/** Adds a tile's share to the chunk's sums, for each component present, and takes the two with the largest down in `homes`. */
function addTile(tile: usize, bytes: usize, present: usize, homes: usize): void {
  let first: usize = 0
  let second: usize = 0
  let most = 0.0
  let next = 0.0
  for (let i: usize = 0; i < present; i++) {
    const shares = load<usize>(at.present + sizeof<usize>() * i)
    const c = (shares - at.logs) / logBytes
    if (load<f64>(at.counts + 8 * c) == 0) clearChunkMoments(c)
    const count = addMoments(c, tile, bytes, shares)
    addNumber(at.counts + 8 * c, count)
    if (count > most) {
      next = most
      second = first
      most = count
      first = c
    } else if (count > next) {
      next = count
      second = c
    }
  }
  store<u32>(homes, <u32>first)
  store<u32>(homes, <u32>(next > 0 ? second : first), 4)
}

function addMoments(c: usize, tile: usize, bytes: usize, powers: usize): f64 {
  const mean = at.means + 8 * c * d
  const first = at.firsts + c * at.firstBytes
  const second = at.seconds + c * at.secondBytes
  if (!at.diagonal && d == 2) return accumulateNarrow(2, tile, bytes, mean, powers, at.scales, first, second)
  if (!at.diagonal && d == 3) return accumulateNarrow(3, tile, bytes, mean, powers, at.scales, first, second)
  const count = normalize(powers, at.scales, bytes)
  if (at.diagonal) {
    accumulateDiagonal(tile, bytes, mean, powers, first, second)
    return count
  }
  const kept = keepShared(tile, bytes, powers)
  if (kept == 0) return 0
  let rows = tile
  let shares = powers
  if (kept < bytes) {
    rows = at.differences
    shares = at.sharesKept
  }
  const isCentered = load<u8>(at.centered + c)
  if (isCentered) rows = centerTile(rows, kept, mean)
  accumulateTriangular(rows, kept, isCentered ? at.zeros : mean, shares, at.strip, first, second)
  return count
}

/** The first row of the tile whose scale is no number. */
export function firstWithoutDensity(): usize {
  let row: usize = 0
  while (load<f64>(at.scales + 8 * row) < Infinity) row++
  return row
}
