import { d, differences, evenD, groupBytes, pitch, sharesKept } from './layout'
import { addNumber, addPair, multiplyAdd, subtractProduct, sumLanes, sumOf } from './simd'

/** A responsibility of 2 to this, or less, is beneath all notice. */
const NEGLIGIBLE = memory.data<f64>([-100.0])

/**
 * Packs U column block by column block, so that `scoreTriangular` reads it from front to back: for every four
 * columns first where z starts (−Uᵀ `origin`), then the rows down to the diagonal, four numbers each but the last two,
 * which have two and one. What lies beyond D is 0. Last come the first two blocks again, each number twice, for `scoreEight`.
 */
export function packTriangular(factor: usize, origin: usize, out: usize): void {
  let packed = out
  for (let block: usize = 0; block < d; block += 4) {
    const start = out
    v128.store(start, f64x2.splat(0))
    v128.store(start, f64x2.splat(0), 16)
    out += 32
    for (let i: usize = 0; i < block + 4; i++) {
      const x = i < d ? load<f64>(origin + 8 * i) : 0
      for (let j = i < block + 2 ? block : i; j < block + 4; j++) {
        const u = j < d && j >= i ? load<f64>(factor + 8 * (i * d + j)) : 0
        store<f64>(out, u)
        const at = start + 8 * (j - block)
        store<f64>(at, load<f64>(at) - u * x)
        out += 8
      }
    }
  }
  if (d <= 4) return
  for (const end = packed + packedEightBytes(); packed < end; packed += 8, out += 16) {
    v128.store(out, v128.load_splat<f64>(packed))
  }
}

export function packedTriangularBytes(): usize {
  return packedBlocksBytes() + (d > 4 ? 2 * packedEightBytes() : 0)
}

function packedEightBytes(): usize {
  return packedBlockBytes(0) + packedBlockBytes(4)
}

function packedBlocksBytes(): usize {
  let bytes: usize = 0
  for (let block: usize = 0; block < d; block += 4) bytes += packedBlockBytes(block)
  return bytes
}

@inline
function packedBlockBytes(block: usize): usize {
  return 8 * (4 + 4 * block + 11)
}

/** Writes constant − ‖z‖² of every row to `out`, z = Uᵀ x: after the first eight, four columns of z at a time for the whole tile. */
export function scoreTriangular(tile: usize, bytes: usize, constant: f64, packed: usize, out: usize): void {
  const start = f64x2.splat(constant)
  let block: usize = 0
  if (d > 4) {
    scoreEight(tile, bytes, start, packed + packedBlocksBytes(), out)
    packed += packedEightBytes()
    block = 8
  } else {
    for (let score = out, end = out + bytes; score < end; score += 16) v128.store(score, start)
  }
  for (; block < d; block += 4) {
    subtractBlock(tile, bytes, block, packed, out)
    packed += packedBlockBytes(block)
  }
}

/**
 * The same, four rows at a time, of Uᵀ (x − `center`) where there is one. Four rows are left, with −∞, once all of them
 * are below their `floors`, by their `bound` if there is one or after some of the columns; for the others these rise to
 * what is too far below this component to count.
 * @returns how many fours of rows were not left
 */
export function scorePruned(
  tile: usize,
  bytes: usize,
  constant: f64,
  packed: usize,
  center: usize,
  bound: usize,
  floors: usize,
  out: usize,
): usize {
  let scored: usize = 0
  const start = f64x2.splat(constant)
  const nothing = f64x2.splat(-Infinity)
  for (const end = out + bytes; out < end; out += 32, floors += 32, tile += groupBytes) {
    let isLeft = bound != 0 && isBelow(floors, constant, tile, bound)
    if (!isLeft) {
      const source = center ? differences : tile
      v128.store(out, start)
      v128.store(out, start, 16)
      let u = packed
      for (let block: usize = 0; block < d && !isLeft; block += 4) {
        if (center) {
          const columns: usize = 32 * block
          centerColumns(tile + columns, center + 8 * block, source + columns, source + 32 * min(block + 4, d))
        }
        subtractBlock(source, 32, block, u, out)
        u += packedBlockBytes(block)
        isLeft = areBelow(floors, v128.load(out), v128.load(out, 16))
      }
    }
    if (isLeft) {
      v128.store(out, nothing)
      v128.store(out, nothing, 16)
    } else {
      scored++
      raiseFloor(floors, out)
      raiseFloor(floors + 16, out + 16)
    }
  }
  return scored
}

