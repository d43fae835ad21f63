import { Dataset } from '@mixtura/core'
import type { Point } from '@mixtura/viz'
import { dataOf, type Data } from './data.ts'

/** The data with these stones added. Nobody knows who threw them, so the truth is gone. @throws MixturaError */
export function withStones({ dataset, columns }: Data, places: readonly Point[]): Data {
  const values = new Float64Array(dataset.values.length + 2 * places.length)
  values.set(dataset.values)
  values.set(places.flat(), dataset.values.length)
  return dataOf(Dataset.from(values, { dimension: 2 }), columns)
}

/** The data without these stones. @throws MixturaError `no-rows` where none would be left */
export function withoutStones({ dataset, columns, truth }: Data, gone: ReadonlySet<number>): Data {
  const { values, dimension, sampleCount } = dataset
  const left = Array.from({ length: sampleCount }, (_, i) => i).filter((stone) => !gone.has(stone))
  const rows = left.map((stone) => values.subarray(stone * dimension, (stone + 1) * dimension))
  const leftTruth = truth && { ...truth, labels: left.map((stone) => truth.labels[stone]!) }
  return dataOf(Dataset.from(rows), columns, leftTruth && { truth: leftTruth })
}
