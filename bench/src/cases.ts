/** A size that is measured, and what performance asks of it there. */
export interface Case {
  readonly n: number
  readonly d: number
  readonly k: number
  readonly covariance: 'full' | 'diag'
  /** Iterations whose time is told apart from that of twice as many. */
  readonly iterations: number
  /** Distance between neighbouring means, in standard deviations. */
  readonly distance: number
  /** How many times faster two threads have to be than scikit-learn's and Armadillo's two; at N = 500, one thread. */
  readonly gates: { readonly sklearn?: number; readonly armadillo?: number }
}

const size = (
  n: number,
  d: number,
  k: number,
  iterations: number,
  gates: Case['gates'],
  rest: Partial<Case> = {},
): Case => ({
  n,
  d,
  k,
  iterations,
  gates,
  covariance: 'full',
  distance: 3,
  ...rest,
})

export const iterationCases: readonly Case[] = [
  size(500, 2, 3, 1000, { sklearn: 35, armadillo: 4 }),
  size(100_000, 2, 3, 40, { sklearn: 40, armadillo: 9 }),
  size(1_000_000, 2, 3, 6, { sklearn: 40, armadillo: 9 }),
  size(100_000, 8, 8, 8, { sklearn: 13, armadillo: 9 }),
  size(50_000, 32, 10, 4, { sklearn: 5, armadillo: 8.5 }),
  size(20_000, 64, 16, 3, { sklearn: 2.7, armadillo: 9 }),
  size(50_000, 32, 10, 8, { sklearn: 15 }, { distance: 30 }),
  size(20_000, 64, 16, 8, { sklearn: 15 }, { distance: 30 }),
  size(50_000, 32, 10, 16, { sklearn: 2 }, { covariance: 'diag' }),
  size(20_000, 64, 16, 16, { sklearn: 2 }, { covariance: 'diag' }),
]

export const fitCases: readonly { n: number; d: number; k: number; gate: number }[] = [
  { n: 500, d: 2, k: 3, gate: 8 },
  { n: 100_000, d: 2, k: 3, gate: 8 },
  { n: 1_000_000, d: 2, k: 3, gate: 8 },
  { n: 100_000, d: 8, k: 8, gate: 8 },
  { n: 50_000, d: 32, k: 10, gate: 3 },
]

export const kMeansCases: readonly { n: number; d: number; k: number; gate: number }[] = [
  { n: 100_000, d: 2, k: 3, gate: 1.5 },
  { n: 100_000, d: 8, k: 8, gate: 1.5 },
  { n: 1_000_000, d: 2, k: 3, gate: 1.5 },
]
