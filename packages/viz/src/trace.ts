import { checkCount, checkFinite } from './check.ts'
import { VizError } from './errors.ts'
import type { Point } from './gaussian.ts'

/** The curve of a series (lml by iteration), ready to draw, with the numbers its legend must show. */
export interface Trace {
  /** [index in the whole series, value], at most `columns` of them, the first and last of the range included. */
  readonly points: Point[]
  /** Over every value of the range, drawn or not. */
  readonly min: number
  readonly max: number
  readonly last: number
  /** The last value minus the one before it in the series; undefined where there is none before. */
  readonly gain: number | undefined
}

/** How far a series is cut down, and over which range. */
export interface TraceOptions {
  /** The most points to keep; default: all. */
  readonly columns?: number
  /** Which part of the series, first index included and last not; default: all. */
  readonly range?: readonly [start: number, end: number]
}

/**
 * Cuts a series down to a curve. Where several values share a column the last of them stands for it, never their mean,
 * so that a monotone series stays monotone and every point drawn is a value of the series.
 *
 * @throws VizError `not-a-number`, `out-of-range`
 */
export function traceOf(
  values: ArrayLike<number>,
  { columns = Infinity, range = [0, values.length] }: TraceOptions = {},
): Trace {
  const [start, end] = range
  if (!(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= values.length)) {
    throw new VizError('out-of-range', {
      cause: `The range ${start} to ${end} of a series of ${values.length} values is empty or leaves it.`,
      value: range,
      remedy: 'Give at least one value, and a range within the series.',
    })
  }
  if (columns !== Infinity) checkCount(columns, 2, 'columns')
  checkFinite(values, 'series')

  let [min, max] = [Infinity, -Infinity]
  for (let i = start; i < end; i++) {
    min = Math.min(min, values[i])
    max = Math.max(max, values[i])
  }
  const count = Math.min(end - start, columns)
  const points = Array.from({ length: count }, (_, column): Point => {
    const index = start + lastInColumn(column, count, end - start)
    return [index, values[index]]
  })
  return { points, min, max, last: values[end - 1], gain: end > 1 ? values[end - 1] - values[end - 2] : undefined }
}

/** The later half of a series, for a curve whose first jump dwarfs the rest. */
export function lastHalf(length: number): [start: number, end: number] {
  return [Math.floor(length / 2), length]
}

/** Which of `length` values a column of `columns` shows: column 0 the first, the last column the last. */
export function lastInColumn(column: number, columns: number, length: number): number {
  return columns === 1 ? length - 1 : Math.floor((column * (length - 1)) / (columns - 1))
}
