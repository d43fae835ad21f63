import { GaussianMixture } from '@mixtura/core'
import {
  createDensity,
  densityGrid,
  densityLevels,
  entropies,
  toScreen,
  visibleBox,
  type DensityGrid,
  type Mixture,
  type Viewport,
} from '@mixtura/viz'
import { drawContour } from '@mixtura/viz/contours'

/** Cells across the plot: fine enough for smooth lines, few enough to follow an animation. */
const CELLS = 96

/** Lines inside which a quarter, half, three quarters and 95 % of the mixture's mass lie. */
const MASSES = [0.25, 0.5, 0.75, 0.95]

/** Draws lines of equal density around the masses above. */
export function paintContours(
  context: CanvasRenderingContext2D,
  mixture: Mixture,
  viewport: Viewport,
  ink: string,
): void {
  const grid = densityGrid(createDensity(mixture), visibleBox(viewport), CELLS, CELLS)
  context.strokeStyle = ink
  context.lineWidth = 1.25
  context.globalAlpha = 0.75
  for (const level of densityLevels(mixture, MASSES)) {
    context.beginPath()
    drawContour(grid, level, viewport, context)
    context.stroke()
  }
  context.globalAlpha = 1
}

/** Shades the plane by density, darkest at the highest peak in sight. */
export function paintDensity(
  context: CanvasRenderingContext2D,
  mixture: Mixture,
  viewport: Viewport,
  ink: string,
): void {
  const grid = densityGrid(createDensity(mixture), visibleBox(viewport), CELLS, CELLS)
  const highest = grid.values.reduce((most, value) => Math.max(most, value), 0)
  shade(context, grid, viewport, ink, (i) => 0.42 * Math.sqrt(grid.values[i]! / highest))
}

/** Shades the plane by how undecided the mixture would be about a stone lying there. */
export function paintDoubt(context: CanvasRenderingContext2D, mixture: Mixture, viewport: Viewport, ink: string): void {
  const places: [number, number][] = []
  // The grid asks for every place once, in the order of its values.
  const grid = densityGrid((x, y) => places.push([x, y]), visibleBox(viewport), CELLS, CELLS)
  const model = new GaussianMixture({
    weights: mixture.weights,
    means: Array.from(mixture.means),
    covariances: Array.from(mixture.covariances, (rows) => Array.from(rows)),
  })
  const doubts = entropies(model.responsibilities(places).to1DArray(), model.componentCount)
  shade(context, grid, viewport, ink, (i) => 0.5 * doubts[i]!)
}

/** Fills each cell of a grid with the ink at its own opacity, smoothly. */
function shade(
  context: CanvasRenderingContext2D,
  { box, columns, rows }: DensityGrid,
  viewport: Viewport,
  ink: string,
  opacity: (cell: number) => number,
): void {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(ink.slice(at, at + 2), 16))
  const image = new ImageData(columns, rows)
  for (let cell = 0; cell < columns * rows; cell++) {
    // Grids count rows upwards, images downwards.
    const row = rows - 1 - Math.floor(cell / columns)
    image.data.set([red!, green!, blue!, 255 * opacity(cell)], 4 * (row * columns + (cell % columns)))
  }
  const small = new OffscreenCanvas(columns, rows)
  small.getContext('2d')!.putImageData(image, 0, 0)
  const [left, top] = toScreen(viewport, [box.x[0], box.y[1]])
  const [right, bottom] = toScreen(viewport, [box.x[1], box.y[0]])
  context.imageSmoothingQuality = 'high'
  context.drawImage(small, left, top, right - left, bottom - top)
}
