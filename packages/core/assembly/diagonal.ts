import { d, evenD, groupBytes } from './layout'
import { addPair, multiplyAdd, subtractProduct, sumLanes } from './simd'

/** Packs μ and u column by column, and two zeros where D is odd. */
export function packDiagonal(mean: usize, factor: usize, out: usize): void {
  for (let j: usize = 0; j < d; j++) {
    store<f64>(out + 16 * j, load<f64>(mean + 8 * j))
    store<f64>(out + 16 * j, load<f64>(factor + 8 * j), 8)
  }
  if (d & 1) v128.store(out + 16 * d, f64x2.splat(0))
}

export function packedDiagonalBytes(): usize {
  return 16 * evenD
}

/** Writes constant − ‖z‖² of every row to `out`, z = u (x − μ): four rows by two columns at a time. */
export function scoreDiagonal(source: usize, bytes: usize, constant: f64, packed: usize, out: usize): void {
  const packedEnd = packed + packedDiagonalBytes()
  const group = groupBytes
  for (const end = out + bytes; out < end; out += 32, source += group) {
    let even0 = f64x2.splat(constant)
    let even1 = even0
    let odd0 = f64x2.splat(0)
    let odd1 = odd0
    let x = source
    let model = packed
    do {
      const mean0 = v128.load_splat<f64>(model)
      const u0 = v128.load_splat<f64>(model, 8)
      const z00 = f64x2.mul(u0, f64x2.sub(v128.load(x), mean0))
      const z10 = f64x2.mul(u0, f64x2.sub(v128.load(x, 16), mean0))
      even0 = subtractProduct(z00, z00, even0)
      even1 = subtractProduct(z10, z10, even1)
      const mean1 = v128.load_splat<f64>(model, 16)
      const u1 = v128.load_splat<f64>(model, 24)
      const z01 = f64x2.mul(u1, f64x2.sub(v128.load(x, 32), mean1))
      const z11 = f64x2.mul(u1, f64x2.sub(v128.load(x, 48), mean1))
      odd0 = subtractProduct(z01, z01, odd0)
      odd1 = subtractProduct(z11, z11, odd1)
      x += 64
      model += 32
    } while (model < packedEnd)
    v128.store(out, f64x2.add(even0, odd0))
    v128.store(out, f64x2.add(even1, odd1), 16)
  }
}

/** Adds Σ r (x − μ) to `first` and Σ r (x − μ)² to `second`: two columns at a time. */
export function accumulateDiagonal(
  source: usize,
  bytes: usize,
  mean: usize,
  shares: usize,
  first: usize,
  second: usize,
): void {
  for (let j: usize = 0; j < d; j += 2) {
    const mean0 = v128.load_splat<f64>(mean + 8 * j)
    const mean1 = v128.load_splat<f64>(mean + 8 * j, 8)
    let first0 = f64x2.splat(0)
    let first1 = first0
    let second0 = first0
    let second1 = first0
    let x = source + 32 * j
    const group = groupBytes
    for (let share = shares, end = shares + bytes; share < end; share += 32, x += group) {
      const r0 = v128.load(share)
      const difference00 = f64x2.sub(v128.load(x), mean0)
      const weighted00 = f64x2.mul(r0, difference00)
      first0 = f64x2.add(first0, weighted00)
      second0 = multiplyAdd(weighted00, difference00, second0)
      const difference01 = f64x2.sub(v128.load(x, 32), mean1)
      const weighted01 = f64x2.mul(r0, difference01)
      first1 = f64x2.add(first1, weighted01)
      second1 = multiplyAdd(weighted01, difference01, second1)
      const r1 = v128.load(share, 16)
      const difference10 = f64x2.sub(v128.load(x, 16), mean0)
      const weighted10 = f64x2.mul(r1, difference10)
      first0 = f64x2.add(first0, weighted10)
      second0 = multiplyAdd(weighted10, difference10, second0)
      const difference11 = f64x2.sub(v128.load(x, 48), mean1)
      const weighted11 = f64x2.mul(r1, difference11)
      first1 = f64x2.add(first1, weighted11)
      second1 = multiplyAdd(weighted11, difference11, second1)
    }
    addPair(first + 8 * j, sumLanes(first0, first1))
    addPair(second + 8 * j, sumLanes(second0, second1))
  }
}
