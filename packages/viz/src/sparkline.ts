import { checkCount } from './check.ts'
import { createDotGrid, NOBODY, type Marker } from './dot-grid.ts'
import { lastInColumn, traceOf, type Trace } from './trace.ts'

/** How large a sparkline is, of what, and over which range. */
export interface SparklineOptions {
  /** Characters across; the series is spread over all of them. */
  readonly width: number
  /** Characters down; default 1. */
  readonly height?: number
  /** `block` (default) and `ascii`: a column of ink for each value. `braille`: a line. */
  readonly marker?: Marker
  /** Which part of the series, first index included and last not; default: all. `lastHalf` zooms. */
  readonly range?: readonly [start: number, end: number]
}

/** A curve in characters, rows from the top, and the numbers to print beside it. */
export interface Sparkline extends Omit<Trace, 'points'> {
  readonly lines: string[]
}

const LADDERS = { block: ' ▁▂▃▄▅▆▇█', ascii: ' _.-=+*%#' }

/**
 * Draws a series (lml by iteration) in characters between its own min and max. A level series is drawn along the bottom.
 *
 * @throws VizError `not-a-number`, `out-of-range`
 */
export function sparkline(values: ArrayLike<number>, options: SparklineOptions): Sparkline {
  const { width, height = 1, marker = 'block', range = [0, values.length] } = options
  checkCount(width, 1, 'width')
  checkCount(height, 1, 'height')
  const trace = traceOf(values, { range, columns: 2 * width })
  const { min, max, last, gain } = trace
  if (marker === 'braille') return { lines: brailleLine(trace, width, height), min, max, last, gain }

  const span = max - min || 1
  const length = range[1] - range[0]
  const levels = Array.from({ length: width }, (_, column) => {
    const value = values[range[0] + lastInColumn(column, width, length)]
    return 1 + Math.round(((value - min) / span) * (8 * height - 1))
  })
  const lines = Array.from({ length: height }, (_, row) => {
    const below = 8 * (height - 1 - row)
    return levels.map((level) => LADDERS[marker][Math.min(Math.max(level - below, 0), 8)]).join('')
  })
  return { lines, min, max, last, gain }
}

function brailleLine({ points, min, max }: Trace, width: number, height: number): string[] {
  const grid = createDotGrid(width, height)
  const pen = grid.pen(NOBODY)
  const first = points[0][0]
  const length = points.at(-1)![0] - first || 1
  const span = max - min || 1
  points.forEach(([index, value], i) => {
    // From the middle of the first dot to the middle of the last.
    const x = 0.5 + ((index - first) / length) * (grid.width - 1)
    const y = 0.5 + (1 - (value - min) / span) * (grid.height - 1)
    if (i === 0) pen.moveTo(x, y)
    pen.lineTo(x, y)
  })
  return grid.text('braille')
}
