import { readFileSync } from 'node:fs'

/** The notebook from start to end, as NumPy and SciPy computed it. */
export interface ThreeStudentsFixture {
  readonly x: number[][]
  readonly z: number[]
  readonly lml: number[]
  readonly initLml: number
  readonly accuracy: number
  readonly labels: number[]
  readonly final: { weights: number[]; means: number[][]; covariances: number[][][] }
}

const file = new URL('../../../fixtures/three-students-seed12.json', import.meta.url)
export const fixture = JSON.parse(readFileSync(file, 'utf8')) as ThreeStudentsFixture
