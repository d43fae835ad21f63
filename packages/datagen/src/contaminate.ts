import { Matrix } from 'ml-matrix'
import { checkNames, checkSeed, show } from './check.ts'
import { DatagenError } from './errors.ts'
import { NumpyRandom } from './numpy-random.ts'

/** The lowest and the highest value of each of D columns. */
export type Box = readonly (readonly [number, number])[]

/** How many outliers, and from where. */
export interface ContaminateOptions {
  /** The chance of each row to become an outlier, 0 … 1. */
  share: number
  /** Where outliers fall, uniformly. Default: the data's own box, widened by half its width on every side. */
  box?: Box
  /** 0 … 2³² − 1, and another than the data's own, or chance repeats itself. Default 1. */
  seed?: number
}

/** Points, some rows of which outliers have taken the place of. */
export interface Contaminated {
  /** n × D: a copy, in which outliers have taken the place of some rows. */
  readonly points: Matrix
  /** n: 1 for an outlier, 0 for a row as it was. */
  readonly outliers: Uint8Array
}

/**
 * Replaces rows by outliers that no Gaussian explains.
 *
 * @param points n × D finite numbers
 * @throws DatagenError `bad-points`, `bad-option`, `bad-seed`, `unknown-option`
 */
export function contaminate(points: Matrix, options: ContaminateOptions): Contaminated {
  checkPoints(points)
  checkNames(options, ['share', 'box', 'seed'])
  const share = checkShare(options.share)
  const box = checkBox(options.box ?? widenedBox(points), points.columns)
  const random = new NumpyRandom(checkSeed(options.seed ?? 1))

  const contaminated = points.clone()
  const outliers = new Uint8Array(points.rows)
  for (let row = 0; row < points.rows; row++) {
    if (random.uniform() >= share) continue
    outliers[row] = 1
    box.forEach(([low, high], column) => contaminated.set(row, column, low + random.uniform() * (high - low)))
  }
  return { points: contaminated, outliers }
}

function widenedBox(points: Matrix): Box {
  return Array.from({ length: points.columns }, (_, column) => {
    let [low, high] = [Infinity, -Infinity]
    for (let row = 0; row < points.rows; row++) {
      low = Math.min(low, points.get(row, column))
      high = Math.max(high, points.get(row, column))
    }
    const margin = (high - low) / 2
    return [low - margin, high + margin]
  })
}

function checkPoints(points: unknown): void {
  const remedy = 'Give an ml-matrix Matrix of finite numbers with at least one row and one column.'
  const fail = (cause: string, value: unknown): DatagenError => new DatagenError('bad-points', { cause, value, remedy })
  if (!Matrix.isMatrix(points)) throw fail(`The points are ${show(points)}, not a Matrix.`, points)
  const { rows, columns } = points as Matrix
  if (rows === 0 || columns === 0) throw fail(`The points are ${rows} × ${columns}.`, points)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = (points as Matrix).get(row, column)
      if (!Number.isFinite(value)) throw fail(`Row ${row}, column ${column} is ${value}.`, value)
    }
  }
}

function checkShare(share: unknown): number {
  if (typeof share === 'number' && share >= 0 && share <= 1) return share
  throw new DatagenError('bad-option', {
    cause: `The share of outliers is ${show(share)}.`,
    value: share,
    remedy: 'Give a number from 0 to 1.',
  })
}

function checkBox(box: unknown, d: number): Box {
  const sound =
    Array.isArray(box) &&
    box.length === d &&
    box.every(
      (side) => Array.isArray(side) && side.length === 2 && side[0] <= side[1] && Number.isFinite(side[1] - side[0]),
    )
  if (sound) return box as Box
  throw new DatagenError('bad-option', {
    cause: `The box of the outliers does not bound ${d} columns.`,
    value: box,
    remedy: `Give ${d} pairs [lowest, highest] of finite numbers.`,
  })
}
