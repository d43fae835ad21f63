import type { Matrix } from 'ml-matrix'
import { checkCount, checkNames, checkSeed } from '../check.ts'
import { DatagenError } from '../errors.ts'
import type { Mixture } from '../mixture.ts'
import type { DrawOptions, LabelledPoints } from '../sample-mixture.ts'

/** The ids of all presets. */
export type PresetId =
  | 'three-students'
  | 'old-faithful'
  | 'iris'
  | 'separated-blobs'
  | 'unequal-sizes'
  | 'overlapping-pair'
  | 'two-moons'
  | 'two-rings'
  | 'duplicated-points'
  | 'contaminated-students'
  | 'many-points'

/** A text in both languages. */
export interface Localized {
  readonly en: string
  readonly fr: string
}

/** What a menu needs to know of a data set before it is made. */
export interface PresetDescription {
  readonly id: PresetId
  readonly title: Localized
  /** What to look for when EM runs on it, in one sentence. */
  readonly description: Localized
  /** D names. */
  readonly columns: readonly string[]
  /** What a label says about a point: `student`, `species`. Absent where nobody knows the groups. */
  readonly labelColumn?: string
  /** What the labels stand for, where they have names. */
  readonly labelNames?: readonly string[]
  /** A number of components to begin with. */
  readonly componentCount: number
  /** How many points it has, or makes unless told otherwise. */
  readonly size: number
}

/** A data set to choose by name. */
export interface Preset extends PresetDescription {
  readonly dimension: number
  /** Measured, not drawn: it has its one size, and no seed changes it. */
  readonly measured: boolean
  /**
   * @param options `n`, default `size`; `seed`, default 12
   * @throws DatagenError `bad-count`, `bad-seed`, `bad-option`, `unknown-option`
   */
  readonly make: (options?: DrawOptions) => PresetData
}

/** What a preset gives: points, and as much of the truth as is known. */
export interface PresetData {
  /** n × D. */
  readonly points: Matrix
  /** D names. */
  readonly columns: readonly string[]
  /** The group of each point: n numbers from 0. */
  readonly labels?: Int32Array
  /** The mixture that the points, or all but the outliers among them, were drawn from. Absent where there was none. */
  readonly truth?: Mixture
  /** Who measured the data, and where they were published. */
  readonly source?: string
}

export function drawnPreset(
  description: PresetDescription,
  draw: (n: number, seed: number) => LabelledPoints & { readonly truth?: Mixture },
): Preset {
  return preset(description, false, (n, seed) => ({ columns: description.columns, ...draw(n, seed) }))
}

export function measuredPreset(description: PresetDescription, measured: () => PresetData): Preset {
  const { id, size } = description
  return preset(description, true, (n) => {
    if (n === size) return measured()
    throw new DatagenError('bad-count', {
      cause: `“${id}” has the ${size} points that were measured, not ${n}.`,
      value: n,
      remedy: 'Leave n out.',
    })
  })
}

function preset(
  description: PresetDescription,
  measured: boolean,
  data: (n: number, seed: number) => PresetData,
): Preset {
  const make = (options: DrawOptions = {}): PresetData => {
    checkNames(options, ['n', 'seed'])
    return data(checkCount(options.n ?? description.size), checkSeed(options.seed ?? 12))
  }
  return { ...description, dimension: description.columns.length, measured, make }
}
