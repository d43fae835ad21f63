import type { MixtureParameters } from '@mixtura/core'
import type { Start } from '@mixtura/core/remote'
import { Matrix } from 'ml-matrix'

/** Parameters without their prototypes, which no message carries. */
export type PackedParameters = Omit<MixtureParameters, 'orientation'> & { readonly orientation: number[][] | undefined }

export type PackedStart = Omit<Start, 'parameters'> & { readonly parameters: PackedParameters }

export function packStart({ parameters, events }: Start): PackedStart {
  return { parameters: packParameters(parameters), events }
}

export function unpackStart({ parameters, events }: PackedStart): Start {
  return { parameters: unpackParameters(parameters), events }
}

export function packParameters(parameters: MixtureParameters): PackedParameters {
  return { ...parameters, orientation: parameters.orientation?.to2DArray() }
}

export function unpackParameters({ orientation, ...parameters }: PackedParameters): MixtureParameters {
  return { ...parameters, ...(orientation && { orientation: new Matrix(orientation) }) }
}
