import { GaussianMixture, modelOf, type Dataset, type Init } from '@mixtura/core'
import { Matrix } from '@mixtura/core/remote'
import { packParameters, unpackParameters, type PackedParameters } from './packed-parameters.ts'

type PlainInit = Exclude<Init, GaussianMixture | ((...args: never[]) => unknown)>

/** Where EM starts, as far as it can be sent: without functions and prototypes. */
export type PackedInit = { readonly parameters: PackedParameters } | { readonly plain: PlainInit }

/** A function is called here, with the rows; matrices become theirs. */
export function packInit(init: Init, dataset: Dataset, options: { components: number; seed: number }): PackedInit {
  if (typeof init === 'function') return packInit(init(dataset, options), dataset, options)
  if (init instanceof GaussianMixture) return { parameters: packParameters(init.parameters) }
  return { plain: withoutMatrices(init) as PlainInit }
}

export function unpackInit(packed: PackedInit): Init {
  return 'plain' in packed ? packed.plain : modelOf(unpackParameters(packed.parameters))
}

function withoutMatrices(value: unknown): unknown {
  if (Matrix.isMatrix(value)) return (value as Matrix).to2DArray()
  if (Array.isArray(value)) return value.map(withoutMatrices)
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutMatrices(part)]))
}
