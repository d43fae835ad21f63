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
  for (let end = out + bytes; out < end; source += 32 * columns) {
    for (let x = source, half = source + 32; x < half; x += 16, out += 16) {
      const x0 = v128.load(x)
      const x1 = v128.load(x, 32)
      const z0 = multiplyAdd(x0, u00, start0)
      const z1 = multiplyAdd(x1, u11, multiplyAdd(x0, u01, start1))
      let score = subtractProduct(z1, z1, subtractProduct(z0, z0, start))
      if (columns > 2) {
        const z2 = multiplyAdd(v128.load(x, 64), u22, multiplyAdd(x1, u12, multiplyAdd(x0, u02, start2)))
        score = subtractProduct(z2, z2, score)
      }
      v128.store(out, score)
    }
  }
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
  for (let end = powers + bytes; powers < end; source += 32 * columns) {
    for (let x = source, half = source + 32; x < half; x += 16, powers += 16, scales += 16) {
      const r = f64x2.mul(v128.load(powers), v128.load(scales))
      count = f64x2.add(count, r)
      const d0 = f64x2.sub(v128.load(x), mean0)
      const d1 = f64x2.sub(v128.load(x, 32), mean1)
      const r0 = f64x2.mul(r, d0)
      const r1 = f64x2.mul(r, d1)
      first0 = f64x2.add(first0, r0)
      first1 = f64x2.add(first1, r1)
      second00 = multiplyAdd(r0, d0, second00)
      second10 = multiplyAdd(r1, d0, second10)
      second11 = multiplyAdd(r1, d1, second11)
      if (columns > 2) {
        const d2 = f64x2.sub(v128.load(x, 64), mean2)
        const r2 = f64x2.mul(r, d2)
        first2 = f64x2.add(first2, r2)
        second20 = multiplyAdd(r2, d0, second20)
        second21 = multiplyAdd(r2, d1, second21)
        second22 = multiplyAdd(r2, d2, second22)
      }
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
