import { groupBytes, present, scales } from './layout'
import { exp2, log2 } from './elementary'
import { multiplyAdd, sumOf } from './simd'

/*
 * log-sum-exp over the components present, four rows at a time. `present` lists where each one's scores are, log₂ πₖ N(x; μₖ, Σₖ).
 * In their place are left their powers of 2, up to a factor of each row's own, and in `scales` what turns these into
 * w · responsibility: w / their sum. `even` says that all weights are 1. What is returned is Σ w log₂ p(x).
 * Meanwhile the tile that is `ahead` is looked at, so that it comes to the fastest cache while there is much to compute.
 */

/** Powers up to 2⁴⁸⁰ have products of two sums, whatever K, and what is taken for 0 beside them does not count. */
const LARGEST_POWER = 480.0
const MANTISSA = memory.data<i64>([0xfffffffffffff])
const ONE = memory.data<f64>([1.0])

/** Whether all rows are so near to the first component present that no score, at most `largest`, is far above its. */
export function isNear(bytes: usize, largest: f64): bool {
  const first = load<usize>(present)
  const least = f64x2.splat(largest - LARGEST_POWER)
  let near = i64x2.splat(-1)
  // A score that is no number is not near either.
  for (let row: usize = 0; row < bytes; row += 16) near = v128.and(near, f64x2.ge(v128.load(first + row), least))
  return i64x2.all_true(near)
}

/** For rows that are near: the first component's score is subtracted from the others', whose powers are all that is taken. */
export function softmaxNear(count: usize, bytes: usize, weights: usize, even: bool, ahead: usize): f64 {
  const others = present + sizeof<usize>()
  return softmax(load<usize>(present), 1, others, present + sizeof<usize>() * count, bytes, weights, even, ahead)
}

/**
 * For any rows: the largest score of each is subtracted.
 * @returns no finite number where a row has no density under any component
 */
export function softmaxFar(count: usize, bytes: usize, weights: usize, even: bool, ahead: usize): f64 {
  const end = present + sizeof<usize>() * count
  for (let row: usize = 0; row < bytes; row += 16) {
    let largest = f64x2.splat(-Infinity)
    for (let list = present; list < end; list += sizeof<usize>()) {
      largest = f64x2.pmax(largest, v128.load(load<usize>(list) + row))
    }
    v128.store(scales + row, largest)
  }
  return softmax(scales, 0, present, end, bytes, weights, even, ahead)
}

/** Of the components listed from `list` to `end`, about the scores at `bases`, in whose place and in every sum is put `own`. */
function softmax(
  bases: usize,
  own: f64,
  list: usize,
  end: usize,
  bytes: usize,
  weights: usize,
  even: bool,
  ahead: usize,
): f64 {
  let total = f64x2.splat(0)
  let mantissas = f64x2.splat(1)
  let exponents = i64x2.splat(0)
  const first = f64x2.splat(own)
  const group = groupBytes
  for (let row: usize = 0; row < bytes; row += 32, ahead += group) {
    load<u8>(ahead)
    const base0 = v128.load(bases + row)
    const base1 = v128.load(bases + row, 16)
    v128.store(bases + row, first)
    v128.store(bases + row, first, 16)
    let sum0 = first
    let sum1 = first
    for (let next = list; next < end; next += sizeof<usize>()) {
      const at = load<usize>(next) + row
      const power0 = exp2(f64x2.sub(v128.load(at), base0))
      const power1 = exp2(f64x2.sub(v128.load(at, 16), base1))
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
      // One logarithm a tile: of the product of all sums, whose exponents are added apart.
      total = f64x2.add(total, f64x2.add(base0, base1))
      const product = f64x2.mul(sum0, sum1)
      exponents = i64x2.add(exponents, i64x2.shr_u(product, 52))
      const mantissa = v128.or(v128.and(product, v128.load_splat<f64>(MANTISSA)), v128.load_splat<f64>(ONE))
      mantissas = f64x2.mul(mantissas, mantissa)
    } else {
      total = multiplyAdd(weight0, f64x2.add(base0, log2(sum0)), total)
      total = multiplyAdd(weight1, f64x2.add(base1, log2(sum1)), total)
    }
  }
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
