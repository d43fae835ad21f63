/** Two rows a vector: the few operations that every kernel is written in. */

/** a b + c: rounded once in the build that has relaxed SIMD, twice in the one that has not. */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f64x2.relaxed_madd(a, b, c) : f64x2.add(f64x2.mul(a, b), c)
}

/** c − a b. */
@inline
export function subtractProduct(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f64x2.relaxed_nmadd(a, b, c) : f64x2.sub(c, f64x2.mul(a, b))
}

/** [a₀ + a₁, b₀ + b₁]. */
@inline
export function sumLanes(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3))
}

/** a₀ + a₁. */
@inline
export function sumOf(a: v128): f64 {
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1)
}

/** Adds to the two numbers at `to`. */
@inline
export function addPair(to: usize, value: v128): void {
  v128.store(to, f64x2.add(v128.load(to), value))
}

/** Adds to the number at `to`. */
@inline
export function addNumber(to: usize, value: f64): void {
  store<f64>(to, load<f64>(to) + value)
}
