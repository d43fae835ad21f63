import { figureSvg, type FigureOptions } from './svg-figure.ts'
import { formatGain, formatLml } from './format.ts'
import type { Point } from './gaussian.ts'
import { neutrals, threeColours } from './palette.ts'
import { drawPolyline } from './path.ts'
import { createSvgPath } from './svg-path.ts'
import { element } from './svg.ts'
import { traceOf, type Trace } from './trace.ts'
import { toScreen, type Viewport } from './viewport.ts'

/** What a chart of the log-marginal likelihood shows. */
export interface LmlChartOptions extends FigureOptions {
  /** By iteration, mean per sample, in nats. */
  readonly lml: ArrayLike<number>
  /** The iteration of the first value: 0 where the start is included (default), 1 for `lml` as `fit` returns it. */
  readonly firstIteration?: number
  /** Which part of `lml` to show, first index included and last not; default: all. */
  readonly range?: readonly [start: number, end: number]
  /** Other runs on the same data, from the same first iteration: thin lines behind, cut to the same range. */
  readonly others?: readonly ArrayLike<number>[]
}

/** From this many values on, points would touch: only the line is drawn. */
const MOST_POINTS = 80

/**
 * The climb of the log-marginal likelihood as a standalone SVG document, its minimum, maximum and last gain in words.
 *
 * @throws VizError `not-a-number`, `out-of-range`
 */
export function lmlChartSvg(options: LmlChartOptions): string {
  const { lml, firstIteration = 0, range = [0, lml.length], others = [], theme = 'light' } = options
  const trace = traceOf(lml, { range })
  const otherTraces = others
    .filter(({ length }) => length > range[0])
    .map((values) => traceOf(values, { range: [range[0], Math.min(range[1], values.length)] }))
  const [colour] = threeColours

  const atIterations = ({ points }: Trace): Point[] => points.map(([index, value]) => [index + firstIteration, value])
  const line = (shown: Trace, viewport: Viewport, stroke: string, width: number): string => {
    const path = createSvgPath()
    drawPolyline(atIterations(shown), viewport, path)
    return element('path', {
      d: path.toString(),
      fill: 'none',
      stroke,
      'stroke-width': width,
      'stroke-linejoin': 'round',
    })
  }
  const dot = (point: Point, viewport: Viewport, r: number): string => {
    const [cx, cy] = toScreen(viewport, point)
    return element('circle', { cx, cy, r, fill: colour })
  }
  const draw = (viewport: Viewport): string[] => {
    const points = atIterations(trace)
    return [
      ...otherTraces.map((other) => line(other, viewport, neutrals[theme].stone, 1.2)),
      line(trace, viewport, colour, 2),
      ...(points.length > MOST_POINTS ? [] : points.map((point) => dot(point, viewport, 2.4))),
      dot(points.at(-1)!, viewport, 4.5),
    ]
  }

  const all = [trace, ...otherTraces]
  const content = {
    box: {
      x: [range[0] + firstIteration, Math.max(...all.map(({ points }) => points.at(-1)![0])) + firstIteration],
      y: [Math.min(...all.map(({ min }) => min)), Math.max(...all.map(({ max }) => max))],
    },
    aspect: 'free',
    legend: [
      `max ${formatLml(trace.max)}`,
      `min ${formatLml(trace.min)}`,
      ...(trace.gain === undefined ? [] : [`last gain ${formatGain(trace.gain)}`]),
    ]
      .join('\u2003')
      .replaceAll(' -', ' −'),
    xLabel: 'iteration',
    yLabel: 'LML per sample (nats)',
    wholeX: true,
    draw,
  } as const
  return figureSvg(options, content, { width: 640, height: 320 })
}
