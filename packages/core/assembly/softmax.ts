import { exp2, log2 } from './elementary'
import { multiplyAdd, sumOf } from './simd'

/*
 * log-sum-exp over the components present, four rows at a time. `present` lists where each one's scores are: log₂ density −
 * `reference`. In their place are left their powers of 2, up to a factor of each row's own, and in `scales` what turns these
 * into w · responsibility: w / their sum. `even` says that all weights are 1. What is returned is Σ w log₂ p(x).
 */

/** 2⁻⁵⁰⁰: two such sums still have a product, and the powers that are taken for 0 beside it do not count. */
const LEAST_SUM = 3.054936363499605e-151
const MANTISSA = memory.data<i64>([0xfffffffffffff])
const ONE = memory.data<f64>([1.0])

/**
 * For scores of at most 0, whose powers are taken as they are.
 * @returns NaN where a row is far from every component, and is for `softmaxFar`
 */
export function softmaxNear(
  present: usize,
  count: usize,
  bytes: usize,
  weights: usize,
  even: bool,
  reference: f64,
  scales: usize,
): f64 {
  let total = f64x2.splat(0)
  let mantissas = f64x2.splat(1)
  let exponents = i64x2.splat(0)
  let least = f64x2.splat(Infinity)
  const end = present + sizeof<usize>() * count
  for (let row: usize = 0; row < bytes; row += 32) {
    let sum0 = f64x2.splat(0)
    let sum1 = sum0
    for (let list = present; list < end; list += sizeof<usize>()) {
      const at = load<usize>(list) + row
      const power0 = exp2(v128.load(at))
      const power1 = exp2(v128.load(at, 16))
      v128.store(at, power0)
      v128.store(at, power1, 16)
      sum0 = f64x2.add(sum0, power0)
      sum1 = f64x2.add(sum1, power1)
    }

    const weight0 = v128.load(weights + row)
    const weight1 = v128.load(weights + row, 16)
    v128.store(scales + row, f64x2.div(weight0, sum0))
    v128.store(scales + row, f64x2.div(weight1, sum1), 16)
    least = f64x2.pmin(least, f64x2.pmin(sum0, sum1))
    if (even) {
      // One logarithm a tile: of the product of all sums, whose exponents are added apart.
      const product = f64x2.mul(sum0, sum1)
      exponents = i64x2.add(exponents, i64x2.shr_u(product, 52))
      const mantissa = v128.or(v128.and(product, v128.load_splat<f64>(MANTISSA)), v128.load_splat<f64>(ONE))
      mantissas = f64x2.mul(mantissas, mantissa)
    } else {
      total = multiplyAdd(weight0, f64x2.add(f64x2.splat(reference), log2(sum0)), total)
      total = multiplyAdd(weight1, f64x2.add(f64x2.splat(reference), log2(sum1)), total)
    }
  }
  if (!i64x2.all_true(f64x2.ge(least, f64x2.splat(LEAST_SUM)))) return NaN
  if (!even) return sumOf(total)
  const exponent = i64x2.extract_lane(exponents, 0) + i64x2.extract_lane(exponents, 1) - 1023 * (bytes >> 4)
  return <f64>exponent + reference * <f64>(bytes >> 3) + sumOf(log2(mantissas))
}

/**
 * For any scores: the largest of a row is subtracted first, so that its power is 1.
 * @returns no finite number where a row has no density under any component
 */
export function softmaxFar(
  present: usize,
  count: usize,
  bytes: usize,
  weights: usize,
  even: bool,
  reference: f64,
  scales: usize,
): f64 {
  let total = f64x2.splat(0)
  let product0 = f64x2.splat(1)
  let product1 = product0
  const end = present + sizeof<usize>() * count
  for (let row: usize = 0; row < bytes; row += 32) {
    // The largest is 1 afterwards, so that no term overflows.
    let largest0 = f64x2.splat(-Infinity)
    let largest1 = largest0
    for (let list = present; list < end; list += sizeof<usize>()) {
      const at = load<usize>(list) + row
      largest0 = f64x2.pmax(largest0, v128.load(at))
      largest1 = f64x2.pmax(largest1, v128.load(at, 16))
    }
    let sum0 = f64x2.splat(0)
    let sum1 = sum0
    for (let list = present; list < end; list += sizeof<usize>()) {
      const at = load<usize>(list) + row
      const power0 = exp2(f64x2.sub(v128.load(at), largest0))
      const power1 = exp2(f64x2.sub(v128.load(at, 16), largest1))
      v128.store(at, power0)
      v128.store(at, power1, 16)
      sum0 = f64x2.add(sum0, power0)
      sum1 = f64x2.add(sum1, power1)
    }

    const weight0 = v128.load(weights + row)
    const weight1 = v128.load(weights + row, 16)
    v128.store(scales + row, f64x2.div(weight0, sum0))
    v128.store(scales + row, f64x2.div(weight1, sum1), 16)
    if (even) {
      // One logarithm a tile: a lane multiplies at most 32 sums, and each is at most K < 2³¹, so it stays below 2¹⁰²³.
      total = f64x2.add(total, f64x2.add(largest0, largest1))
      product0 = f64x2.mul(product0, sum0)
      product1 = f64x2.mul(product1, sum1)
    } else {
      const log0 = f64x2.add(f64x2.splat(reference), f64x2.add(largest0, log2(sum0)))
      const log1 = f64x2.add(f64x2.splat(reference), f64x2.add(largest1, log2(sum1)))
      total = multiplyAdd(weight0, log0, multiplyAdd(weight1, log1, total))
    }
  }
  if (!even) return sumOf(total)
  return reference * <f64>(bytes >> 3) + sumOf(f64x2.add(total, f64x2.add(log2(product0), log2(product1))))
}

/** Turns powers into w · responsibility in place. @returns their sum */
export function normalize(powers: usize, scales: usize, bytes: usize): f64 {
  let sum0 = f64x2.splat(0)
  let sum1 = sum0
  for (let row: usize = 0; row < bytes; row += 32) {
    const share0 = f64x2.mul(v128.load(powers + row), v128.load(scales + row))
    const share1 = f64x2.mul(v128.load(powers + row, 16), v128.load(scales + row, 16))
    v128.store(powers + row, share0)
    v128.store(powers + row, share1, 16)
    sum0 = f64x2.add(sum0, share0)
    sum1 = f64x2.add(sum1, share1)
  }
  return sumOf(f64x2.add(sum0, sum1))
}
