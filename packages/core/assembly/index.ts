import { accumulateDiagonal, packDiagonal, scoreDiagonal } from './diagonal'
import { accumulateNarrow, scoreNarrow } from './narrow'
import { softmax } from './softmax'
import { accumulateTriangular, centerTile, conditionOf, normalize, packFactor, packedFactorBytes, scoreTriangular } from './triangular'

/*
 * The E-step of a block of rows, fused: tile by tile density → log-sum-exp → responsibilities → sums, so that nothing
 * of size N × K is ever stored. Rows lie in groups of four: of each group D × 4 values, column by column, so that a
 * vector holds two rows and every kernel takes four rows a turn.
 *
 * Memory: constants | rows | weights | model as handed in | model packed | one tile's scratch | one chunk's sums | sums.
 */

/** Rows of which the host hands over the values at once. */
const STAGED_ROWS = 256
/** Rows of a tile where columns are few; with more columns fewer, to stay within the fastest cache. */
const TILE_ROWS = 128
const TILE_VALUES = 4096
/** Uᵀ x − Uᵀ μ loses as many digits as Uᵀ μ has before the point: with more than this it is Uᵀ (x − μ). */
const LARGEST_CONDITION = 256.0
/** Turns ½ ‖z‖² into log₂: √(½ log₂ e). */
const FACTOR_SCALE = 0.8493218002880191
const LOG2_E = 1.4426950408889634
const LN_2 = 0.6931471805599453

let d: i32 = 0
let pitch: usize = 0
let stride: usize = 0
let tileRows: i32 = 0
let staged: usize = 0
let shift: usize = 0
let zeros: usize = 0
let values: usize = 0
let weights: usize = 0
let bound: usize = 0

let k: i32 = 0
let diagonal: bool = false
let logConstants: usize = 0
let means: usize = 0
let factors: usize = 0
let centered: usize = 0
let packed: usize = 0
let packedBytes: usize = 0

let logs: usize = 0
let scales: usize = 0
let ones: usize = 0
let strip: usize = 0
let differences: usize = 0

let counts: usize = 0
let firsts: usize = 0
let seconds: usize = 0
let chunkEnd: usize = 0
let sums: usize = 0

let top: usize = 0

function reserve(bytes: usize): usize {
  const at = top
  top += (bytes + 63) & ~63
  const missing = <i32>((top + 0xffff) >> 16) - memory.size()
  if (missing > 0) memory.grow(missing)
  return at
}

/** Makes room for `rows` rows of `dimension` columns. @returns where the host writes shift (D) */
export function bind(rows: i32, dimension: i32, weighted: bool): usize {
  top = (__heap_base + 63) & ~63
  d = dimension
  const even = (d + 1) & ~1
  pitch = 8 * ((d + 3) & ~3)
  stride = 32 * d + (d % 32 == 0 ? 64 : 0)
  tileRows = TILE_ROWS
  while (tileRows > 32 && tileRows * d > TILE_VALUES) tileRows >>= 1
  shift = reserve(8 * even)
  zeros = reserve(8 * even)
  staged = reserve(8 * STAGED_ROWS * (d + 1))
  ones = reserve(8 * TILE_ROWS)
  const groups = (rows + 3) >> 2
  values = reserve(stride * groups + 128)
  weights = weighted ? reserve(32 * groups) : 0
  bound = top
  return shift
}

export function stage(): usize {
  return staged
}

/** Takes `count` staged rows (row-major, then their weights) as rows `first` … of the block; pads the last group. */
export function load_rows(first: i32, count: i32): void {
  const end = (count + 3) & ~3
  for (let row = 0; row < end; row++) {
    const from = staged + 8 * d * min(row, count - 1)
    const to = values + stride * ((first + row) >> 2) + 8 * (row & 3)
    for (let j = 0; j < d; j++) store<f64>(to + 32 * j, load<f64>(from + 8 * j) - load<f64>(shift + 8 * j))
    if (weights) {
      store<f64>(weights + 8 * (first + row), row < count ? load<f64>(staged + 8 * (STAGED_ROWS * d + row)) : 0)
    }
  }
}

/** Makes room for a model of K components. @returns where the host writes logConstants, means and factors, one after another */
export function model(components: i32, isDiagonal: bool): usize {
  top = bound
  k = components
  diagonal = isDiagonal || d == 1
  const even = (d + 1) & ~1
  const size = isDiagonal ? d : d * d
  logConstants = reserve(8 * (k + k * d + k * size + 4))
  means = logConstants + 8 * k
  factors = means + 8 * k * d
  centered = reserve(k)
  packedBytes = diagonal ? 16 * even : packedFactorBytes(d)
  packed = reserve(k * packedBytes)
  logs = reserve(8 * k * tileRows)
  scales = reserve(8 * tileRows)
  strip = reserve(16 * tileRows)
  differences = reserve(stride * (tileRows >> 2) + 128)
  counts = reserve(8 * k)
  firsts = reserve(8 * k * even)
  seconds = reserve(diagonal ? 8 * k * even : even * k * pitch)
  chunkEnd = top
  sums = reserve(8 * (2 + k + k * d + k * size))
  return logConstants
}

