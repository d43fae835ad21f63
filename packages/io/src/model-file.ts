import { GaussianMixture } from '@mixtura/core'
import { IoError } from './errors.ts'
import { checkReport, type FitReport } from './fit-report.ts'
import { isObject, parseJson } from './json.ts'
import { counted } from './show.ts'

const SCHEMA_VERSION = 1

/** What a model file holds. */
export interface ModelFile {
  readonly model: GaussianMixture
  /** D: the names of the columns the model was fitted to, where they are known. */
  readonly columns?: readonly string[] | undefined
  /** How it was fitted, where that is known. */
  readonly report?: FitReport | undefined
}

/**
 * A model as a JSON document of one line, numbers with all their digits:
 * `{ schemaVersion, model: { covariance, weights, means, covariances, columns }, lml, logLikelihood, … }`.
 * @throws IoError `bad-model-file` where columns or report do not fit the model
 */
export function formatModel({ model, columns, report }: ModelFile): string {
  const { schemaVersion: _, ...parameters } = model.toJSON()
  const document = {
    schemaVersion: SCHEMA_VERSION,
    model: { ...parameters, ...(columns && { columns: checkNames(columns, model, undefined) }) },
    ...(report && checkReport(report, model.dimension, undefined)),
  }
  return `${JSON.stringify(document)}\n`
}

/**
 * Reads what `formatModel` and `JSON.stringify(model)` write, and scikit-learn's `weights_`, `means_`, `covariances_`,
 * `covariance_type` (with `feature_names_in_`) as JSON.
 * @throws IoError `bad-json`, `bad-model-file`; MixturaError where the parameters are not those of a mixture:
 * `bad-model-file`, `bad-weights`, `bad-means`, `bad-covariances`, `not-symmetric`, `not-positive-definite`
 */
export function parseModel(text: string, options: { source?: string | undefined } = {}): ModelFile {
  const { source } = options
  const document = parseJson(text, source)
  if (!isObject(document)) {
    throw new IoError('bad-model-file', {
      cause: 'This JSON is no object.',
      value: document,
      remedy: 'Give a model as this program or scikit-learn has it.',
      place: { source },
    })
  }
  if ('weights_' in document) {
    const model = GaussianMixture.fromSklearn(document)
    return withColumns(model, document['feature_names_in_'], source)
  }
  const fields = isObject(document['model']) ? document['model'] : document
  const model = GaussianMixture.fromJSON({ ...fields, schemaVersion: document['schemaVersion'] })
  const file = withColumns(model, fields['columns'], source)
  return 'lml' in document ? { ...file, report: checkReport(document, model.dimension, source) } : file
}

function withColumns(model: GaussianMixture, columns: unknown, source: string | undefined): ModelFile {
  return columns === undefined ? { model } : { model, columns: checkNames(columns, model, source) }
}

function checkNames(columns: unknown, { dimension }: GaussianMixture, source: string | undefined): readonly string[] {
  const isList = Array.isArray(columns) && columns.every((name) => typeof name === 'string')
  if (isList && columns.length === dimension) return columns
  throw new IoError('bad-model-file', {
    cause: `Its columns are ${isList ? counted(columns.length, 'name') : 'no list of names'}, but the model has ${counted(dimension, 'dimension')}.`,
    value: columns,
    remedy: 'Name each dimension once, in order.',
    place: { source },
  })
}
