import { GaussianMixture } from '@mixtura/core'
import { createDotGrid, drawPolyline, fitViewport, toScreen, type Point } from '@mixtura/viz'
import type { Theme } from './theme.ts'
import { claimsOf, createInks, lookCount, type Scene } from './scatter.ts'

/** Lines at the bottom over which the samples are scattered, so that neighbours show. */
const STRIP = 3

/** The picture of a single column: weighted densities of the components as curves, the samples in a strip below. */
export function drawDensities(scene: Scene, columns: number, rows: number, theme: Theme): string[] {
  const { model, slots, points } = scene
  const grid = createDotGrid(columns, rows)
  const inks = createInks(lookCount(scene), theme)

  const values = points.map(([x]) => x)
  const [left, right] = values.reduce(([low, high], x) => [Math.min(low, x), Math.max(high, x)], [Infinity, -Infinity])
  const margin = (right - left) / 20 || 1
  const across = Array.from(
    { length: grid.width },
    (_, i) => left - margin + ((right - left + 2 * margin) * i) / (grid.width - 1),
  )
  const curves = model ? weightedDensities(model, across) : []
  const highest = Math.max(0, ...curves.flat().map(([, density]) => density))
  const box = { x: [across[0], across.at(-1)!], y: [0, highest] } as const
  const viewport = fitViewport(
    box,
    { width: grid.width, height: grid.height - 4 * STRIP },
    { aspect: 'free', padding: 0.5 },
  )

  const claims = claimsOf(scene)
  points.forEach((point, row) => {
    const y = grid.height - 4 * STRIP + 4 * (row % STRIP)
    grid.stamp(toScreen(viewport, point)[0], y, inks.glyph(claims[row]), inks.stone(claims[row]))
  })
  curves.forEach((curve, k) => drawPolyline(curve, viewport, grid.pen(inks.line(slots[k]))))
  return grid.runs(theme.marker).map(inks.write)
}

/** K curves of points (x, πₖ N(x; μₖ, σₖ²)). */
export function weightedDensities(model: GaussianMixture, across: readonly number[]): Point[][] {
  const { weights, means, covariances } = model.toJSON()
  return weights.map((weight, k) => {
    const component = new GaussianMixture({ weights: [1], means: [means[k]], covariances: [covariances[k]] })
    const logDensities = component.logMarginal(across.map((x) => [x]))
    return across.map((x, i) => [x, weight * Math.exp(logDensities[i])])
  })
}