/** Writes `start` − the squares of the first eight columns of z: their rows of U are too few for a loop to pay. */
function scoreEight(tile: usize, bytes: usize, start: v128, doubled: usize, out: usize): void {
  const group = groupBytes
  for (const end = out + bytes; out < end; out += 32, tile += group) {
    v128.store(out, start)
    v128.store(out, start, 16)
    subtractUnrolled(0, tile, doubled, out)
    subtractUnrolled(4, tile, doubled + 2 * packedBlockBytes(0), out)
  }
}

/**
 * `subtractBlock` for four rows and block 0 or 4, as a straight line. `u` is these columns' part, each number twice: V8 finds
 * a plain load anywhere, and a splat only with one more instruction.
 */
@inline
function subtractUnrolled(block: i32, x: usize, u: usize, out: usize): void {
  let z00 = v128.load(u)
  let z10 = z00
  let z01 = v128.load(u, 16)
  let z11 = z01
  let z02 = v128.load(u, 32)
  let z12 = z02
  let z03 = v128.load(u, 48)
  let z13 = z03
  let x0: v128
  let x1: v128
  let u0: v128
  u += 64
  if (block > 0) {
    x0 = v128.load(x)
    x1 = v128.load(x, 16)
    u0 = v128.load(u)
    z00 = multiplyAdd(x0, u0, z00)
    z10 = multiplyAdd(x1, u0, z10)
    u0 = v128.load(u, 16)
    z01 = multiplyAdd(x0, u0, z01)
    z11 = multiplyAdd(x1, u0, z11)
    u0 = v128.load(u, 32)
    z02 = multiplyAdd(x0, u0, z02)
    z12 = multiplyAdd(x1, u0, z12)
    u0 = v128.load(u, 48)
    z03 = multiplyAdd(x0, u0, z03)
    z13 = multiplyAdd(x1, u0, z13)
    x0 = v128.load(x, 32)
    x1 = v128.load(x, 48)
    u0 = v128.load(u, 64)
    z00 = multiplyAdd(x0, u0, z00)
    z10 = multiplyAdd(x1, u0, z10)
    u0 = v128.load(u, 80)
    z01 = multiplyAdd(x0, u0, z01)
    z11 = multiplyAdd(x1, u0, z11)
    u0 = v128.load(u, 96)
    z02 = multiplyAdd(x0, u0, z02)
    z12 = multiplyAdd(x1, u0, z12)
    u0 = v128.load(u, 112)
    z03 = multiplyAdd(x0, u0, z03)
    z13 = multiplyAdd(x1, u0, z13)
    x0 = v128.load(x, 64)
    x1 = v128.load(x, 80)
    u0 = v128.load(u, 128)
    z00 = multiplyAdd(x0, u0, z00)
    z10 = multiplyAdd(x1, u0, z10)
    u0 = v128.load(u, 144)
    z01 = multiplyAdd(x0, u0, z01)
    z11 = multiplyAdd(x1, u0, z11)
    u0 = v128.load(u, 160)
    z02 = multiplyAdd(x0, u0, z02)
    z12 = multiplyAdd(x1, u0, z12)
    u0 = v128.load(u, 176)
    z03 = multiplyAdd(x0, u0, z03)
    z13 = multiplyAdd(x1, u0, z13)
    x0 = v128.load(x, 96)
    x1 = v128.load(x, 112)
    u0 = v128.load(u, 192)
    z00 = multiplyAdd(x0, u0, z00)
    z10 = multiplyAdd(x1, u0, z10)
    u0 = v128.load(u, 208)
    z01 = multiplyAdd(x0, u0, z01)
    z11 = multiplyAdd(x1, u0, z11)
    u0 = v128.load(u, 224)
    z02 = multiplyAdd(x0, u0, z02)
    z12 = multiplyAdd(x1, u0, z12)
    u0 = v128.load(u, 240)
    z03 = multiplyAdd(x0, u0, z03)
    z13 = multiplyAdd(x1, u0, z13)
    x += 128
    u += 256
  }
  x0 = v128.load(x)
  x1 = v128.load(x, 16)
  u0 = v128.load(u)
  z00 = multiplyAdd(x0, u0, z00)
  z10 = multiplyAdd(x1, u0, z10)
  u0 = v128.load(u, 16)
  z01 = multiplyAdd(x0, u0, z01)
  z11 = multiplyAdd(x1, u0, z11)
  u0 = v128.load(u, 32)
  z02 = multiplyAdd(x0, u0, z02)
  z12 = multiplyAdd(x1, u0, z12)
  u0 = v128.load(u, 48)
  z03 = multiplyAdd(x0, u0, z03)
  z13 = multiplyAdd(x1, u0, z13)
  x0 = v128.load(x, 32)
  x1 = v128.load(x, 48)
  u0 = v128.load(u, 80)
  z01 = multiplyAdd(x0, u0, z01)
  z11 = multiplyAdd(x1, u0, z11)
  u0 = v128.load(u, 96)
  z02 = multiplyAdd(x0, u0, z02)
  z12 = multiplyAdd(x1, u0, z12)
  u0 = v128.load(u, 112)
  z03 = multiplyAdd(x0, u0, z03)
  z13 = multiplyAdd(x1, u0, z13)
  x0 = v128.load(x, 64)
  x1 = v128.load(x, 80)
  u0 = v128.load(u, 128)
  z02 = multiplyAdd(x0, u0, z02)
  z12 = multiplyAdd(x1, u0, z12)
  u0 = v128.load(u, 144)
  z03 = multiplyAdd(x0, u0, z03)
  z13 = multiplyAdd(x1, u0, z13)
  x0 = v128.load(x, 96)
  x1 = v128.load(x, 112)
  u0 = v128.load(u, 160)
  z03 = multiplyAdd(x0, u0, z03)
  z13 = multiplyAdd(x1, u0, z13)
  v128.store(out, withoutSquares(v128.load(out), z00, z01, z02, z03))
  v128.store(out, withoutSquares(v128.load(out, 16), z10, z11, z12, z13), 16)
}

