import { describe, expect, test } from 'vitest'
import { accuracy, em, GaussianMixture, initialize, kMeans, matchLabels } from '../src/index.ts'
import { notebook } from './fixtures.ts'
import { largestDifference } from './matchers.ts'

/** The fixture orders components by their first mean. */
function byFirstMean(model: GaussianMixture): number[] {
  const first = model.means.getColumn(0)
  return first.map((_, k) => k).sort((a, b) => first[a]! - first[b]!)
}

describe.each(['js', 'wasm'] as const)('the notebook, seed 12, against NumPy and SciPy: %s', (engine) => {
  const fit = GaussianMixture.fit(notebook.x, { components: 3, engine, tolerance: 0, maxIterations: 50, frames: true })

  test('K-means partitions the stones as scikit-learn does', () => {
    const { labels } = kMeans(notebook.x, { components: 3 })
    const matched = matchLabels(notebook.kmeansLabels, labels)
    expect(Array.from(labels, (label) => matched[label])).toEqual(notebook.kmeansLabels)
  })

  test('the start is the cluster means, np.cov and weights 1/K', () => {
    const { model, events } = initialize(notebook.x, { components: 3 })
    const order = byFirstMean(model)
    expect(events).toEqual([])
    expect(largestDifference(model.weights, notebook.init.weights)).toBeLessThan(1e-15)
    expect(
      largestDifference(
        order.map((k) => model.means.getRow(k)),
        notebook.init.means,
      ),
    ).toBeLessThan(1e-13)
    expect(
      largestDifference(
        order.map((k) => model.covariances[k]),
        notebook.init.covariances,
      ),
    ).toBeLessThan(1e-13)
    expect(Math.abs(model.lml(notebook.x) - notebook.initLml)).toBeLessThan(1e-13)
    expect(Math.abs(fit.startLml - notebook.initLml)).toBeLessThan(1e-13)
  })

  test('every LML of 50 iterations', () => {
    expect(fit.iterations).toBe(50)
    expect(fit.stopReason).toBe('max-iterations')
    expect(largestDifference(fit.lml, notebook.lml)).toBeLessThan(1e-12)
    expect(fit.lml.at(-1)!.toFixed(7)).toBe('-2.8838313')
  })

  test('the final parameters, labels, responsibilities and accuracy', () => {
    const { model } = fit
    const order = byFirstMean(model)
    const rank = order.map((_, k) => order.indexOf(k))
    expect(
      largestDifference(
        order.map((k) => model.weights[k]),
        notebook.final.weights,
      ),
    ).toBeLessThan(1e-11)
    expect(
      largestDifference(
        order.map((k) => model.means.getRow(k)),
        notebook.final.means,
      ),
    ).toBeLessThan(1e-11)
    expect(
      largestDifference(
        order.map((k) => model.covariances[k]),
        notebook.final.covariances,
      ),
    ).toBeLessThan(1e-11)

    const labels = Array.from(model.predict(notebook.x), (label) => rank[label]!)
    expect(labels).toEqual(notebook.labels)
    expect(accuracy(notebook.z, labels)).toBe(notebook.accuracy)

    const rows = model.responsibilities(notebook.x.slice(0, 5)).to2DArray()
    const ordered = rows.map((row) => order.map((k) => row[k]))
    expect(largestDifference(ordered, notebook.responsibilitiesFirst5)).toBeLessThan(1e-11)
  })

  test('the given start of the fixture leads to the same numbers', () => {
    const given = GaussianMixture.fit(notebook.x, {
      components: 3,
      init: notebook.init,
      engine,
      tolerance: 0,
      maxIterations: 50,
    })
    expect(largestDifference(given.lml, notebook.lml)).toBeLessThan(1e-12)
    expect(largestDifference(given.model.means, notebook.final.means)).toBeLessThan(1e-11)
  })

  test('the default fit stops by itself at the same optimum', () => {
    const byDefault = GaussianMixture.fit(notebook.x, { components: 3, engine })
    expect(byDefault.converged).toBe(true)
    expect(byDefault.lml.at(-1)).toBeGreaterThanOrEqual(-2.88384)
    const labels = byDefault.model.predict(notebook.x)
    const matched = matchLabels(notebook.z, labels)
    expect(
      accuracy(
        notebook.z,
        labels.map((label) => matched[label]!),
      ),
    ).toBe(0.928)
  })

  test('tolerance 0 runs every iteration, also where rounding makes a gain negative', () => {
    const { iterations, stopReason, lml } = GaussianMixture.fit(notebook.x, {
      components: 3,
      tolerance: 0,
      maxIterations: 200,
    })
    expect({ iterations, stopReason }).toEqual({ iterations: 200, stopReason: 'max-iterations' })
    expect(
      lml.some((value, i) => i > 0 && value < lml[i - 1]!),
      'a negative gain occurs on the way',
    ).toBe(true)
  })

  test('em hands out the same frames that fit keeps', () => {
    const frames = [...em(notebook.x, { components: 3, engine, tolerance: 0, maxIterations: 50 })]
    expect(frames.map((frame) => frame.lml)).toEqual(fit.frames!.map((frame) => frame.lml))
    expect(frames.map((frame) => frame.iteration)).toEqual(Array.from({ length: 51 }, (_, i) => i))
    expect(frames[7]!.gain).toBe(frames[7]!.lml - frames[6]!.lml)
    for (const { model, lml } of frames) expect(Math.abs(model.lml(notebook.x) - lml)).toBeLessThan(1e-12)
  })
})
