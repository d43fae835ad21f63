import { checkCount, checkFinite, checkLength } from './check.ts'
import { VizError } from './errors.ts'
import { checkCovariance, componentsOf, type Mixture } from './gaussian.ts'
import type { Box } from './viewport.ts'

/** The density of a mixture at a place. */
export type Density = (x: number, y: number) => number

/**
 * p(x, y) = Σ πₖ N((x, y); μₖ, Σₖ) of a two-dimensional mixture, as a function; everything constant is computed once.
 *
 * @throws VizError `bad-dimension`, `not-a-number`, `not-symmetric`, `not-positive-definite`, `out-of-range`
 */
export function createDensity(mixture: Mixture): Density {
  checkFinite(mixture.weights, 'weights')
  const components = componentsOf(mixture).map(({ mean, covariance }, k) => {
    const weight = mixture.weights[k]
    checkLength(mean, 2, 'mean')
    checkFinite(mean, 'mean')
    if (weight < 0) {
      throw new VizError('out-of-range', {
        cause: `The weight of component ${k} is ${weight}.`,
        value: weight,
        remedy: 'Give weights of at least 0.',
      })
    }
    const { xx, xy, rootDeterminant } = checkCovariance(covariance)
    const sigmaX = Math.sqrt(xx)
    return {
      x: mean[0],
      y: mean[1],
      sigmaX,
      // y given x: its slope in x, and what is left of its spread.
      slope: xy / xx,
      sigmaY: rootDeterminant / sigmaX,
      peak: weight / (2 * Math.PI * rootDeterminant),
    }
  })
  return (x, y) => {
    let sum = 0
    for (const component of components) {
      const dx = x - component.x
      const u = dx / component.sigmaX
      const v = (y - component.y - component.slope * dx) / component.sigmaY
      sum += component.peak * Math.exp(-(u * u + v * v) / 2)
    }
    return sum
  }
}

/** A density at the middles of `columns` × `rows` cells that tile `box`; `values` row by row from the bottom (y up). */
export interface DensityGrid {
  readonly box: Box
  readonly columns: number
  readonly rows: number
  readonly values: Float64Array
}

/**
 * Evaluates a density over a box (usually `visibleBox`), with one more cell on each side, so that the contour lines of
 * what the box shows are never closed along its border.
 *
 * @throws VizError `not-a-number`, `out-of-range`
 */
export function densityGrid(density: Density, box: Box, columns: number, rows: number): DensityGrid {
  checkFinite([...box.x, ...box.y], 'box')
  checkCount(columns, 1, 'columns')
  checkCount(rows, 1, 'rows')
  const [left, right] = widened(box.x, columns)
  const [bottom, top] = widened(box.y, rows)
  const grid = { box: { x: [left, right], y: [bottom, top] }, columns: columns + 2, rows: rows + 2 } as const
  const values = new Float64Array(grid.columns * grid.rows)
  for (let row = 0, i = 0; row < grid.rows; row++) {
    const y = bottom + ((row + 0.5) / grid.rows) * (top - bottom)
    for (let column = 0; column < grid.columns; column++, i++) {
      values[i] = density(left + ((column + 0.5) / grid.columns) * (right - left), y)
    }
  }
  return { ...grid, values }
}

function widened([min, max]: readonly [number, number], cells: number): [number, number] {
  const cell = (max - min) / cells
  return [min - cell, max + cell]
}
