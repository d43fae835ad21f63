import { IoError } from './errors.ts'

/** How a fit went, as a model file tells it beside the model. */
export interface FitReport {
  /** After each iteration: mean log-marginal likelihood per sample, in nats. */
  readonly lml: readonly number[]
  /** Of the model: summed over the samples, in nats. */
  readonly logLikelihood: number
  /** Smaller is better. */
  readonly aic: number
  /** Smaller is better. */
  readonly bic: number
  readonly iterations: number
  readonly converged: boolean
  readonly stopReason: string
  /** What was done that EM itself would not have done. */
  readonly events: readonly FitEvent[]
  readonly seed: number
  /** Samples. */
  readonly n: number
  /** Dimension. */
  readonly d: number
}

/** An `Intervention` of core. */
export interface FitEvent {
  readonly iteration: number
  readonly component: number
  readonly cause: string
  readonly action: string
}

type Checks<T> = { readonly [Name in keyof T]-?: (value: unknown) => boolean }

const isNumber = (value: unknown): boolean => Number.isFinite(value)
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0
const isWord = (value: unknown): boolean => typeof value === 'string'

const eventChecks: Checks<FitEvent> = { iteration: isCount, component: isCount, cause: isWord, action: isWord }

const reportChecks: Checks<FitReport> = {
  lml: (value) => Array.isArray(value) && value.every(isNumber),
  logLikelihood: isNumber,
  aic: isNumber,
  bic: isNumber,
  iterations: isCount,
  converged: (value) => typeof value === 'boolean',
  stopReason: isWord,
  events: (value) => Array.isArray(value) && value.every((event) => wrongField(event, eventChecks) === undefined),
  seed: isCount,
  n: isCount,
  d: isCount,
}

/**
 * The report among the fields of a model file.
 * @throws IoError `bad-model-file` where one of its fields is wrong, or its dimension is not the model's
 */
export function checkReport(fields: object, dimension: number, source: string | undefined): FitReport {
  const wrong = wrongField(fields, { ...reportChecks, d: (value) => value === dimension })
  const entries = Object.keys(reportChecks).map((name) => [name, (fields as Record<string, unknown>)[name]] as const)
  const report = Object.fromEntries(entries)
  if (wrong === undefined) return report as unknown as FitReport
  throw new IoError('bad-model-file', {
    cause: `Its ${wrong} is ${report[wrong] === undefined ? 'missing' : 'not as it should be'}.`,
    value: report[wrong],
    remedy: 'Write the file anew, or leave the report of the fit out of it.',
    place: { source },
  })
}

function wrongField<T>(fields: unknown, checks: Checks<T>): string | undefined {
  const given = (typeof fields === 'object' && fields !== null ? fields : {}) as Record<string, unknown>
  return Object.entries<(value: unknown) => boolean>(checks).find(([name, isRight]) => !isRight(given[name]))?.[0]
}