/** What rows that have these scores under one component must score under another to count there. */
export function beginFloors(floors: usize, bytes: usize, scores: usize): void {
  for (const end = floors + bytes; floors < end; floors += 16, scores += 16) {
    v128.store(floors, f64x2.splat(-Infinity))
    raiseFloor(floors, scores)
  }
}

@inline
function raiseFloor(floor: usize, score: usize): void {
  const counting = f64x2.add(v128.load(score), v128.load_splat<f64>(NEGLIGIBLE))
  v128.store(floor, f64x2.pmax(v128.load(floor), counting))
}

/** Subtracts the squares of four columns of z, from column `block` on, from the rows' scores. `packed` is these columns' part. */
function subtractBlock(source: usize, bytes: usize, block: usize, packed: usize, out: usize): void {
  const group = groupBytes
  for (const end = out + bytes; out < end; out += 32, source += group) {
    let z00 = v128.load_splat<f64>(packed)
    let z10 = z00
    let z01 = v128.load_splat<f64>(packed, 8)
    let z11 = z01
    let z02 = v128.load_splat<f64>(packed, 16)
    let z12 = z02
    let z03 = v128.load_splat<f64>(packed, 24)
    let z13 = z03
    let u = packed + 32
    let x = source
    const half = source + 32 * block + 64
    do {
      const x0 = v128.load(x)
      const x1 = v128.load(x, 16)
      const u0 = v128.load_splat<f64>(u)
      z00 = multiplyAdd(x0, u0, z00)
      z10 = multiplyAdd(x1, u0, z10)
      const u1 = v128.load_splat<f64>(u, 8)
      z01 = multiplyAdd(x0, u1, z01)
      z11 = multiplyAdd(x1, u1, z11)
      const u2 = v128.load_splat<f64>(u, 16)
      z02 = multiplyAdd(x0, u2, z02)
      z12 = multiplyAdd(x1, u2, z12)
      const u3 = v128.load_splat<f64>(u, 24)
      z03 = multiplyAdd(x0, u3, z03)
      z13 = multiplyAdd(x1, u3, z13)
      x += 32
      u += 32
    } while (x < half)
    // Below the diagonal of the block is nothing: of its last two rows two columns count, and one.
    const b0 = v128.load(x)
    const b1 = v128.load(x, 16)
    const u22 = v128.load_splat<f64>(u)
    z02 = multiplyAdd(b0, u22, z02)
    z12 = multiplyAdd(b1, u22, z12)
    const u23 = v128.load_splat<f64>(u, 8)
    z03 = multiplyAdd(b0, u23, z03)
    z13 = multiplyAdd(b1, u23, z13)
    const u33 = v128.load_splat<f64>(u, 16)
    z03 = multiplyAdd(v128.load(x, 32), u33, z03)
    z13 = multiplyAdd(v128.load(x, 48), u33, z13)

    v128.store(out, withoutSquares(v128.load(out), z00, z01, z02, z03))
    v128.store(out, withoutSquares(v128.load(out, 16), z10, z11, z12, z13), 16)
  }
}

