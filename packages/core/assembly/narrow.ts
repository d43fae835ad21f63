import { pitch } from './layout'
import { addPair, multiplyAdd, subtractProduct, sumLanes, sumOf } from './simd'

/*
 * Two and three columns: one pass over the rows with everything in registers. `columns` is a constant wherever these
 * are called, so that each call compiles to a straight line of its own.
 */

/** Writes constant − ‖z‖² of every row to `out`, z = Uᵀ x from where `packed` has it start (see `packTriangular`). */
@inline
export function scoreNarrow(
  columns: usize,
  source: usize,
  bytes: usize,
  constant: f64,
  packed: usize,
  out: usize,
): void {
  const start0 = v128.load_splat<f64>(packed)
  const start1 = v128.load_splat<f64>(packed, 8)
  const start2 = v128.load_splat<f64>(packed, 16)
  const u00 = v128.load_splat<f64>(packed, 32)
  const u01 = v128.load_splat<f64>(packed, 40)
  const u02 = v128.load_splat<f64>(packed, 48)
  const u11 = v128.load_splat<f64>(packed, 72)
  const u12 = v128.load_splat<f64>(packed, 80)
  const u22 = v128.load_splat<f64>(packed, 96)
  const start = f64x2.splat(constant)
  for (const end = out + bytes; out < end; source += 32 * columns, out += 32) {
    v128.store(out, scorePair(columns, source, start, start0, start1, start2, u00, u01, u02, u11, u12, u22))
    v128.store(out, scorePair(columns, source + 16, start, start0, start1, start2, u00, u01, u02, u11, u12, u22), 16)
  }
}

@inline
function scorePair(
  columns: usize,
  x: usize,
  start: v128,
  start0: v128,
  start1: v128,
  start2: v128,
  u00: v128,
  u01: v128,
  u02: v128,
  u11: v128,
  u12: v128,
  u22: v128,
): v128 {
  const x0 = v128.load(x)
  const x1 = v128.load(x, 32)
  const z0 = multiplyAdd(x0, u00, start0)
  const z1 = multiplyAdd(x1, u11, multiplyAdd(x0, u01, start1))
  const score = subtractProduct(z1, z1, subtractProduct(z0, z0, start))
  if (columns == 2) return score
  const z2 = multiplyAdd(v128.load(x, 64), u22, multiplyAdd(x1, u12, multiplyAdd(x0, u02, start2)))
  return subtractProduct(z2, z2, score)
}

/**
 * Adds Σ r (x − μ) to `first` and Σ r (x − μ)(x − μ)ᵀ, down to the diagonal, to `second`, where r is each power times
 * its row's scale.
 * @returns Σ r
 */
@inline
export function accumulateNarrow(
  columns: usize,
  source: usize,
  bytes: usize,
  mean: usize,
  powers: usize,
  scales: usize,
  first: usize,
  second: usize,
): f64 {
  const mean0 = v128.load_splat<f64>(mean)
  const mean1 = v128.load_splat<f64>(mean, 8)
  const mean2 = v128.load_splat<f64>(mean, 16)
  const zero = f64x2.splat(0)
  let count = zero
  let first0 = zero
  let first1 = zero
  let first2 = zero
  let second00 = zero
  let second10 = zero
  let second11 = zero
  let second20 = zero
  let second21 = zero
  let second22 = zero
  for (const end = powers + bytes; powers < end; source += 32 * columns, powers += 32, scales += 32) {
    const r = f64x2.mul(v128.load(powers), v128.load(scales))
    const s = f64x2.mul(v128.load(powers, 16), v128.load(scales, 16))
    count = f64x2.add(f64x2.add(count, r), s)
    const x0 = f64x2.sub(v128.load(source), mean0)
    const y0 = f64x2.sub(v128.load(source, 16), mean0)
    const r0 = f64x2.mul(r, x0)
    const s0 = f64x2.mul(s, y0)
    first0 = f64x2.add(f64x2.add(first0, r0), s0)
    second00 = multiplyAdd(s0, y0, multiplyAdd(r0, x0, second00))
    const x1 = f64x2.sub(v128.load(source, 32), mean1)
    const y1 = f64x2.sub(v128.load(source, 48), mean1)
    const r1 = f64x2.mul(r, x1)
    const s1 = f64x2.mul(s, y1)
    first1 = f64x2.add(f64x2.add(first1, r1), s1)
    second10 = multiplyAdd(s1, y0, multiplyAdd(r1, x0, second10))
    second11 = multiplyAdd(s1, y1, multiplyAdd(r1, x1, second11))
    if (columns > 2) {
      const x2 = f64x2.sub(v128.load(source, 64), mean2)
      const y2 = f64x2.sub(v128.load(source, 80), mean2)
      const r2 = f64x2.mul(r, x2)
      const s2 = f64x2.mul(s, y2)
      first2 = f64x2.add(f64x2.add(first2, r2), s2)
      second20 = multiplyAdd(s2, y0, multiplyAdd(r2, x0, second20))
      second21 = multiplyAdd(s2, y1, multiplyAdd(r2, x1, second21))
      second22 = multiplyAdd(s2, y2, multiplyAdd(r2, x2, second22))
    }
  }
  addPair(first, sumLanes(first0, first1))
  addPair(second, sumLanes(second00, zero))
  addPair(second + pitch, sumLanes(second10, second11))
  if (columns > 2) {
    addPair(first + 16, sumLanes(first2, zero))
    addPair(second + 2 * pitch, sumLanes(second20, second21))
    addPair(second + 2 * pitch + 16, sumLanes(second22, zero))
  }
  return sumOf(count)
}
