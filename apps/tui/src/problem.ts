import { Dataset } from '@mixtura/core'
import { presetById, type Preset } from '@mixtura/datagen'
import type { Mixture } from '@mixtura/viz'
import { basename } from 'node:path'
import type { Samples } from './input.ts'
import { printable } from '@mixtura/io'

/** What is known about where the samples came from. */
export interface Truth {
  /** N: the group of each sample, numbers from 0. */
  readonly labels: ArrayLike<number>
  /** What one group is called: `student`. */
  readonly noun: string
  /** What the samples were drawn from, where they were drawn. */
  readonly mixture?: Mixture
}

/** What there is to fit, and what is known about it. */
export interface Problem {
  readonly title: string
  readonly dataset: Dataset
  /** D names, as the file has them. */
  readonly columns: readonly string[]
  /** D names, as they may be shown. */
  readonly names: readonly string[]
  /** What one sample is called: `stone`, `row`. */
  readonly noun: string
  /** A number of components to begin with. */
  readonly components: number
  /** The seed that made the data, where a seed did. */
  readonly seed?: number
  readonly truth?: Truth
}

/** The components to begin with where nothing is known about the data. */
const USUAL_COMPONENTS = 3

export function problemOfPreset(id: string, seed?: number): Problem {
  const preset = presetById(id)
  const { title, columns, labelColumn = 'group', componentCount, measured, make } = preset
  const { points, labels, truth } = make({ ...(seed !== undefined && { seed }) })
  return {
    title: title.en,
    dataset: Dataset.from(points),
    columns,
    names: columns,
    noun: nounOf(preset),
    components: componentCount,
    ...(!measured && { seed: seed ?? 12 }),
    ...(labels && { truth: { labels, noun: labelColumn, ...(truth && { mixture: truth }) } }),
  }
}

/** Students throw stones; everything else is points, and what was measured are rows. */
function nounOf({ labelColumn, measured }: Preset): string {
  if (labelColumn === 'student') return 'stone'
  return measured ? 'row' : 'point'
}

export function problemOfSamples(path: string, { dataset, columns }: Samples): Problem {
  return {
    title: path === '-' ? 'stdin' : printable(basename(path)),
    dataset,
    columns,
    names: columns.map(printable),
    noun: 'row',
    components: USUAL_COMPONENTS,
  }
}
