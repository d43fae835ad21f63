import type { App } from './app.svelte.ts'
import type { Data } from './data.ts'

/** More rows than this are not written out. */
const MOST_ROWS = 500

/** A program for `@mixtura/core` that ends in the model and the likelihood on display. */
export function snippetOf({ demo }: App): string {
  const { components, init, seed, options } = demo.setup
  const { run, frame } = demo.snapshot
  const start = demo.isStartGiven
    ? `GaussianMixture.fromJSON(${JSON.stringify(run.frames[0]?.model.toJSON())})`
    : `'${init}'`
  const settings = {
    components,
    covariance: `'${options.covariance}'`,
    init: start,
    seed,
    regularization: options.regularization,
    onCollapse: `'${options.onCollapse}'`,
    tolerance: 0,
    maxIterations: frame.iteration,
  }
  const lines = Object.entries(settings).map(([name, value]) => `  ${name}: ${value},`)
  return `${dataLines(demo.data)}
const { model, finalLml } = GaussianMixture.fit(points, {
${lines.join('\n')}
})
console.log(finalLml) // ${frame.lml ?? ''}
console.log(model.weights, model.means.to2DArray())
`
}

function dataLines({ source, dataset }: Data): string {
  const core = "import { GaussianMixture } from '@mixtura/core'"
  if (source && 'preset' in source) {
    const { preset, n, seed } = source
    const options = preset === 'iris' || preset === 'old-faithful' ? '' : `{ n: ${n}, seed: ${seed} }`
    return `${core}\nimport { presetById } from '@mixtura/datagen'\n\nconst { points } = presetById('${preset}').make(${options})`
  }
  const { values, dimension, sampleCount } = dataset
  if (sampleCount > MOST_ROWS) return `${core}\n\n// points: your ${sampleCount} rows of ${dimension} numbers`
  const rows = Array.from({ length: sampleCount }, (_, i) =>
    JSON.stringify(Array.from(values.subarray(i * dimension, (i + 1) * dimension))),
  )
  return `${core}\n\nconst points = [\n${rows.map((row) => `  ${row},`).join('\n')}\n]`
}