/** score − z₀² − z₁² − z₂² − z₃², in the same order wherever it is computed. */
@inline
function withoutSquares(score: v128, z0: v128, z1: v128, z2: v128, z3: v128): v128 {
  const squares = multiplyAdd(z0, z0, f64x2.mul(z1, z1))
  return f64x2.sub(subtractProduct(z3, z3, subtractProduct(z2, z2, score)), squares)
}

@inline
function areBelow(floors: usize, score0: v128, score1: v128): bool {
  const isAbove0 = f64x2.gt(score0, v128.load(floors))
  const isAbove1 = f64x2.gt(score1, v128.load(floors, 16))
  return !v128.any_true(v128.or(isAbove0, isAbove1))
}

/** Whether constant − (b + aᵀx)² is below the floors of four rows, for a bound of `writeBound`. */
@inline
function isBelow(floors: usize, constant: f64, group: usize, bound: usize): bool {
  let t00 = v128.load_splat<f64>(bound)
  let t10 = t00
  let t01 = f64x2.splat(0)
  let t11 = t01
  let a = bound + 8
  for (let x = group, end = group + 32 * evenD; x < end; x += 64, a += 16) {
    const a0 = v128.load_splat<f64>(a)
    t00 = multiplyAdd(v128.load(x), a0, t00)
    t10 = multiplyAdd(v128.load(x, 16), a0, t10)
    const a1 = v128.load_splat<f64>(a, 8)
    t01 = multiplyAdd(v128.load(x, 32), a1, t01)
    t11 = multiplyAdd(v128.load(x, 48), a1, t11)
  }
  const t0 = f64x2.add(t00, t01)
  const t1 = f64x2.add(t10, t11)
  const start = f64x2.splat(constant)
  return areBelow(floors, subtractProduct(t0, t0, start), subtractProduct(t1, t1, start))
}

/**
 * ‖z‖ is at least as large as z = Uᵀ(x − μ) is along any direction w, ‖w‖ = 1: |b + aᵀx| with a = U w and b = −aᵀμ. For
 * rows about `other` the direction from the mean to there tells nearly everything. Writes b, a, and 0 where D is odd.
 */
