import type { ProblemSpec } from './problem.ts'

/** How many times faster than a peer an iteration has to be: the least, and what is hoped for. */
export interface Gate {
  readonly gate: number
  readonly stretch?: number
}

/** A problem on which one EM iteration is timed. */
export interface IterationCase extends ProblemSpec {
  /** The two run lengths whose times give the slope. */
  readonly iterations: readonly [number, number]
  /** By the peer's name. */
  readonly gates: Readonly<Record<string, Gate>>
}

const separated = { separation: 20, label: 'separated' }
const diagonal = { covariance: 'diag', label: 'diagonal' } as const

/** One EM iteration: every case that has a gate. */
export const iterationCases: readonly IterationCase[] = [
  {
    n: 500,
    d: 2,
    k: 3,
    iterations: [10, 40],
    gates: {
      'scikit-learn': { gate: 35, stretch: 60 },
      Armadillo: { gate: 4, stretch: 7 },
      'gaussian-mixture-model': { gate: 10 },
    },
  },
  ...[100_000, 1_000_000].map((n): IterationCase => ({
    n,
    d: 2,
    k: 3,
    iterations: [2, n > 100_000 ? 22 : 52],
    gates: {
      'scikit-learn': { gate: 40, stretch: 60 },
      Armadillo: { gate: 9, stretch: 14 },
      // For a million rows it takes its time; what is true of 100 000 is enough.
      ...(n === 100_000 && { 'gaussian-mixture-model': { gate: 30 } }),
    },
  })),
  {
    n: 100_000,
    d: 8,
    k: 8,
    iterations: [2, 14],
    gates: {
      'scikit-learn': { gate: 13, stretch: 20 },
      Armadillo: { gate: 9, stretch: 13 },
      'gaussian-mixture-model': { gate: 80 },
    },
  },
  {
    n: 50_000,
    d: 32,
    k: 10,
    iterations: [2, 6],
    gates: {
      'scikit-learn': { gate: 5, stretch: 7.5 },
      Armadillo: { gate: 8.5, stretch: 12 },
      'gaussian-mixture-model': { gate: 100 },
    },
  },
  {
    n: 20_000,
    d: 64,
    k: 16,
    iterations: [2, 6],
    gates: { 'scikit-learn': { gate: 2.7, stretch: 3.8 }, Armadillo: { gate: 9, stretch: 13 } },
  },
  { ...separated, n: 50_000, d: 32, k: 10, iterations: [4, 24], gates: { 'scikit-learn': { gate: 15, stretch: 25 } } },
  { ...separated, n: 20_000, d: 64, k: 16, iterations: [4, 24], gates: { 'scikit-learn': { gate: 15, stretch: 25 } } },
  { ...diagonal, n: 50_000, d: 32, k: 10, iterations: [4, 34], gates: { 'scikit-learn': { gate: 2 } } },
  { ...diagonal, n: 20_000, d: 64, k: 16, iterations: [4, 34], gates: { 'scikit-learn': { gate: 2 } } },
]

/** Whole fits from one K-means start each, against scikit-learn. */
export const fitCases: readonly (ProblemSpec & Gate)[] = [
  { n: 500, d: 2, k: 3, gate: 8 },
  { n: 100_000, d: 2, k: 3, gate: 8 },
  { n: 1_000_000, d: 2, k: 3, gate: 8 },
  { n: 100_000, d: 8, k: 8, gate: 8 },
  { n: 50_000, d: 32, k: 10, gate: 3 },
]

/** K-means alone, against scikit-learn. */
export const kMeansCases: readonly (ProblemSpec & Gate)[] = [
  { n: 100_000, d: 2, k: 3, gate: 1.5 },
  { n: 100_000, d: 8, k: 8, gate: 1.5 },
  { n: 1_000_000, d: 2, k: 3, gate: 1.5 },
]
