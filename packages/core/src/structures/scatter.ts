import { allocate } from '../allocate.ts'
import type { MomentForm } from '../statistics.ts'

/** Weighted scatter of each component about its own mean, and how much weight it carries. */
export interface Scatter {
  readonly form: MomentForm
  readonly componentCount: number
  readonly dimension: number
  /** K: Nₖ. */
  readonly counts: Float64Array
  /** Sₖ = Σ r (x − μₖ)(x − μₖ)ᵀ: K × D × D, or K × D where only the diagonal is kept. */
  readonly scatter: Float64Array
}

/** ΣNₖ. */
export function total(counts: Float64Array): number {
  let sum = 0
  for (const count of counts) sum += count
  return sum
}

/** K × D: the diagonals of the scatter matrices. */
export function diagonals({ form, componentCount: k, dimension: d, scatter }: Scatter): Float64Array {
  if (form === 'diagonal') return scatter
  const out = new Float64Array(k * d)
  for (let i = 0; i < k * d; i++) out[i] = scatter[i * d + (i % d)]!
  return out
}

/** K × D: each component's mean diagonal entry, D times. */
export function meanDiagonals(s: Scatter): Float64Array {
  const { componentCount: k, dimension: d } = s
  const of = diagonals(s)
  const out = new Float64Array(k * d)
  for (let c = 0; c < k; c++) {
    let sum = 0
    for (let j = 0; j < d; j++) sum += of[c * d + j]!
    out.fill(sum / d, c * d, (c + 1) * d)
  }
  return out
}

/** Each of the K equal-sized blocks times its own factor. */
export function scaleBlocks(blocks: Float64Array, factors: ArrayLike<number>): Float64Array {
  const size = blocks.length / factors.length
  const out = new Float64Array(blocks.length)
  for (let c = 0; c < factors.length; c++) {
    for (let i = c * size; i < (c + 1) * size; i++) out[i] = blocks[i]! * factors[c]!
  }
  return out
}

/** Each of the K equal-sized blocks divided by its own divisor. */
export function divideBlocks(blocks: Float64Array, divisors: ArrayLike<number>): Float64Array {
  const size = blocks.length / divisors.length
  const out = allocate(blocks.length)
  for (let c = 0; c < divisors.length; c++) {
    for (let i = c * size; i < (c + 1) * size; i++) out[i] = blocks[i]! / divisors[c]!
  }
  return out
}

/** The sum of K equal-sized blocks. */
export function sumBlocks(blocks: Float64Array, k: number): Float64Array {
  const size = blocks.length / k
  const sum = new Float64Array(size)
  for (let i = 0; i < blocks.length; i++) sum[i % size]! += blocks[i]!
  return sum
}

/** The same block K times. */
export function repeatBlock(block: Float64Array, k: number): Float64Array {
  const out = new Float64Array(k * block.length)
  for (let c = 0; c < k; c++) out.set(block, c * block.length)
  return out
}

/** a / b, and 0 where b is 0: a component that has lost everything adds nothing to what the others share. */
export function share(a: number, b: number): number {
  return b > 0 ? a / b : 0
}
