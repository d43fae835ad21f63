import { readFileSync } from 'node:fs'
import { Dataset, GaussianMixture, type EmOptions } from '@mixtura/core'
import { createSession, type Session, type SessionOptions } from '../src/index.ts'
import { manualClock, type ManualClock } from '../src/testing.ts'

interface Notebook {
  x: number[][]
  init: { weights: number[]; means: number[][]; covariances: number[][][] }
  initLml: number
  lml: number[]
}

/** The notebook's 500 stones, its start, and its LML after each of 50 iterations (NumPy). */
export const notebook = JSON.parse(
  readFileSync(new URL('../../../fixtures/three-students-seed12.json', import.meta.url), 'utf8'),
) as Notebook

export const students = {
  dataset: Dataset.from(notebook.x),
  initialModel: new GaussianMixture(notebook.init),
}

/** Two overlapping heaps on a line, quick to fit. */
export const heaps = {
  dataset: Dataset.from([[-2.1], [-1.7], [-1.2], [-0.9], [0.1], [0.8], [1.1], [1.4], [2.3], [2.9]]),
  initialModel: oneDimensional([-1, 0.5], 1),
}

/** Five equal points beside six others: the first component shrinks onto them until it has no variance. */
export const collapsing = {
  dataset: Dataset.from([[0], [0], [0], [0], [0], [3], [4], [5], [6], [7], [8]]),
  initialModel: oneDimensional([0.2, 5], 0.3),
}

/** A component each at these means, with equal weights. */
export function oneDimensional(means: number[], variance: number): GaussianMixture {
  return new GaussianMixture({
    weights: means.map(() => 1 / means.length),
    means: means.map((mean) => [mean]),
    covariances: means.map(() => [[variance]]),
  })
}

/** So far from all data that no E-step is possible. */
export const hopeless = oneDimensional([1e149, -1e149], 1e-12)

/** A session on a clock that the test moves. By default it runs exactly four iterations on the heaps. */
export function startSession(
  change: Partial<Omit<SessionOptions, 'options'>> & { options?: Partial<EmOptions> } = {},
): { session: Session; clock: ManualClock } {
  const clock = manualClock()
  const options = { tolerance: 0, maxIterations: 4, ...change.options }
  return { session: createSession({ ...heaps, clock, ...change, options }), clock }
}