/** Brings the model into the form the kernels read, and sets the sums to 0. @returns where the sums are */
export function pack(): usize {
  for (let c = 0; c < k; c++) {
    store<f64>(logConstants + 8 * c, LOG2_E * load<f64>(logConstants + 8 * c))
    const mean = means + 8 * c * d
    for (let j = 0; j < d; j++) store<f64>(mean + 8 * j, load<f64>(mean + 8 * j) - load<f64>(shift + 8 * j))
    if (diagonal) {
      packDiagonal(mean, factors + 8 * c * d, d, FACTOR_SCALE, packed + c * packedBytes)
    } else if (d > 3) {
      const factor = factors + 8 * c * d * d
      const isCentered = !(conditionOf(factor, mean, d) <= LARGEST_CONDITION)
      store<u8>(centered + c, <u8>isCentered)
      packFactor(factor, d, isCentered ? zeros : mean, FACTOR_SCALE, packed + c * packedBytes)
    }
  }
  memory.fill(sums, 0, 8 * (2 + k + k * d + k * (diagonal ? d : d * d)))
  return sums
}

/** Adds rows [first, first + count) to the sums. @returns −1, or the first row without a density */
export function accumulate(first: i32, count: i32): i32 {
  memory.fill(counts, 0, chunkEnd - counts)
  let likelihood = 0.0
  const logBytes: usize = 8 * tileRows
  for (let row = first, end = first + count; row < end; row += tileRows) {
    const rows = min(tileRows, end - row)
    const bytes: usize = 8 * ((rows + 3) & ~3)
    const tile = values + stride * (row >> 2)
    for (let c = 0; c < k; c++) score(c, tile, bytes, logs + c * logBytes)
    const tileLikelihood = softmax(logs, logBytes, k, bytes, weightsOf(row, rows), !weights && !(rows & 3), scales)
    if (isNaN(tileLikelihood)) return row + firstUndefined()
    likelihood += tileLikelihood
    for (let c = 0; c < k; c++) addMoments(c, tile, bytes, logs + c * logBytes)
  }
  fold(LN_2 * likelihood)
  return -1
}

function score(c: i32, tile: usize, bytes: usize, out: usize): void {
  const constant = load<f64>(logConstants + 8 * c)
  const mean = means + 8 * c * d
  const factor = factors + 8 * c * d * d
  const own = packed + c * packedBytes
  if (diagonal) scoreDiagonal(tile, stride, bytes, d, constant, own, out)
  else if (d == 2) scoreNarrow(2, tile, stride, bytes, constant, mean, factor, FACTOR_SCALE, out)
  else if (d == 3) scoreNarrow(3, tile, stride, bytes, constant, mean, factor, FACTOR_SCALE, out)
  else {
    if (load<u8>(centered + c)) tile = centerTile(tile, stride, bytes, d, mean, differences)
    scoreTriangular(tile, stride, bytes, d, constant, own, out)
  }
}

function addMoments(c: i32, tile: usize, bytes: usize, powers: usize): void {
  const even = (d + 1) & ~1
  const count = counts + 8 * c
  const first = firsts + 8 * c * even
  const mean = means + 8 * c * d
  if (diagonal) {
    normalize(powers, scales, bytes, count)
    accumulateDiagonal(tile, stride, bytes, d, mean, powers, first, seconds + 8 * c * even)
    return
  }
  const second = seconds + c * even * pitch
  if (d == 2) accumulateNarrow(2, tile, stride, bytes, mean, powers, scales, count, first, second, pitch)
  else if (d == 3) accumulateNarrow(3, tile, stride, bytes, mean, powers, scales, count, first, second, pitch)
  else {
    normalize(powers, scales, bytes, count)
    const isCentered = load<u8>(centered + c)
    const source = isCentered ? centerTile(tile, stride, bytes, d, mean, differences) : tile
    accumulateTriangular(source, stride, bytes, d, isCentered ? zeros : mean, powers, strip, first, second, pitch)
  }
}

function weightsOf(row: i32, rows: i32): usize {
  if (weights) return weights + 8 * row
  for (let i = 0; i < ((rows + 3) & ~3); i++) store<f64>(ones + 8 * i, i < rows ? 1 : 0)
  return ones
}

function firstUndefined(): i32 {
  let row = 0
  while (load<f64>(scales + 8 * row) < Infinity) row++
  return row
}

function fold(likelihood: f64): void {
  const even = (d + 1) & ~1
  store<f64>(sums, load<f64>(sums, 8) + likelihood, 8)
  const toCounts = sums + 16
  const toFirsts = toCounts + 8 * k
  const toSeconds = toFirsts + 8 * k * d
  for (let c = 0; c < k; c++) {
    add(toCounts + 8 * c, load<f64>(counts + 8 * c))
    const mean = means + 8 * c * d
    const first = firsts + 8 * c * even
    const second = seconds + c * even * pitch
    const linear = d > 3 && !load<u8>(centered + c)
    for (let i = 0; i < d; i++) {
      const firstMoment = load<f64>(first + 8 * i)
      add(toFirsts + 8 * (c * d + i), firstMoment)
      if (diagonal) {
        add(toSeconds + 8 * (c * d + i), load<f64>(seconds + 8 * (c * even + i)))
        continue
      }
      for (let j = 0; j <= i; j++) {
        let moment = load<f64>(second + i * pitch + 8 * j)
        if (linear) moment -= firstMoment * load<f64>(mean + 8 * j)
        const to = toSeconds + 8 * c * d * d
        add(to + 8 * (i * d + j), moment)
        if (j < i) add(to + 8 * (j * d + i), moment)
      }
    }
  }
}

@inline
function add(to: usize, value: f64): void {
  store<f64>(to, load<f64>(to) + value)
}
