import { Dataset } from '@mixtura/core'
import { threeStudents, type PresetId } from '@mixtura/datagen'
import type { SkippedRows } from '@mixtura/io'
import type { Box, Mixture, Point } from '@mixtura/viz'

/** What is fitted, and what really made it where that is known. */
export interface Data {
  readonly dataset: Dataset
  /** The stones that are drawn, and looked at one by one: all, or of very many a part that lies evenly among them. */
  readonly drawn: Dataset
  /** One name a dimension. */
  readonly columns: readonly string[]
  /** The mean of the samples in the first two columns. */
  readonly center: Point
  readonly truth?: Truth
  /** Where it came from, as long as nobody changed it by hand. */
  readonly source?: Source
}

/** A preset can be made again from its name; of somebody's own table only the name is known, and what was left out of it. */
export type Source =
  | { readonly preset: PresetId; readonly n: number; readonly seed: number }
  | { readonly name: string; readonly skipped: SkippedRows; readonly drawnFrom?: number }

export interface Truth {
  /** Who threw each stone that is drawn. */
  readonly labels: ArrayLike<number>
  /** The mixture the samples were drawn from; real data have labels at most. */
  readonly mixture?: Mixture
}

/** So many stones are all drawn; of more a part, which each half-step colours anew in less than two frames of the screen. */
const ALL_DRAWN = 100_000
const PART_DRAWN = 30_000

/** Whether these are the three students' stones, untouched. */
export function isOfStudents({ source }: Data): boolean {
  return source !== undefined && 'preset' in source && source.preset === 'three-students'
}

/** @param about whose truth has a label for every sample */
export function dataOf(dataset: Dataset, columns: readonly string[], about: Pick<Data, 'truth' | 'source'> = {}): Data {
  const { truth, source } = about
  const { values, dimension, sampleCount } = dataset
  const most = sampleCount > ALL_DRAWN ? PART_DRAWN : ALL_DRAWN
  const drawn = evenly(dataset, most)
  const labels = truth && drawn !== dataset ? pick(truth.labels, 1, most) : truth?.labels
  const center = [0, Math.min(1, dimension - 1)].map((column) => {
    let sum = 0
    for (let i = 0; i < sampleCount; i++) sum += values[i * dimension + column]!
    return sum / sampleCount
  })
  return {
    dataset,
    drawn,
    columns,
    center: [center[0]!, center[1]!],
    ...(truth && { truth: { ...truth, labels: labels! } }),
    ...(source && { source }),
  }
}

/** The data set, or of more rows than `most` as many, evenly spaced: no order of the rows favours any but their own. */
export function evenly(dataset: Dataset, most: number): Dataset {
  const { values, dimension, sampleCount } = dataset
  return sampleCount > most ? Dataset.from(pick(values, dimension, most), { dimension }) : dataset
}

/** Rows of `width` numbers, evenly spaced. */
export function pick(numbers: ArrayLike<number>, width: number, count: number): Float64Array<ArrayBuffer> {
  const rows = numbers.length / width
  const picked = new Float64Array(count * width)
  for (let i = 0; i < picked.length; i++) {
    picked[i] = numbers[Math.floor((Math.floor(i / width) * rows) / count) * width + (i % width)]!
  }
  return picked
}

/** What the shown columns of all samples span. */
export function spanOf({ values, dimension, sampleCount }: Dataset, axes: readonly [number, number]): Box {
  const [x, y] = axes.map((axis) => {
    let [least, most] = [Infinity, -Infinity]
    for (let i = 0; i < sampleCount; i++) {
      const value = values[i * dimension + axis]!
      if (value < least) least = value
      if (value > most) most = value
    }
    return [least, most] as const
  })
  return { x: x!, y: y! }
}

/** The notebook's stones: N of them, from its own random stream. */
export function students(n: number, seed: number): Data {
  const { points, labels, weights, means, covariances } = threeStudents({ n, seed })
  const truth = { labels, mixture: { weights, means, covariances } }
  return dataOf(Dataset.from(points), ['x', 'y'], { truth, source: { preset: 'three-students', n, seed } })
}
