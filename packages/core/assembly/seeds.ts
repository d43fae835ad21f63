import * as at from './layout'
import { d, groupBytes, tileRows } from './layout'
import { weightOf, weightsOf } from './rows'
import { multiplyAdd, sumOf } from './simd'

/*
 * Greedy k-means++ (Arthur & Vassilvitskii 2007): each seed is a row drawn with a chance proportional to its weight times
 * the squared distance to the nearest seed so far, the best of a few drawn. Chances are summed tile by tile, by which a
 * drawn row is found without going through all of them.
 */

/** Forgets all seeds. @returns where the host writes the rows of up to `most` candidates (32-bit) */
export function beginSeeds(most: usize): usize {
  at.layOutClusters(most)
  const nothing = f64x2.splat(Infinity)
  for (let row: usize = 0; row < at.rowCount; row += 2) v128.store(at.bounds + 8 * row, nothing)
  return at.candidates
}

/** Makes a row a seed. @returns the sum of all chances */
export function placeSeed(row: usize): f64 {
  copyRow(row, at.centers)
  let total = 0.0
  for (let first: usize = 0; first < at.rowCount; first += tileRows) {
    const sum = sumTile(first, at.centers, true)
    store<f64>(at.tileChances + 8 * (first / tileRows), sum)
    total += sum
  }
  return total
}

/** The row at which the running sum of the chances exceeds `target`. */
export function drawRow(target: f64): usize {
  let row: usize = 0
  for (let tile = at.tileChances; row + tileRows < at.rowCount; row += tileRows, tile += 8) {
    if (target < load<f64>(tile)) break
    target -= load<f64>(tile)
  }
  for (; row < at.rowCount; row++) {
    target -= chanceOf(row)
    if (target < 0) return row
  }
  // Rounding may lead past the end: back to the last row that has a chance.
  while (row > 0 && !(chanceOf(--row) > 0));
  return row
}

/** What the sum of all chances would be with each of the `count` candidates as a seed. @returns where the host reads them */
export function weighCandidates(count: usize): usize {
  memory.fill(at.potentials, 0, 8 * count)
  for (let i: usize = 0; i < count; i++) copyRow(load<u32>(at.candidates + 4 * i), at.centers + 8 * i * d)
  for (let first: usize = 0; first < at.rowCount; first += tileRows) {
    for (let i: usize = 0; i < count; i++) {
      const to = at.potentials + 8 * i
      store<f64>(to, load<f64>(to) + sumTile(first, at.centers + 8 * i * d, false))
    }
  }
  return at.potentials
}

/** Σ w min(nearest, ‖x − seed‖²) over a tile; `keep`: with the minimum as the nearest from now on. */
function sumTile(first: usize, seed: usize, keep: bool): f64 {
  const count: usize = min(tileRows, at.rowCount - first)
  const bytes: usize = 8 * ((count + 3) & ~3)
  const weights = weightsOf(first, count)
  let nearest = at.bounds + 8 * first
  let group = at.rows + groupBytes * (first >> 2)
  let sum0 = f64x2.splat(0)
  let sum1 = sum0
  for (let offset: usize = 0; offset < bytes; offset += 32, group += groupBytes) {
    let distance0 = f64x2.splat(0)
    let distance1 = distance0
    for (let x = group, at = seed, end = group + 32 * d; x < end; x += 32, at += 8) {
      const place = v128.load_splat<f64>(at)
      const step0 = f64x2.sub(v128.load(x), place)
      const step1 = f64x2.sub(v128.load(x, 16), place)
      distance0 = multiplyAdd(step0, step0, distance0)
      distance1 = multiplyAdd(step1, step1, distance1)
    }
    distance0 = f64x2.pmin(distance0, v128.load(nearest + offset))
    distance1 = f64x2.pmin(distance1, v128.load(nearest + offset, 16))
    if (keep) {
      v128.store(nearest + offset, distance0)
      v128.store(nearest + offset, distance1, 16)
    }
    sum0 = multiplyAdd(distance0, v128.load(weights + offset), sum0)
    sum1 = multiplyAdd(distance1, v128.load(weights + offset, 16), sum1)
  }
  return sumOf(f64x2.add(sum0, sum1))
}

function chanceOf(row: usize): f64 {
  return weightOf(row) * load<f64>(at.bounds + 8 * row)
}

function copyRow(row: usize, to: usize): void {
  const x = at.rows + groupBytes * (row >> 2) + 8 * (row & 3)
  for (let j: usize = 0; j < d; j++) store<f64>(to + 8 * j, load<f64>(x + 32 * j))
}
