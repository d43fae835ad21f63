import { modelOf, type MixtureParameters } from '@mixtura/core'
import { Matrix, type Run, type Start } from '@mixtura/core/remote'

/** Parameters without their prototypes, which no message carries. */
export type PackedParameters = Omit<MixtureParameters, 'orientation'> & { readonly orientation: number[][] | undefined }

export type PackedStart = Omit<Start, 'parameters'> & { readonly parameters: PackedParameters }

/** A run of which nobody has asked for the frames. */
export type PackedRun = Omit<Run, 'last' | 'frames'> & {
  readonly last: Omit<Run['last'], 'model'> & { readonly parameters: PackedParameters }
}

export function packRun({ last: { model, lml, objective, iteration, events }, frames: _left, ...run }: Run): PackedRun {
  return { ...run, last: { parameters: packParameters(model.parameters), lml, objective, iteration, events } }
}

export function unpackRun({ last: { parameters, ...last }, ...run }: PackedRun): Run {
  return {
    ...run,
    last: { ...last, model: modelOf(unpackParameters(parameters)) },
    frames: [],
  }
}

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
