import { Dataset } from '@mixtura/core'
import { presetById, type PresetId } from '@mixtura/datagen'
import { dataOf, type Data } from './data.ts'

export { presets } from '@mixtura/datagen'

/** More points than this are made beside the page. */
export const FEW = 10_000

/** A preset's data: measured ones as they are, drawn ones of N points. @throws DatagenError */
export function presetData(id: PresetId, n: number, seed: number): Data {
  const { make, measured, size } = presetById(id)
  const { points, labels, truth, columns } = make(measured ? {} : { n, seed })
  return dataOf(Dataset.from(points), columns, {
    ...(labels && { truth: { labels, ...(truth && { mixture: truth }) } }),
    source: { preset: id, n: measured ? size : n, seed },
  })
}