export function writeBound(factor: usize, mean: usize, other: usize, bound: usize): void {
  const w = differences
  memory.fill(w, 0, 8 * d)
  for (let i: usize = 0; i < d; i++) {
    const step = load<f64>(other + 8 * i) - load<f64>(mean + 8 * i)
    const steps = f64x2.splat(step)
    const row = factor + 8 * i * d
    let at: usize = 8 * i
    for (; at + 8 < 8 * d; at += 16) v128.store(w + at, multiplyAdd(v128.load(row + at), steps, v128.load(w + at)))
    if (at < 8 * d) addNumber(w + at, load<f64>(row + at) * step)
  }
  const length = max(sqrt(dot(w, w, 8 * d)), f64.MIN_NORMAL_VALUE)

  const a = bound + 8
  memory.fill(bound, 0, 8 * (1 + evenD))
  for (let i: usize = 0; i < d; i++) {
    const sum = dot(factor + 8 * (i * d + i), w + 8 * i, 8 * (d - i)) / length
    store<f64>(a + 8 * i, sum)
    addNumber(bound, -sum * load<f64>(mean + 8 * i))
  }
}

function dot(a: usize, b: usize, bytes: usize): f64 {
  let sums = f64x2.splat(0)
  let at: usize = 0
  for (; at + 8 < bytes; at += 16) sums = multiplyAdd(v128.load(a + at), v128.load(b + at), sums)
  const last = at < bytes ? load<f64>(a + at) * load<f64>(b + at) : 0
  return sumOf(sums) + last
}

/** Writes x − μ of a few columns of four rows. */
@inline
function centerColumns(x: usize, center: usize, to: usize, end: usize): void {
  for (; to < end; to += 32, x += 32, center += 8) {
    const mean = v128.load_splat<f64>(center)
    v128.store(to, f64x2.sub(v128.load(x), mean))
    v128.store(to, f64x2.sub(v128.load(x, 16), mean), 16)
  }
}

/**
 * Adds Σ r (x − c) to `first` and Σ r (x − c) xᵀ, down to the diagonal, to `second` (rows of `pitch` bytes): four rows of
 * the matrix by four columns at a time. What is written beyond D is nothing.
 */
export function accumulateTriangular(
  source: usize,
  bytes: usize,
  center: usize,
  shares: usize,
  strip: usize,
  first: usize,
  second: usize,
): void {
  for (let i: usize = 0; i < d; i += 4) {
    const hasTwoMore = i + 2 < d
    weigh(source + 32 * i, bytes, center + 8 * i, shares, strip, first + 8 * i)
    for (let j: usize = 0; j < i; j += 4) {
      const to = second + pitch * i + 8 * j
      updateBlock(strip, source + 32 * j, bytes, to)
      if (hasTwoMore) updateBlock(strip + 64, source + 32 * j, bytes, to + 2 * pitch)
    }
    updateDiagonal(strip, source + 32 * i, bytes, second + pitch * i + 8 * i)
  }
}

