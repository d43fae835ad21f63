import { readFileSync } from 'node:fs'
import type { FamilyName } from '../src/index.ts'

interface Parameters {
  weights: number[]
  means: number[][]
  covariances: number[][][]
}

export interface NotebookFixture {
  n: number
  z: number[]
  x: number[][]
  kmeansLabels: number[]
  init: Parameters
  initLml: number
  lml: number[]
  final: Parameters
  labels: number[]
  responsibilitiesFirst5: number[][]
  accuracy: number
}

export interface IrisFixture {
  x: number[][]
  nIter: number
  regCovar: number
  init: { weights: number[]; means: number[][]; covariance: number[][] }
  types: Record<
    'full' | 'tied' | 'diag' | 'spherical',
    {
      weights: number[]
      means: number[][]
      covariances: unknown
      meanLogLikelihood: number
      aic: number
      bic: number
      nParameters: number
      labels: number[]
      scoreSamplesFirst5: number[]
    }
  >
}

/** The reference numbers at the repository's root, made by NumPy, SciPy and scikit-learn. */
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8'))

export const notebook = read('three-students-seed12.json') as NotebookFixture
export const iris = read('iris-k3.json') as IrisFixture

/** Random problems of one to five dimensions and components, each as `IrisFixture` is. */
export const randomProblems = read('random-problems.json') as (IrisFixture & { name: string; d: number; k: number })[]

/** Soft memberships, and for every family mclust's M-step of them; BIC and ICL in mclust's sign. */
export interface MclustFixture {
  x: number[][]
  responsibilities: number[][]
  families: Record<
    FamilyName,
    { covariances: number[][][]; logLikelihood: number; parameterCount: number; bic: number; icl: number }
  >
}

export const mclustProblems = read('mclust-msteps.json') as MclustFixture[]

/** A partition of a set in `fixtures/starts`, and where mclust's EM ends from it: Σₖ = D diag(alongₖ) Dᵀ with D the axes. */
export const mclustSharedAxes = read('mclust-shared-axes.json') as {
  name: string
  components: number
  labels: number[]
  families: Record<
    'EVE' | 'VVE',
    { lml: number; weights: number[]; means: number[][]; axes: number[][]; along: number[][] }
  >
}[]

/** Distribution function, conditional densities and moments, by SciPy's special functions and quadrature. */
export const scipy = read('scipy-values.json') as {
  line: { weights: number[]; means: number[]; deviations: number[]; at: number[]; cdf: number[] }
  space: Parameters & {
    rows: { given: [number, number]; marginalDensity: number; mean: number; variance: number; densityAtZero: number }[]
  }
}

/** Rows of a data set with several optima: `fixtures/starts`. */
export function startsFixture(name: string): number[][] {
  const text = readFileSync(new URL(`../../../fixtures/starts/${name}.csv`, import.meta.url), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number))
}
