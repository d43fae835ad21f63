import GMM from 'gaussian-mixture-model'
import manifest from '../../package.json' with { type: 'json' }
import type { Problem } from '../problem.ts'
import type { Contestant } from './contestant.ts'

/** The npm package of this name. */
export function gaussianMixtureModel(): Contestant {
  let problem: Problem
  let rows: number[][]
  const run = (iterations: number): GMM => {
    const { weights, means, covariances } = problem.start
    const model = new GMM({
      weights: Array.from(weights),
      means: means.to2DArray(),
      covariances: covariances.map((matrix) => matrix.to2DArray()),
      bufferSize: rows.length,
    })
    for (const row of rows) model.addPoint(row)
    model.runEM(iterations)
    return model
  }
  return {
    name: 'gaussian-mixture-model',
    version: manifest.dependencies['gaussian-mixture-model'],
    // It keeps responsibilities in single precision.
    tolerance: 1e-5,
    load: async (next) => {
      problem = next
      const { values, dimension, sampleCount } = next.dataset
      rows = Array.from({ length: sampleCount }, (_, i) =>
        Array.from(values.subarray(i * dimension, (i + 1) * dimension)),
      )
    },
    time: async (iterations, repeats) => {
      const begun = performance.now()
      for (let i = 0; i < repeats; i++) run(iterations)
      return (performance.now() - begun) / repeats
    },
    lml: async (iterations) => {
      const model = run(iterations)
      const logDensity = (row: number[]): number =>
        Math.log(model.predict(row).reduce((sum, density) => sum + density, 0))
      return rows.reduce((sum, row) => sum + logDensity(row), 0) / rows.length
    },
    close: async () => {},
  }
}
