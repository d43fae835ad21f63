import { exp2, log2 } from './elementary'
import { multiplyAdd, sumOf } from './simd'

/**
 * log-sum-exp over the components present, four rows at a time. `present` lists where each one's log₂ densities are.
 * Leaves 2^(log₂ density − largest) in their place, and in `scales` what turns these into w · responsibility: w / their sum.
 * @param even all weights are 1
 * @returns Σ w log₂ p(x): no finite number where a row has no density under any component
 */
export function softmax(
  present: usize,
  count: usize,
  bytes: usize,
  weights: usize,
  even: bool,
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
      total = multiplyAdd(weight0, f64x2.add(largest0, log2(sum0)), total)
      total = multiplyAdd(weight1, f64x2.add(largest1, log2(sum1)), total)
    }
  }
  return sumOf(even ? f64x2.add(total, f64x2.add(log2(product0), log2(product1))) : total)
}

/** Turns 2^(log₂ density − largest) into w · responsibility in place. @returns their sum */
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
