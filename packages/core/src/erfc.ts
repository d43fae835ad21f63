import { exp } from './elementary.ts'

/**
 * The complementary error function, 2/√π ∫ₓ^∞ exp(−t²) dt, to 3e-15 of itself down to the least normal numbers: where it
 * is no small part of 1 from the series of erf (DLMF 7.6.2), beyond from a continued fraction (DLMF 7.9.2).
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x)
  // Below the least positive number.
  if (x > 28) return 0
  // exp(−x²) in two factors: of the shorter number the square is exact, and the rest is small.
  const short = Math.fround(x)
  const bell = (exp(-short * short) * exp((short - x) * (short + x))) / Math.sqrt(Math.PI)
  return x < 1 ? 1 - bell * seriesOfErf(x) : (bell * 2 * x) / denominatorOfErfc(2 * x * x)
}

/** Σ 2ⁿ⁺¹ x²ⁿ⁺¹ / (1 · 3 ⋯ (2n + 1)): no term is negative. */
function seriesOfErf(x: number): number {
  let term = 2 * x
  let sum = term
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return sum
}

/** z + 1 − 1 · 2 / (z + 5 − 3 · 4 / (z + 9 − …)), from as far within as makes no difference. */
function denominatorOfErfc(z: number): number {
  const depth = 6 + Math.ceil(200 / z)
  let value = z + 4 * depth + 1
  for (let n = depth; n > 0; n--) value = z + 4 * n - 3 - ((2 * n - 1) * 2 * n) / value
  return value
}
