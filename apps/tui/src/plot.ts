import type { GaussianMixture } from '@mixtura/core'
import { levels, type Marker } from '@mixtura/viz'
import { columnSpread } from './columns.ts'
import { groupThousands } from './count.ts'
import { axesText } from './draw/axes.ts'
import { drawDensities } from './draw/densities.ts'
import { drawScatter, type Scene } from './draw/scatter.ts'
import { pointsOf, stonesOf } from './draw/stones.ts'
import { drawTable } from './draw/table.ts'
import { createTheme } from './draw/theme.ts'
import type { Problem } from './problem.ts'
import type { Style } from './style.ts'
import { plotSvg } from './svg.ts'
import { widthOfText } from './text.ts'

/** More points than this make an SVG that viewers take seconds to open. */
const MOST_IN_SVG = 100_000

/** Two columns of the data, and the model's ellipses over them, as an SVG document. */
export function svgPlot(
  { title, names, dataset }: Problem,
  model: GaussianMixture | undefined,
  axes: readonly [number, number],
): string {
  const stones = stonesOf(dataset, MOST_IN_SVG)
  const [drawn, total] = [stones.dataset.sampleCount, stones.total]
  return plotSvg({
    points: pointsOf(stones, axes),
    names: [names[axes[0]], names[axes[1]]],
    axes,
    model,
    labels: model?.predict(stones.dataset),
    caption: drawn < total ? `${title} · ${groupThousands(drawn)} of ${groupThousands(total)} drawn` : title,
  })
}

export interface TextPlotLook {
  readonly width: number
  /** Lines, the table under the picture included. */
  readonly height: number
  readonly marker: Marker
  readonly style: Style
}

/** The same in characters, with a table of the model's parameters. Components are numbered as in the model, from 1. */
export function textPlot(
  { dataset, names }: Problem,
  model: GaussianMixture | undefined,
  axes: readonly [number, number],
  { width, height, marker, style }: TextPlotLook,
): string {
  const theme = createTheme(marker, style)
  const stones = stonesOf(dataset)
  const slots = Int32Array.from({ length: model?.componentCount ?? 0 }, (_, k) => k)
  const scene: Scene = {
    stones,
    points: pointsOf(stones, axes),
    axes,
    model,
    tellsApart: model,
    slots,
    truth: undefined,
  }
  const labels = { names, spreads: columnSpread(dataset) }
  const table = model ? drawTable(scene, model, labels, width, model.componentCount + 1, theme) : []

  const isPlane = axes[0] !== axes[1]
  const level = model && isPlane ? theme.words(` · ${levels[0].label}`) : ''
  const heading = axesText(names, axes, width - widthOfText(level), theme)
  const rows = Math.max(LEAST_ROWS, height - 1 - table.length)
  const picture = (isPlane ? drawScatter : drawDensities)(scene, width, rows, theme)
  const lines = [heading + level, ...picture, ...table]
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}

const LEAST_ROWS = 4
