import * as at from './layout'
import { d, groupBytes, k } from './layout'
import { weightOf } from './rows'
import { addNumber, multiplyAdd } from './simd'

/*
 * Lloyd's iterations with one bound a row. `clock` is twice the way that the fastest centres have gone, and a row's
 * deadline the clock at which the margin is used up by which its own centre was nearer than the next: until then its
 * label stands, and the row is not looked at. (Hamerly 2010 keeps an upper and a lower bound; this is their difference.)
 *
 * Of each cluster the weight, Σ w ‖x − c₀‖² and Σ w (x − c₀) are kept, where c₀ is its centre when they were last taken
 * from all rows; rows that change sides take their terms with them.
 */

/** What rounding may take of a margin. */
const SLACK = 1e-12
/** And what single precision, in which deadlines are kept, may take of them. */
const SINGLE_SLACK = 1.1920928955078125e-7

let clock = 0.0
let clockWhenTaken = 0.0
let inertiaWhenTaken = 0.0
let isFirst = true

/** Rows that got another label in the last assignment. */
export let changed: usize = 0

/** Makes room for K clusters that no row belongs to yet. @returns where the host writes their centres (K × D) */
export function beginClusters(clusters: usize): usize {
  at.layOutClusters(clusters)
  memory.fill(at.labels, 0xff, 4 * at.rowCount)
  isFirst = true
  return at.newCenters
}

/**
 * Labels every row with the nearest of the centres written by the host, the first on a tie; then puts the means of the
 * clusters in their place, and the clusters' weights behind (K).
 * @returns the inertia Σ w ‖x − its centre‖²
 */
export function assignRows(): f64 {
  changed = 0
  const way = takeCenters()
  clock = isFirst ? 0 : clock + 2 * (1 + SLACK) * way
  for (let row: usize = 0; row < at.rowCount; row += 4) {
    if (isFirst || !keepsLabels(row)) assignGroup(row)
  }

  const inertia = isFirst || areSumsStale() ? takeSums() : inertiaOfSums()
  isFirst = false
  writeMeans()
  return inertia
}

/** Sums about c₀ lose digits once the centres are far from there, or once most of what they held has left. */
function areSumsStale(): bool {
  const inertia = inertiaOfSums()
  const isNear = clock - clockWhenTaken < 2 * sqrt(inertia / weightOfClusters())
  return !isNear || inertia < 0.25 * inertiaWhenTaken
}

/** Takes over the host's centres. @returns how far the one that moved most has gone */
function takeCenters(): f64 {
  let most = 0.0
  for (let c: usize = 0; c < k; c++) {
    let squared = 0.0
    for (let j: usize = 0; j < d; j++) {
      const to = at.centers + 8 * (c * d + j)
      const center = load<f64>(at.newCenters + 8 * (c * d + j)) - load<f64>(at.shift + 8 * j)
      const step = center - load<f64>(to)
      squared += step * step
      store<f64>(to, center)
    }
    most = max(most, squared)
  }
  return sqrt(most)
}

/** Whether no label of four rows can have changed. */
@inline
function keepsLabels(row: usize): bool {
  const now = f32x4.splat(<f32>(clock * (1 + SINGLE_SLACK)))
  return i32x4.all_true(f32x4.gt(v128.load(at.bounds + 4 * row), now))
}

function assignGroup(row: usize): void {
  const group = at.rows + groupBytes * (row >> 2)
  let least0 = f64x2.splat(Infinity)
  let least1 = least0
  let second0 = least0
  let second1 = least0
  let label0 = i64x2.splat(0)
  let label1 = label0
  let center = at.centers
  for (let c: usize = 0; c < k; c++) {
    let distance0 = f64x2.splat(0)
    let distance1 = distance0
    for (let x = group, end = group + 32 * d; x < end; x += 32, center += 8) {
      const at0 = v128.load_splat<f64>(center)
      const step0 = f64x2.sub(v128.load(x), at0)
      const step1 = f64x2.sub(v128.load(x, 16), at0)
      distance0 = multiplyAdd(step0, step0, distance0)
      distance1 = multiplyAdd(step1, step1, distance1)
    }
    const isCloser0 = f64x2.lt(distance0, least0)
    const isCloser1 = f64x2.lt(distance1, least1)
    second0 = f64x2.pmin(second0, v128.bitselect(least0, distance0, isCloser0))
    second1 = f64x2.pmin(second1, v128.bitselect(least1, distance1, isCloser1))
    least0 = f64x2.pmin(least0, distance0)
    least1 = f64x2.pmin(least1, distance1)
    label0 = v128.bitselect(i64x2.splat(c), label0, isCloser0)
    label1 = v128.bitselect(i64x2.splat(c), label1, isCloser1)
  }
  const deadline0 = f32x4.demote_f64x2_zero(deadlineOf(least0, second0))
  const deadline1 = f32x4.demote_f64x2_zero(deadlineOf(least1, second1))
  v128.store(at.bounds + 4 * row, v128.shuffle<i64>(deadline0, deadline1, 0, 2))
  relabel(row, <i32>i64x2.extract_lane(label0, 0))
  relabel(row + 1, <i32>i64x2.extract_lane(label0, 1))
  relabel(row + 2, <i32>i64x2.extract_lane(label1, 0))
  relabel(row + 3, <i32>i64x2.extract_lane(label1, 1))
}