/** Writes r (x − c) of four columns to `strip`, and adds their sums to `first`. */
function weigh(source: usize, bytes: usize, center: usize, shares: usize, strip: usize, first: usize): void {
  const c0 = v128.load_splat<f64>(center)
  const c1 = v128.load_splat<f64>(center, 8)
  const c2 = v128.load_splat<f64>(center, 16)
  const c3 = v128.load_splat<f64>(center, 24)
  let sum0 = f64x2.splat(0)
  let sum1 = f64x2.splat(0)
  let sum2 = f64x2.splat(0)
  let sum3 = f64x2.splat(0)
  const group = groupBytes
  for (const end = shares + bytes; shares < end; shares += 32, source += group, strip += 128) {
    const r0 = v128.load(shares)
    const r1 = v128.load(shares, 16)
    let w0 = f64x2.mul(r0, f64x2.sub(v128.load(source), c0))
    let w1 = f64x2.mul(r1, f64x2.sub(v128.load(source, 16), c0))
    v128.store(strip, w0)
    v128.store(strip, w1, 16)
    sum0 = f64x2.add(sum0, f64x2.add(w0, w1))
    w0 = f64x2.mul(r0, f64x2.sub(v128.load(source, 32), c1))
    w1 = f64x2.mul(r1, f64x2.sub(v128.load(source, 48), c1))
    v128.store(strip, w0, 32)
    v128.store(strip, w1, 48)
    sum1 = f64x2.add(sum1, f64x2.add(w0, w1))
    w0 = f64x2.mul(r0, f64x2.sub(v128.load(source, 64), c2))
    w1 = f64x2.mul(r1, f64x2.sub(v128.load(source, 80), c2))
    v128.store(strip, w0, 64)
    v128.store(strip, w1, 80)
    sum2 = f64x2.add(sum2, f64x2.add(w0, w1))
    w0 = f64x2.mul(r0, f64x2.sub(v128.load(source, 96), c3))
    w1 = f64x2.mul(r1, f64x2.sub(v128.load(source, 112), c3))
    v128.store(strip, w0, 96)
    v128.store(strip, w1, 112)
    sum3 = f64x2.add(sum3, f64x2.add(w0, w1))
  }
  addPair(first, sumLanes(sum0, sum1))
  addPair(first + 16, sumLanes(sum2, sum3))
}

/** Adds strip · sourceᵀ to two rows by four columns at `to`. */
function updateBlock(strip: usize, source: usize, bytes: usize, to: usize): void {
  let s00 = f64x2.splat(0)
  let s01 = s00
  let s02 = s00
  let s03 = s00
  let s10 = s00
  let s11 = s00
  let s12 = s00
  let s13 = s00
  const group = groupBytes
  // Four rows a turn: with two, counting turns takes as long as multiplying.
  for (const end = strip + 4 * bytes; strip < end; strip += 128, source += group) {
    const v0 = v128.load(strip)
    const v1 = v128.load(strip, 32)
    const x0 = v128.load(source)
    s00 = multiplyAdd(v0, x0, s00)
    s10 = multiplyAdd(v1, x0, s10)
    const x1 = v128.load(source, 32)
    s01 = multiplyAdd(v0, x1, s01)
    s11 = multiplyAdd(v1, x1, s11)
    const x2 = v128.load(source, 64)
    s02 = multiplyAdd(v0, x2, s02)
    s12 = multiplyAdd(v1, x2, s12)
    const x3 = v128.load(source, 96)
    s03 = multiplyAdd(v0, x3, s03)
    s13 = multiplyAdd(v1, x3, s13)
    const w0 = v128.load(strip, 16)
    const w1 = v128.load(strip, 48)
    const y0 = v128.load(source, 16)
    s00 = multiplyAdd(w0, y0, s00)
    s10 = multiplyAdd(w1, y0, s10)
    const y1 = v128.load(source, 48)
    s01 = multiplyAdd(w0, y1, s01)
    s11 = multiplyAdd(w1, y1, s11)
    const y2 = v128.load(source, 80)
    s02 = multiplyAdd(w0, y2, s02)
    s12 = multiplyAdd(w1, y2, s12)
    const y3 = v128.load(source, 112)
    s03 = multiplyAdd(w0, y3, s03)
    s13 = multiplyAdd(w1, y3, s13)
  }
  addPair(to, sumLanes(s00, s01))
  addPair(to + 16, sumLanes(s02, s03))
  addPair(to + pitch, sumLanes(s10, s11))
  addPair(to + pitch + 16, sumLanes(s12, s13))
}

