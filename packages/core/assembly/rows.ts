import { d, groupBytes, ones, rows, shift, staged, STAGED_ROWS, tailWeights, weights } from './layout'

/**
 * Takes `count` staged rows as rows `first` (a multiple of 4) … of the block. A last group that is not full is filled
 * with weightless copies of the last row.
 */
export function takeRows(first: usize, count: usize): void {
  const end = (count + 3) & ~3
  for (let row: usize = 0; row < end; row++) {
    const from = staged + 8 * d * min(row, count - 1)
    const to = placeOf(first + row)
    for (let j: usize = 0; j < d; j++) {
      store<f64>(to + 32 * j, load<f64>(from + 8 * j) - load<f64>(shift + 8 * j))
    }
    if (weights) {
      store<f64>(weights + 8 * (first + row), row < count ? load<f64>(staged + 8 * (STAGED_ROWS * d + row)) : 0)
    }
  }
}

/** Writes the row at one place to another, too; the place after the last is spare. */
export function carryRow(from: usize, to: usize): void {
  for (let j: usize = 0; j < d; j++) store<f64>(placeOf(to) + 32 * j, load<f64>(placeOf(from) + 32 * j))
  if (weights) store<f64>(weights + 8 * to, load<f64>(weights + 8 * from))
}

@inline
function placeOf(row: usize): usize {
  return rows + groupBytes * (row >> 2) + 8 * (row & 3)
}

/** The weights of `count` rows of a tile, with zeros up to the end of the last group. */
export function weightsOf(first: usize, count: usize): usize {
  if (weights) return weights + 8 * first
  const left: usize = ((count + 3) & ~3) - count
  if (left == 0) return ones
  memory.copy(tailWeights, ones, 8 * count)
  memory.fill(tailWeights + 8 * count, 0, 8 * left)
  return tailWeights
}

export function weightOf(row: usize): f64 {
  return weights ? load<f64>(weights + 8 * row) : 1
}
