import type { GaussianMixture } from '@mixtura/core'
import {
  boxOf,
  componentStyles,
  createSvgPath,
  drawEllipse,
  drawPolyline,
  ellipseOf,
  fitViewport,
  levels,
  marginalOf,
  niceTicks,
  toScreen,
  visibleBox,
  type Point,
  type Viewport,
} from '@mixtura/viz'
import { weightedDensities } from './draw/densities.ts'

/** A plot of two columns: the samples, and the ellipses of a model where there is one. */
export interface Plot {
  readonly points: readonly Point[]
  /** Names of the two columns. */
  readonly names: readonly [string, string]
  readonly axes: readonly [number, number]
  readonly model?: GaussianMixture | undefined
  /** N: the component of each point; without them the points are grey. */
  readonly labels?: ArrayLike<number> | undefined
  /** What stands under it: data, seed, iteration. */
  readonly caption: string
}

const size = { width: 640, height: 480 }
const margin = { left: 56, right: 16, top: 16, bottom: 72 }
const ink = { text: '#222222', axis: '#888888', stone: '#8a8a8a' }

/** The plot as an SVG document on white. */
export function plotSvg(plot: Plot): string {
  const { width, height } = size
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom }
  const isPlane = plot.axes[0] !== plot.axes[1]
  const curves = isPlane || !plot.model ? [] : weightedDensities(plot.model, steps(plot.points))
  const box = isPlane ? boxOf(plot.points) : boxOf([...plot.points.map(([x]) => [x, 0]), ...curves.flat()])
  const viewport = fitViewport(box, inner, { aspect: 'free', padding: 16 })
  const styles = componentStyles(Math.max(plot.model?.componentCount ?? 1, 1), 'light')
  const colours = styles.map(({ colour }) => colour)
  const caption = plot.model && isPlane ? `${plot.caption} · ellipses ${levels[0].label}` : plot.caption
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="${ink.text}">`,
    `<title>${escaped(caption)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<clipPath id="frame"><rect width="${inner.width}" height="${inner.height}"/></clipPath>`,
    `<g transform="translate(${margin.left} ${margin.top})">`,
    ...axes(viewport, isPlane ? plot.names : [plot.names[0], 'density']),
    `<g clip-path="url(#frame)">`,
    ...stones(plot, viewport, colours),
    ...(isPlane ? ellipses(plot, viewport, colours) : lines(curves, viewport, colours)),
    '</g>',
    '</g>',
    `<text x="${margin.left}" y="${height - 14}">${escaped(caption)}</text>`,
    '</svg>',
    '',
  ].join('\n')
}

function axes(viewport: Viewport, [xName, yName]: readonly [string, string]): string[] {
  const { width, height } = viewport
  const { x, y } = visibleBox(viewport)
  return [
    `<rect width="${width}" height="${height}" fill="none" stroke="${ink.axis}"/>`,
    ...niceTicks(x, 6).map(({ value, label }) => {
      const at = toScreen(viewport, [value, 0])[0].toFixed(1)
      return `<path d="M${at},${height}v5" stroke="${ink.axis}"/><text x="${at}" y="${height + 18}" text-anchor="middle">${label}</text>`
    }),
    ...niceTicks(y, 5).map(({ value, label }) => {
      const at = toScreen(viewport, [0, value])[1].toFixed(1)
      return `<path d="M0,${at}h-5" stroke="${ink.axis}"/><text x="-8" y="${at}" dy="4" text-anchor="end">${label}</text>`
    }),
    `<text x="${width / 2}" y="${height + 34}" text-anchor="middle">${escaped(xName)}</text>`,
    `<text transform="translate(-42 ${height / 2}) rotate(-90)" text-anchor="middle">${escaped(yName)}</text>`,
  ]
}

/** One path a component: a line of no length with a round cap is a dot, in far fewer bytes than a circle. */
function stones({ points, labels, axes }: Plot, viewport: Viewport, colours: readonly string[]): string[] {
  const paths = colours.map(() => '')
  points.forEach((point, i) => {
    const [x, y] = toScreen(viewport, axes[0] === axes[1] ? [point[0], 0] : point)
    paths[labels ? labels[i] : 0] += `M${x.toFixed(1)},${y.toFixed(1)}h0`
  })
  return paths.map((path, c) => {
    const colour = labels ? colours[c] : ink.stone
    return `<path d="${path}" stroke="${colour}" stroke-width="5" stroke-linecap="round" stroke-opacity="0.7"/>`
  })
}

function ellipses({ model, axes }: Plot, viewport: Viewport, colours: readonly string[]): string[] {
  if (!model) return []
  const means = model.means.to2DArray()
  return model.covariances.map((matrix, c) => {
    const { mean, covariance } = marginalOf({ mean: means[c], covariance: matrix.to2DArray() }, axes)
    const path = createSvgPath()
    drawEllipse(ellipseOf(mean, covariance, levels[0]), viewport, path)
    const [x, y] = toScreen(viewport, mean)
    return [
      `<path d="${path}" fill="none" stroke="#ffffff" stroke-width="4" stroke-opacity="0.8"/>`,
      `<path d="${path}" fill="none" stroke="${colours[c]}" stroke-width="2"/>`,
      `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="8" fill="#ffffff" stroke="${colours[c]}" stroke-width="2"/>`,
      `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" dy="4" text-anchor="middle" font-weight="bold">${c + 1}</text>`,
    ].join('')
  })
}

/** One line a component. */
function lines(curves: readonly (readonly Point[])[], viewport: Viewport, colours: readonly string[]): string[] {
  return curves.map((curve, c) => {
    const path = createSvgPath()
    drawPolyline(curve, viewport, path)
    return `<path d="${path}" fill="none" stroke="${colours[c]}" stroke-width="2"/>`
  })
}

/** Where curves over a single column are computed: evenly, from its smallest value to its largest. */
function steps(points: readonly Point[]): number[] {
  const { x } = boxOf(points)
  return Array.from({ length: size.width }, (_, i) => x[0] + ((x[1] - x[0]) * i) / (size.width - 1))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