/** Now, plus what the distance to the second nearest centre exceeds that to the nearest by. */
@inline
function deadlineOf(least: v128, second: v128): v128 {
  const own = f64x2.mul(f64x2.sqrt(least), f64x2.splat(1 + SLACK))
  const other = f64x2.mul(f64x2.sqrt(second), f64x2.splat(1 - SLACK))
  const deadline = f64x2.add(f64x2.splat(clock), f64x2.sub(other, own))
  return f64x2.mul(deadline, f64x2.splat(1 - SINGLE_SLACK))
}

function relabel(row: usize, label: i32): void {
  const before = load<i32>(at.labels + 4 * row)
  if (before == label || row >= at.rowCount) return
  store<i32>(at.labels + 4 * row, label)
  changed++
  if (isFirst) return
  moveRow(row, before, -1)
  moveRow(row, label, 1)
}

/** Adds a row's terms to a cluster, or takes them from it (`sign` −1). */
function moveRow(row: usize, cluster: usize, sign: f64): void {
  const weight = sign * weightOf(row)
  if (weight == 0) return
  const origin = at.origins + 8 * cluster * d
  const sums = at.clusterSums + at.clusterBytes * cluster
  let x = at.rows + groupBytes * (row >> 2) + 8 * (row & 3)
  let squared = 0.0
  for (let j: usize = 0; j < d; j++, x += 32) {
    const step = load<f64>(x) - load<f64>(origin + 8 * j)
    squared += step * step
    addNumber(sums + 24 + 8 * j, weight * step)
  }
  addNumber(sums, sign)
  addNumber(sums + 8, weight)
  addNumber(sums + 16, weight * squared)
  // No rest of rounding is left of a cluster that has lost all its rows.
  if (load<f64>(sums) == 0) memory.fill(sums, 0, at.clusterBytes)
}

/** All sums anew, about the centres as they are. */
function takeSums(): f64 {
  memory.fill(at.clusterSums, 0, k * at.clusterBytes)
  memory.copy(at.origins, at.centers, 8 * k * d)
  for (let row: usize = 0; row < at.rowCount; row++) moveRow(row, load<i32>(at.labels + 4 * row), 1)
  clockWhenTaken = clock
  inertiaWhenTaken = inertiaOfSums()
  return inertiaWhenTaken
}

/** Σ w ‖x − c‖² = Σ w ‖x − c₀‖² − 2 e · Σ w (x − c₀) + e · e Σ w with e = c − c₀, over all clusters. */
function inertiaOfSums(): f64 {
  let inertia = 0.0
  for (let c: usize = 0; c < k; c++) {
    const sums = at.clusterSums + at.clusterBytes * c
    inertia += load<f64>(sums + 16)
    for (let j: usize = 0; j < d; j++) {
      const e = load<f64>(at.centers + 8 * (c * d + j)) - load<f64>(at.origins + 8 * (c * d + j))
      inertia += e * (e * load<f64>(sums + 8) - 2 * load<f64>(sums + 24 + 8 * j))
    }
  }
  return max(0, inertia)
}

function weightOfClusters(): f64 {
  let weight = 0.0
  for (let c: usize = 0; c < k; c++) weight += load<f64>(at.clusterSums + at.clusterBytes * c + 8)
  return weight
}

/** Where a cluster is empty its mean is no number: the host has its own remedy. */
function writeMeans(): void {
  for (let c: usize = 0; c < k; c++) {
    const sums = at.clusterSums + at.clusterBytes * c
    const weight = load<f64>(sums + 8)
    store<f64>(at.newCenters + 8 * (k * d + c), weight)
    for (let j: usize = 0; j < d; j++) {
      const mean = load<f64>(at.origins + 8 * (c * d + j)) + load<f64>(sums + 24 + 8 * j) / weight
      store<f64>(at.newCenters + 8 * (c * d + j), mean + load<f64>(at.shift + 8 * j))
    }
  }
}
