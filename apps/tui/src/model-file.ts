import { parseModel, type ModelFile } from '@mixtura/io'
import { readText } from './bytes.ts'
import type { Streams } from './streams.ts'

/** Reads a model as `fit` writes it, or scikit-learn's parameters as JSON. @throws CommandError, IoError, MixturaError */
export async function readModel(path: string, streams: Streams): Promise<ModelFile> {
  return parseModel(await readText(path, streams), { source: path === '-' ? 'stdin' : path })
}

/** Names for the model's columns: its own, or x1, x2, … */
export function columnNames({ model, columns }: ModelFile): readonly string[] {
  return columns ?? Array.from({ length: model.dimension }, (_, j) => `x${j + 1}`)
}
