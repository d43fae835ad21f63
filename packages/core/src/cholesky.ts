/** Small dense factorisations in flat row-major arrays: they run K times an iteration, so they allocate nothing. */

/**
 * Writes L with Σ = L Lᵀ into the lower triangle of the D × D matrix at `to` of `out`, for the symmetric Σ at `from`.
 * @returns the first column of which the ones before it explain all but `smallestShare` or less, or −1
 */
export function choleskyInto(
  covariances: Float64Array,
  from: number,
  out: Float64Array,
  to: number,
  d: number,
  smallestShare: number,
): number {
  for (let j = 0; j < d; j++) {
    const rowJ = to + j * d
    const variance = covariances[from + j * d + j]!
    const pivot = variance - dot(out, rowJ, rowJ, j)
    if (!(pivot > smallestShare * variance)) return j
    const diagonal = Math.sqrt(pivot)
    out[rowJ + j] = diagonal
    for (let r = j + 1; r < d; r++) {
      const rowR = to + r * d
      out[rowR + j] = (covariances[from + r * d + j]! - dot(out, rowR, rowJ, j)) / diagonal
    }
  }
  return -1
}

/**
 * Writes U with Σ⁻¹ = U Uᵀ (upper triangular) for the D × D symmetric Σ at `offset` of both arrays.
 * Column j is singular when the other columns leave it no more than `smallestShare` of its variance: 1 / (Σⱼⱼ Λⱼⱼ).
 * @returns the first singular column, or −1 when all is well; with a singular column `out` is left unfinished
 */
export function precisionCholeskyInto(
  covariances: Float64Array,
  out: Float64Array,
  offset: number,
  d: number,
  smallestShare: number,
): number {
  const singular = choleskyInto(covariances, offset, out, offset, d, smallestShare)
  if (singular >= 0) return singular
  // L⁻¹ row by row, written across the diagonal, where its columns are rows.
  for (let r = 0; r < d; r++) {
    const rowR = offset + r * d
    const inverse = 1 / out[rowR + r]!
    for (let c = 0; c < r; c++) {
      const rowC = offset + c * d
      out[rowC + r] = -dot(out, rowR + c, rowC + c, r - c) * inverse
    }
    out[rowR + r] = inverse
  }
  for (let r = 1; r < d; r++) for (let c = 0; c < r; c++) out[offset + r * d + c] = 0
  for (let j = 0; j < d; j++) {
    const diagonal = offset + j * (d + 1)
    const precision = dot(out, diagonal, diagonal, d - j)
    if (!(smallestShare * precision * covariances[offset + j * (d + 1)]! < 1)) return j
  }
  return -1
}

/** Σ over `count` numbers from either place on; four sums at a time, so that none waits for the one before. */
function dot(numbers: Float64Array, a: number, b: number, count: number): number {
  let sum0 = 0
  let sum1 = 0
  let sum2 = 0
  let sum3 = 0
  let i = 0
  for (; i + 3 < count; i += 4) {
    sum0 += numbers[a + i]! * numbers[b + i]!
    sum1 += numbers[a + i + 1]! * numbers[b + i + 1]!
    sum2 += numbers[a + i + 2]! * numbers[b + i + 2]!
    sum3 += numbers[a + i + 3]! * numbers[b + i + 3]!
  }
  for (; i < count; i++) sum0 += numbers[a + i]! * numbers[b + i]!
  return sum0 + sum1 + (sum2 + sum3)
}
