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
    let pivot = variance
    for (let i = 0; i < j; i++) pivot -= out[rowJ + i]! ** 2
    if (!(pivot > smallestShare * variance)) return j
    const diagonal = Math.sqrt(pivot)
    out[rowJ + j] = diagonal
    for (let r = j + 1; r < d; r++) {
      const rowR = to + r * d
      let sum = covariances[from + r * d + j]!
      for (let i = 0; i < j; i++) sum -= out[rowR + i]! * out[rowJ + i]!
      out[rowR + j] = sum / diagonal
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
  // L⁻¹ in place, row by row, then U = L⁻ᵀ by moving it across the diagonal.
  for (let r = 0; r < d; r++) {
    const rowR = offset + r * d
    const inverse = 1 / out[rowR + r]!
    for (let c = 0; c < r; c++) {
      let sum = 0
      for (let i = c; i < r; i++) sum += out[rowR + i]! * out[offset + i * d + c]!
      out[rowR + c] = -sum * inverse
    }
    out[rowR + r] = inverse
  }
  for (let r = 1; r < d; r++) {
    for (let c = 0; c < r; c++) {
      out[offset + c * d + r] = out[offset + r * d + c]!
      out[offset + r * d + c] = 0
    }
  }
  for (let j = 0; j < d; j++) {
    let precision = 0
    for (let c = j; c < d; c++) precision += out[offset + j * d + c]! ** 2
    if (!(smallestShare * precision * covariances[offset + j * (d + 1)]! < 1)) return j
  }
  return -1
}
