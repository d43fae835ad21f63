import { readFileSync } from 'node:fs'

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