/** Adds strip · sourceᵀ to four rows by four columns at `to`, down to the diagonal. */
function updateDiagonal(strip: usize, source: usize, bytes: usize, to: usize): void {
  let s00 = f64x2.splat(0)
  let s10 = s00
  let s11 = s00
  let s20 = s00
  let s21 = s00
  let s22 = s00
  let s30 = s00
  let s31 = s00
  let s32 = s00
  let s33 = s00
  const group = groupBytes
  for (const end = strip + 4 * bytes; strip < end; strip += 128, source += group) {
    let w0 = v128.load(strip)
    let w1 = v128.load(strip, 32)
    let w2 = v128.load(strip, 64)
    let w3 = v128.load(strip, 96)
    let x = v128.load(source)
    s00 = multiplyAdd(w0, x, s00)
    s10 = multiplyAdd(w1, x, s10)
    s20 = multiplyAdd(w2, x, s20)
    s30 = multiplyAdd(w3, x, s30)
    x = v128.load(source, 32)
    s11 = multiplyAdd(w1, x, s11)
    s21 = multiplyAdd(w2, x, s21)
    s31 = multiplyAdd(w3, x, s31)
    x = v128.load(source, 64)
    s22 = multiplyAdd(w2, x, s22)
    s32 = multiplyAdd(w3, x, s32)
    x = v128.load(source, 96)
    s33 = multiplyAdd(w3, x, s33)
    w0 = v128.load(strip, 16)
    w1 = v128.load(strip, 48)
    w2 = v128.load(strip, 80)
    w3 = v128.load(strip, 112)
    x = v128.load(source, 16)
    s00 = multiplyAdd(w0, x, s00)
    s10 = multiplyAdd(w1, x, s10)
    s20 = multiplyAdd(w2, x, s20)
    s30 = multiplyAdd(w3, x, s30)
    x = v128.load(source, 48)
    s11 = multiplyAdd(w1, x, s11)
    s21 = multiplyAdd(w2, x, s21)
    s31 = multiplyAdd(w3, x, s31)
    x = v128.load(source, 80)
    s22 = multiplyAdd(w2, x, s22)
    s32 = multiplyAdd(w3, x, s32)
    x = v128.load(source, 112)
    s33 = multiplyAdd(w3, x, s33)
  }
  addPair(to, sumLanes(s00, f64x2.splat(0)))
  addPair(to + pitch, sumLanes(s10, s11))
  addPair(to + 2 * pitch, sumLanes(s20, s21))
  addPair(to + 2 * pitch + 16, sumLanes(s22, f64x2.splat(0)))
  addPair(to + 3 * pitch, sumLanes(s30, s31))
  addPair(to + 3 * pitch + 16, sumLanes(s32, s33))
}

/** Writes x − μ of a tile to `differences`, laid out alike. @returns where */
export function centerTile(tile: usize, bytes: usize, mean: usize): usize {
  let to = differences
  for (const end = to + groupBytes * (bytes >> 5); to < end; to += groupBytes, tile += groupBytes) {
    centerColumns(tile, mean, to, to + 32 * d)
  }
  return differences
}

/**
 * Brings together the fours of rows of which any has a share: the rows in `differences`, laid out alike, and their shares
 * in `sharesKept`; unless that is all of them, which stay where they are.
 * @returns the bytes of the shares kept
 */
export function keepShared(tile: usize, bytes: usize, shares: usize): usize {
  let kept: usize = 0
  for (let four: usize = 0; four < bytes; four += 32) kept += hasShare(shares + four) ? 32 : 0
  if (kept == bytes) return bytes
  let toRows = differences
  let toShares = sharesKept
  for (const end = shares + bytes; shares < end; shares += 32, tile += groupBytes) {
    if (!hasShare(shares)) continue
    memory.copy(toRows, tile, groupBytes)
    memory.copy(toShares, shares, 32)
    toRows += groupBytes
    toShares += 32
  }
  return kept
}

@inline
function hasShare(shares: usize): bool {
  return v128.any_true(v128.or(v128.load(shares), v128.load(shares, 16)))
}
