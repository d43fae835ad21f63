import { multiplyAdd } from './simd'

/*
 * Constants lie in memory: written as vectors in the code they would be built anew in every turn of a loop.
 */

/** 2^f on [−½, ½]: the minimax polynomial of degree 11 that is exact at 0, off by at most 1.8e-17 of the value. */
const EXP2 = memory.data<f64>([
  1.0, 6.931471805599457e-1, 2.4022650695910097e-1, 5.550410866479039e-2, 9.618129107607003e-3, 1.333355815343997e-3,
  1.540353044157185e-4, 1.5252727385189775e-5, 1.3215442675452854e-6, 1.0180647660573069e-7, 7.072570394540799e-9,
  4.0780717860928705e-10,
])
/** 1.5 · 2⁵²: adding it rounds to a whole number, which is then the low bits of the sum. */
const TO_WHOLE = memory.data<f64>([6755399441055744.0])
/** 2^x is taken for 0 where x is below this, so that products with it are numbers of full precision still. */
const SMALLEST = memory.data<f64>([-960.0])

/** 2^x of two numbers up to 1023, within about 1 ulp; 0 where x < −960 or no number. */
@inline
export function exp2(x: v128): v128 {
  // x = n + f: n goes to the exponent, f into the polynomial.
  const toWhole = v128.load_splat<f64>(TO_WHOLE)
  const n = f64x2.add(x, toWhole)
  const f = f64x2.sub(x, f64x2.sub(n, toWhole))

  // Pairs, fours, eights (Estrin): a quarter of the latency of one term after another.
  const f2 = f64x2.mul(f, f)
  const f4 = f64x2.mul(f2, f2)
  const terms0to3 = multiplyAdd(linear(f, 2), f2, linear(f, 0))
  const terms4to7 = multiplyAdd(linear(f, 6), f2, linear(f, 4))
  const terms8to11 = multiplyAdd(linear(f, 10), f2, linear(f, 8))
  const power = multiplyAdd(multiplyAdd(terms8to11, f4, terms4to7), f4, terms0to3)
  return v128.and(i64x2.add(power, i64x2.shl(n, 52)), f64x2.ge(x, v128.load_splat<f64>(SMALLEST)))
}

/** cᵢ + cᵢ₊₁ f. */
@inline
function linear(f: v128, i: usize): v128 {
  return multiplyAdd(f, v128.load_splat<f64>(EXP2 + 8 * (i + 1)), v128.load_splat<f64>(EXP2 + 8 * i))
}

/** Σ sⁱ / (2i + 1): artanh √s / √s, off by less than 1e-18 where s ≤ (√2 − 1)⁴. */
const ARTANH = memory.data<f64>([
  1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1.0,
])
const ARTANH_DEGREE = 10

/** log₂ x of two positive normal numbers, within about 2 ulp. */
export function log2(x: v128): v128 {
  // x = 2ⁿ m with m in [√½, √2), where n + 1023 are the exponent's bits once those of √½ stand for 1.
  const one = reinterpret<i64>(1.0)
  const biased = i64x2.shr_u(i64x2.add(x, i64x2.splat(one - reinterpret<i64>(0.7071067811865476))), 52)
  const m = i64x2.sub(x, i64x2.sub(i64x2.shl(biased, 52), i64x2.splat(one)))
  const two52 = 4503599627370496.0
  const n = f64x2.sub(v128.or(biased, f64x2.splat(two52)), f64x2.splat(two52 + 1023))

  // log m = 2 artanh s with s = (m − 1) / (m + 1).
  const s = f64x2.div(f64x2.sub(m, f64x2.splat(1)), f64x2.add(m, f64x2.splat(1)))
  const squared = f64x2.mul(s, s)
  let series = v128.load_splat<f64>(ARTANH)
  for (let i = 1; i <= ARTANH_DEGREE; i++) series = multiplyAdd(series, squared, v128.load_splat<f64>(ARTANH + 8 * i))
  return multiplyAdd(f64x2.mul(s, series), f64x2.splat(2 * 1.4426950408889634), n)
}
