import * as at from './layout'
import { d, k } from './layout'
import { packDiagonal, packedDiagonalBytes } from './diagonal'
import { beginSums } from './sums'
import { packedTriangularBytes, packTriangular } from './triangular'

/** √(½ log₂ e): with factors scaled by it, the log₂ density is a constant − ‖z‖². */
const FACTOR_SCALE = 0.8493218002880191
const LOG2_E = 1.4426950408889634

/** Uᵀx − Uᵀμ loses as many bits as Uᵀμ is larger than 1: above this, z is computed as Uᵀ(x − μ), which loses none. */
const LARGEST_CONDITION = 256.0

/**
 * Makes room for a model of K components, `aside` bytes after the rows: what others have there who share the memory.
 * @returns where the host writes it
 */
export function model(components: usize, isDiagonal: bool, aside: usize): usize {
  // With one column there is no difference.
  const diagonal = isDiagonal || d == 1
  return at.layOutModel(components, diagonal, diagonal ? packedDiagonalBytes() : packedTriangularBytes(), aside)
}

/** Brings the model written by the host into the form that the kernels read, and begins the sums. @returns where the sums are */
export function pack(): usize {
  for (let c: usize = 0; c < k; c++) {
    const mean = at.means + 8 * c * d
    const factor = at.factors + c * at.factorBytes
    const packed = at.packed + c * at.packedBytes
    scale(at.logConstants + 8 * c, 8, LOG2_E)
    scale(factor, at.factorBytes, FACTOR_SCALE)
    for (let j: usize = 0; j < d; j++) store<f64>(mean + 8 * j, load<f64>(mean + 8 * j) - load<f64>(at.shift + 8 * j))

    if (at.diagonal) {
      packDiagonal(mean, factor, packed)
    } else {
      const isCentered = !(conditionOf(factor, mean) <= LARGEST_CONDITION)
      store<u8>(at.centered + c, <u8>isCentered)
      packTriangular(factor, isCentered ? at.zeros : mean, packed)
    }
  }
  beginSums(at.sums)
  return at.sums
}

function scale(from: usize, bytes: usize, by: f64): void {
  for (const end = from + bytes; from < end; from += 8) store<f64>(from, by * load<f64>(from))
}

/** max over columns j of Σ |uᵢⱼ μᵢ|: how much larger than z may be the numbers whose difference it is. */
function conditionOf(factor: usize, mean: usize): f64 {
  let largest = 0.0
  for (let j: usize = 0; j < d; j++) {
    let sum = 0.0
    for (let i: usize = 0; i <= j; i++) sum += abs(load<f64>(factor + 8 * (i * d + j)) * load<f64>(mean + 8 * i))
    if (!(sum <= largest)) largest = sum
  }
  return largest
}
