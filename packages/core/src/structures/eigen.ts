import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { exp, log } from '../elementary.ts'

/** The D × D block of K row-major ones as a matrix. */
export function blockMatrix(blocks: Float64Array, index: number, d: number): Matrix {
  return Matrix.from1DArray(d, d, Array.from(blocks.subarray(index * d * d, (index + 1) * d * d)))
}

/** Next to the largest entry an entry below this share is rounding; the decomposition breaks on denormal numbers. */
const SMALLEST_SHARE = 1e-150

/**
 * Eigenvalues in ascending order and their eigenvectors (columns) of a symmetric matrix. A matrix of zeros has the
 * coordinate axes; one with an entry that is no finite number has them too, and that number for its values.
 */
export function symmetricEigen(matrix: Matrix): { values: number[]; vectors: Matrix } {
  const largest = matrix.to1DArray().reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (!(largest > 0 && largest < Infinity)) {
    return { values: matrix.diag().map(() => largest), vectors: Matrix.eye(matrix.rows) }
  }
  const scaled = Matrix.div(matrix, largest)
  const clean = Matrix.zeros(matrix.rows, matrix.rows)
  for (let i = 0; i < matrix.rows; i++) {
    for (let j = 0; j < matrix.rows; j++) {
      if (Math.abs(scaled.get(i, j)) > SMALLEST_SHARE) clean.set(i, j, scaled.get(i, j))
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(clean, { assumeSymmetric: true })
  return { values: realEigenvalues.map((value) => value * largest), vectors: eigenvectorMatrix }
}

/** V diag(values) Vᵀ, exactly symmetric, row-major. */
export function compose(vectors: Matrix, values: ArrayLike<number>): Float64Array {
  const d = vectors.rows
  const out = new Float64Array(d * d)
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let m = 0; m < d; m++) sum += vectors.get(i, m) * values[m]! * vectors.get(j, m)
      out[i * d + j] = out[j * d + i] = sum
    }
  }
  return out
}

/** |values|^(1/D): the geometric mean, by logarithms so that it neither overflows nor vanishes. */
export function geometricMean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += log(values[i]!)
  return exp(sum / values.length)
}

/** D: the diagonal of Vᵀ S V. */
export function rotatedDiagonal(matrix: Matrix, vectors: Matrix): Float64Array {
  const product = matrix.mmul(vectors)
  return Float64Array.from({ length: matrix.rows }, (_, j) => {
    let sum = 0
    for (let i = 0; i < matrix.rows; i++) sum += vectors.get(i, j) * product.get(i, j)
    return sum
  })
}
