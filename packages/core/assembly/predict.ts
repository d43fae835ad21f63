import * as at from './layout'
import { d, groupBytes, k, logBytes } from './layout'
import { score } from './e-step'
import { log2 } from './elementary'
import { softmaxFar } from './softmax'

const LN_2 = 0.6931471805599453

/*
 * What a model says of single rows, at most a tile of them at a time: `scoreRows` first, then any one of the others,
 * which take the scores apart. Each returns where the host reads its answer.
 */

/** log₂ πₖ N(x; μₖ, Σₖ) of rows [first, first + count), `first` a multiple of 4. */
export function scoreRows(first: usize, count: usize): void {
  const tile = at.rows + groupBytes * (first >> 2)
  const bytes: usize = 8 * ((count + 3) & ~3)
  for (let c: usize = 0; c < k; c++) {
    const out = at.logs + c * logBytes
    score(c, tile, bytes, 0, 0, out)
    store<usize>(at.present + sizeof<usize>() * c, out)
  }
}

/** count × K: log πₖ N(x; μₖ, Σₖ). */
export function densitiesOfRows(count: usize): usize {
  for (let row: usize = 0; row < count; row++) {
    for (let c: usize = 0; c < k; c++) {
      store<f64>(at.answers + 8 * (row * k + c), LN_2 * load<f64>(at.logs + c * logBytes + 8 * row))
    }
  }
  return at.answers
}

/** count × K: p(z = k given x). @returns 0 where a row has no density under any component */
export function responsibilitiesOfRows(count: usize): usize {
  if (!isFinite(softmaxFar(k, 8 * ((count + 3) & ~3), at.ones, true, at.rows))) return 0
  for (let row: usize = 0; row < count; row++) {
    const scale = load<f64>(at.scales + 8 * row)
    for (let c: usize = 0; c < k; c++) {
      store<f64>(at.answers + 8 * (row * k + c), scale * load<f64>(at.logs + c * logBytes + 8 * row))
    }
  }
  return at.answers
}

/** count: log p(x). @returns 0 where a row has no density under any component */
export function marginalsOfRows(count: usize): usize {
  const bytes: usize = 8 * ((count + 3) & ~3)
  for (let row: usize = 0; row < bytes; row += 8) store<f64>(at.answers + row, largestOf(row))
  if (!isFinite(softmaxFar(k, bytes, at.ones, true, at.rows))) return 0
  for (let row: usize = 0; row < bytes; row += 16) {
    const to = at.answers + row
    // A scale is 1 / Σ 2^(log₂ density − largest).
    const log2p = f64x2.sub(v128.load(to), log2(v128.load(at.scales + row)))
    v128.store(to, f64x2.mul(f64x2.splat(LN_2), log2p))
  }
  return at.answers
}

/** count 32-bit numbers: the component of the largest density, the first on a tie. */
export function labelsOfRows(count: usize): usize {
  for (let row: usize = 0; row < count; row++) {
    let best: usize = 0
    let largest = load<f64>(at.logs + 8 * row)
    for (let c: usize = 1; c < k; c++) {
      const log = load<f64>(at.logs + c * logBytes + 8 * row)
      if (log > largest) {
        largest = log
        best = c
      }
    }
    store<u32>(at.answers + 4 * row, <u32>best)
  }
  return at.answers
}

function largestOf(offset: usize): f64 {
  let largest = -Infinity
  for (let c: usize = 0; c < k; c++) largest = max(largest, load<f64>(at.logs + c * logBytes + offset))
  return largest
}
