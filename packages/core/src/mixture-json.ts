import { MixturaError } from './errors.ts'
import type { CovariancesInput, MixtureInput } from './mixture-input.ts'
import { show } from './options.ts'
import { asTriangular, type MixtureParameters } from './parameters.ts'
import { covarianceNames, type CovarianceName } from './structures/structures.ts'

export const SCHEMA_VERSION = 1

/** A model as plain data: what `JSON.stringify(model)` writes. */
export interface MixtureJSON {
  /** Of this format. */
  readonly schemaVersion: typeof SCHEMA_VERSION
  /** The covariance structure. */
  readonly covariance: CovarianceName
  /** K. */
  readonly weights: number[]
  /** K × D. */
  readonly means: number[][]
  /** K × D × D. */
  readonly covariances: number[][][]
}

export function toJSON(parameters: MixtureParameters): MixtureJSON {
  const { covariance, componentCount: k, dimension: d, weights, means } = parameters
  const rowsOf = (flat: Float64Array, from: number, rows: number): number[][] =>
    Array.from({ length: rows }, (_, i) => Array.from(flat.subarray(from + i * d, from + (i + 1) * d)))
  const { covariances } = asTriangular(parameters)
  return {
    schemaVersion: SCHEMA_VERSION,
    covariance,
    weights: Array.from(weights),
    means: rowsOf(means, 0, k),
    covariances: Array.from({ length: k }, (_, c) => rowsOf(covariances, c * d * d, d)),
  }
}

/** @throws MixturaError `bad-model-file` */
export function mixtureInputFromJSON(json: unknown): MixtureInput {
  const given = fieldsOf(json)
  const fields: Record<string, unknown> = 'parameters' in given ? { ...toJSON(cloned(given['parameters'])) } : given
  if (fields['schemaVersion'] !== SCHEMA_VERSION) {
    throw badModel(
      `Its schemaVersion is ${show(fields['schemaVersion'])}`,
      fields['schemaVersion'],
      `Give a model of version ${SCHEMA_VERSION}.`,
    )
  }
  return mixtureInput(fields, {
    weights: 'weights',
    means: 'means',
    covariances: 'covariances',
    covariance: 'covariance',
  })
}

/** @throws MixturaError `bad-model-file` */
export function mixtureInputFromSklearn(json: unknown): MixtureInput {
  const names = { weights: 'weights_', means: 'means_', covariances: 'covariances_', covariance: 'covariance_type' }
  return mixtureInput(fieldsOf(json), names)
}

function mixtureInput(fields: Record<string, unknown>, names: Record<keyof MixtureInput, string>): MixtureInput {
  const missing = Object.values(names).find((name) => fields[name] === undefined)
  if (missing !== undefined) throw badModel(`It has no ${missing}`, missing, `Give ${Object.values(names).join(', ')}.`)
  const covariance = fields[names.covariance]
  if (!covarianceNames.includes(covariance as CovarianceName)) {
    throw badModel(
      `Its ${names.covariance} is ${show(covariance)}`,
      covariance,
      `Give one of ${covarianceNames.join(', ')}.`,
    )
  }
  return {
    weights: fields[names.weights] as number[],
    means: fields[names.means] as number[][],
    covariances: fields[names.covariances] as CovariancesInput,
    covariance: covariance as CovarianceName,
  }
}

/** The parameters of a model that was cloned, as far as they hold together. */
function cloned(given: unknown): MixtureParameters {
  const fields = fieldsOf(given)
  const { componentCount: k, dimension: d, form, covariance } = fields
  const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0
  const lengths = (size: number): [string, number][] => [
    ['weights', k as number],
    ['means', (k as number) * (d as number)],
    ['covariances', (k as number) * size],
    ['precisionsCholesky', (k as number) * size],
  ]
  const isWhole =
    isCount(k) &&
    isCount(d) &&
    (form === 'diagonal' || form === 'triangular') &&
    covarianceNames.includes(covariance as CovarianceName) &&
    lengths(form === 'diagonal' ? d : d * d).every(([name, length]) => {
      const numbers = fields[name]
      return numbers instanceof Float64Array && numbers.length === length
    })
  if (!isWhole)
    throw badModel('Its parameters do not hold together', given, 'Give what structuredClone made of a model.')
  return fields as unknown as MixtureParameters
}

function fieldsOf(json: unknown): Record<string, unknown> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>
  throw badModel(`It is ${show(json)}`, json, 'Give the parsed object, not its text.')
}

function badModel(cause: string, value: unknown, remedy: string): MixturaError {
  return new MixturaError('bad-model-file', {
    cause: `This is not a model: ${cause[0]!.toLowerCase()}${cause.slice(1)}.`,
    value,
    remedy,
  })
}
