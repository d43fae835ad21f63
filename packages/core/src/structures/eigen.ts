import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

/** The D × D block of K row-major ones as a matrix. */
export function blockMatrix(blocks: Float64Array, index: number, d: number): Matrix {
  return Matrix.from1DArray(d, d, Array.from(blocks.subarray(index * d * d, (index + 1) * d * d)))
}

/** Eigenvalues in ascending order and their eigenvectors (columns) of a symmetric matrix. */
export function symmetricEigen(matrix: Matrix): { values: number[]; vectors: Matrix } {
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  })
  return { values, vectors }
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
  for (let i = 0; i < values.length; i++) sum += Math.log(values[i]!)
  return Math.exp(sum / values.length)
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
