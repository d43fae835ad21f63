import { present, scales } from './layout'
import { exp2, log2 } from './elementary'
import { multiplyAdd, sumOf } from './simd'

/*
 * log-sum-exp over the components present, four rows at a time. `present` lists where each one's scores are, log₂ πₖ N(x; μₖ, Σₖ).
 * In their place are left their powers of 2, up to a factor of each row's own, and in `scales` what turns these into
 * w · responsibility: w / their sum. `even` says that all weights are 1. What is returned is Σ w log₂ p(x).
 */

/** Powers up to 2⁴⁸⁰ have products of two sums, whatever K, and what is taken for 0 beside them does not count. */
const LARGEST_POWER = 480.0
const MANTISSA = memory.data<i64>([0xfffffffffffff])
const ONE = memory.data<f64>([1.0])

/**
 * For rows near enough to the first component present: its score is subtracted from the others', whose powers are all
 * that is taken. No score is above `largest`.
 * @returns NaN where a row is too far from that component, and is for `softmaxFar`
 */
export function softmaxNear(count: usize, bytes: usize, weights: usize, even: bool, largest: f64): f64 {
  return softmax(true, count, bytes, weights, even, largest)
}

/**
 * For any rows: the largest score of each is subtracted.
 * @returns no finite number where a row has no density under any component
 */
export function softmaxFar(count: usize, bytes: usize, weights: usize, even: bool): f64 {
  return softmax(false, count, bytes, weights, even, 0)
}

function softmax(isNear: bool, count: usize, bytes: usize, weights: usize, even: bool, largest: f64): f64 {
  let total = f64x2.splat(0)
  let mantissas = f64x2.splat(1)
  let exponents = i64x2.splat(0)
  let least = f64x2.splat(Infinity)
  const first = load<usize>(present)
  const others = present + (isNear ? sizeof<usize>() : 0)
  const end = present + sizeof<usize>() * count
  let scale = scales
  for (let row: usize = 0; row < bytes; row += 32, scale += 32) {
    const one = v128.load_splat<f64>(ONE)
    let base0: v128
    let base1: v128
    let sum0: v128
    let sum1: v128
    if (isNear) {
      base0 = v128.load(first + row)
      base1 = v128.load(first + row, 16)
      least = f64x2.pmin(least, f64x2.pmin(base0, base1))
      v128.store(first + row, one)
      v128.store(first + row, one, 16)
      sum0 = one
      sum1 = one
    } else {
      base0 = f64x2.splat(-Infinity)
      base1 = base0
      for (let list = present; list < end; list += sizeof<usize>()) {
        const at = load<usize>(list) + row
        base0 = f64x2.pmax(base0, v128.load(at))
        base1 = f64x2.pmax(base1, v128.load(at, 16))
      }
      sum0 = f64x2.splat(0)
      sum1 = sum0
    }
    for (let list = others; list < end; list += sizeof<usize>()) {
      const at = load<usize>(list) + row
      const power0 = exp2(f64x2.sub(v128.load(at), base0))
      const power1 = exp2(f64x2.sub(v128.load(at, 16), base1))
      v128.store(at, power0)
      v128.store(at, power1, 16)
      sum0 = f64x2.add(sum0, power0)
      sum1 = f64x2.add(sum1, power1)
    }

    const weight0 = v128.load(weights + row)
    const weight1 = v128.load(weights + row, 16)
    v128.store(scale, f64x2.div(weight0, sum0))
    v128.store(scale, f64x2.div(weight1, sum1), 16)
    if (even) {
      // One logarithm a tile: of the product of all sums, whose exponents are added apart.
      total = f64x2.add(total, f64x2.add(base0, base1))
      const product = f64x2.mul(sum0, sum1)
      exponents = i64x2.add(exponents, i64x2.shr_u(product, 52))
      const mantissa = v128.or(v128.and(product, v128.load_splat<f64>(MANTISSA)), one)
      mantissas = f64x2.mul(mantissas, mantissa)
    } else {
      total = multiplyAdd(weight0, f64x2.add(base0, log2(sum0)), total)
      total = multiplyAdd(weight1, f64x2.add(base1, log2(sum1)), total)
    }
  }
  if (isNear && !i64x2.all_true(f64x2.ge(least, f64x2.splat(largest - LARGEST_POWER)))) return NaN
  if (!even) return sumOf(total)
  const exponent = i64x2.extract_lane(exponents, 0) + i64x2.extract_lane(exponents, 1) - 1023 * (bytes >> 4)
  return <f64>exponent + sumOf(f64x2.add(total, log2(mantissas)))
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
