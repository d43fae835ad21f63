import { exp2, log2 } from './elementary'
import { multiplyAdd } from './simd'

/**
 * log-sum-exp over K components of four rows at a time. Takes log₂ densities (K blocks of `stride` bytes), leaves
 * 2^(log₂ density − largest) in their place, and in `scales` what turns these into w · responsibility: w / Σ.
 * @returns Σ w log₂ p(x), or NaN where a row has no density under any component
 */
export function softmax(
  logs: usize,
  stride: usize,
  k: i32,
  rows: usize,
  weights: usize,
  even: bool,
  scales: usize,
): f64 {
  let total = f64x2.splat(0)
  let product0 = f64x2.splat(1)
  let product1 = product0
  let defined = i64x2.splat(-1)
  for (let row: usize = 0; row < rows; row += 32) {
    const first = logs + row
    const end = first + <usize>k * stride
    let largest0 = f64x2.splat(-Infinity)
    let largest1 = largest0
    for (let at = first; at < end; at += stride) {
      largest0 = f64x2.pmax(largest0, v128.load(at))
      largest1 = f64x2.pmax(largest1, v128.load(at, 16))
    }
    let sum0 = f64x2.splat(0)
    let sum1 = sum0
    for (let at = first; at < end; at += stride) {
      const power0 = exp2(f64x2.sub(v128.load(at), largest0))
      const power1 = exp2(f64x2.sub(v128.load(at, 16), largest1))
      v128.store(at, power0)
      v128.store(at, power1, 16)
      sum0 = f64x2.add(sum0, power0)
      sum1 = f64x2.add(sum1, power1)
    }
    defined = v128.and(defined, v128.and(f64x2.ge(sum0, f64x2.splat(1)), f64x2.ge(sum1, f64x2.splat(1))))
    const weight0 = v128.load(weights + row)
    const weight1 = v128.load(weights + row, 16)
    v128.store(scales + row, f64x2.div(weight0, sum0))
    v128.store(scales + row, f64x2.div(weight1, sum1), 16)
    if (even) {
      // Each sum is at most K < 2³¹ and a tile gives a product at most 32 of them: below 2¹⁰²³.
      total = f64x2.add(total, f64x2.add(largest0, largest1))
      product0 = f64x2.mul(product0, sum0)
      product1 = f64x2.mul(product1, sum1)
    } else {
      total = multiplyAdd(weight0, f64x2.add(largest0, log2(sum0)), total)
      total = multiplyAdd(weight1, f64x2.add(largest1, log2(sum1)), total)
    }
  }
  if (!i64x2.all_true(defined)) return NaN
  if (even) total = f64x2.add(total, f64x2.add(log2(product0), log2(product1)))
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1)
}
