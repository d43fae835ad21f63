import {
  createDotGrid,
  drawPolyline,
  fitViewport,
  formatGain,
  formatLml,
  lastHalf,
  toScreen,
  traceOf,
} from '@mixtura/viz'
import { spread } from '../text.ts'
import type { Theme } from './theme.ts'

export interface CurveScene {
  /** lml of frames 0 … n, at least of frame 0. */
  readonly lml: readonly number[]
  /** The frame shown. */
  readonly iteration: number
  /** Show the last half only. */
  readonly zoomed: boolean
  /** A run left behind, for comparison; at least its frame 0. */
  readonly ghost: readonly number[] | undefined
}

const [CURVE, GHOST, CURSOR] = [0, 1, 2]

/** The LML curve with its largest and smallest value above and below, and the gain of the frame shown. */
export function drawCurve(
  { lml, iteration, zoomed, ghost }: CurveScene,
  columns: number,
  rows: number,
  theme: Theme,
): string[] {
  const range = zoomed ? lastHalf(lml.length) : ([0, lml.length] as const)
  const { points, min, max } = traceOf(lml, { range })
  const box = { x: [range[0], Math.max(lml.length - 1, range[0] + 1)], y: [min, max] } as const

  const grid = createDotGrid(columns, rows - 3)
  const viewport = fitViewport(box, grid, { aspect: 'free', padding: 0.5 })
  if (ghost) drawPolyline(traceOf(ghost).points, viewport, grid.pen(GHOST))
  drawPolyline(points, viewport, grid.pen(CURVE))
  const [x, y] = toScreen(viewport, [iteration, lml[iteration]])
  grid.stamp(x, y, theme.words('●'), CURSOR)
  const formats = ['', 'dim', 'bold']
  const curve = grid
    .runs(theme.marker)
    .map((line) => line.map(({ text, owner }) => (formats[owner] ? theme.style(formats[owner], text) : text)).join(''))

  const { style, words } = theme
  const gain = iteration > 0 ? lml[iteration] - lml[iteration - 1] : undefined
  const change = gain === undefined ? '' : words(`Δ ${formatGain(gain)} ${gain < 0 ? '▲' : '✓'}`)
  return [
    `${formatLml(max)} ${style('dim', 'max')}`,
    ...curve,
    spread(`${formatLml(min)} ${style('dim', 'min')}`, style('dim', words(`${range[0]} → ${lml.length - 1}`)), columns),
    spread(style('bold', formatLml(lml[iteration])), change, columns),
  ]
}
