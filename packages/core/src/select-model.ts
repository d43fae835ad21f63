import { engineChecks, type EngineOptions } from './bind.ts'
import { Dataset, type Points } from './dataset.ts'
import { MixturaError } from './errors.ts'
import { checkDeadline, endedBy, fit, type Deadline, type FitOptions, type FitResult } from './fit.ts'
import { isBetter } from './fitting.ts'
import type { Abortable } from './host.ts'
import type { Intervention } from './maximize.ts'
import type { GaussianMixture } from './mixture.ts'
import {
  abortable,
  badOption,
  callback,
  checkOptions,
  componentCount,
  emOptionChecks,
  oneOf,
  seed,
  wholeNumber,
  type EmOptions,
} from './options.ts'
import {
  checkSampleSize,
  sampleSizeOf,
  sampleSizeWarning,
  type SampleSize,
  type SampleSizeWarning,
} from './sample-size.ts'
import type { SpuriousComponent } from './spurious.ts'
import {
  covarianceNames,
  covarianceParameterCount,
  familyNames,
  isNested,
  structureOf,
  type CovarianceName,
} from './structures/structures.ts'

/** What models are compared by; smaller is better. */
export type Criterion = 'bic' | 'aic' | 'icl'

/** Which candidates to fit, how, and what to choose them by. */
export interface SelectOptions extends Partial<Omit<EmOptions, 'covariance' | 'fixed'>>, EngineOptions {
  /** The numbers of components to try. Default 1 … 9. */
  components?: readonly number[]
  /** The covariance structures to try. Default all fourteen families; in one dimension the two that differ there. */
  covariances?: readonly CovarianceName[]
  /** What the best candidate has least of. Default `bic`. */
  criterion?: Criterion
  /** Starts a candidate. Default 1. A structure also starts from the solutions of those nested in it. */
  restarts?: number
  /** 0 … 2³² − 1; start i has seed + i. Default 0. */
  seed?: number
  /** One weight ≥ 0 a sample, in any unit: see `FitOptions.sampleWeights`, and `sampleSize`. */
  sampleWeights?: ArrayLike<number> | undefined
  /** n of the criteria, whose log-likelihood is n times the lml. Default `sum`, that of the weights. */
  sampleSize?: SampleSize
  /** Called before each candidate. */
  onProgress?:
    | ((progress: { done: number; total: number; components: number; covariance: CovarianceName }) => void)
    | undefined
  /** Looked at before each candidate and after each frame; once aborted, what is done is returned. */
  signal?: Abortable | undefined
  /** Ends the selection as a signal does, at or after this time. */
  deadline?: Deadline | undefined
}

/** One number of components with one structure. Criteria are smaller the better. */
export interface Candidate {
  /** K of the model that came out; less than asked for where components were dropped. */
  readonly components: number
  /** The structure, by the name it was asked for. */
  readonly covariance: CovarianceName
  /** The best of all its starts. */
  readonly model: GaussianMixture
  /** n times the lml, in nats: with the default n, Σ w log p(x) over the samples. */
  readonly logLikelihood: number
  /** Free parameters. */
  readonly parameterCount: number
  /** 2p − 2 log L. */
  readonly aic: number
  /** p log n − 2 log L. */
  readonly bic: number
  /** BIC with a price on overlap. */
  readonly icl: number
  /** Of the run that was kept. */
  readonly iterations: number
  /** Whether its gain fell below the tolerance. */
  readonly converged: boolean
  /** What was done to it that EM itself would not have done. */
  readonly events: readonly Intervention[]
  /** The components that do not pay for themselves, or stand only by a repair. With any it is chosen only where nothing else is left. */
  readonly spurious: readonly SpuriousComponent[]
}

/** Every candidate, and the one that is chosen. */
export interface Selection {
  /** What was chosen by. */
  readonly criterion: Criterion
  /** The candidate that is not spurious and has the least of the criterion. */
  readonly best: Candidate
  /** What the criterion alone would have chosen by more than 10, where that is spurious. */
  readonly overruled?: Overruled
  /** n, as the criteria took it. */
  readonly sampleSize: number
  /** What makes the criteria doubtful; empty as a rule. */
  readonly warnings: readonly SampleSizeWarning[]
  /** All of them, by components and then in the order of the structures. */
  readonly candidates: readonly Candidate[]
  /** The pairs that could not be fitted, and why. */
  readonly failures: readonly { components: number; covariance: CovarianceName; error: MixturaError }[]
}

/** A candidate that the criterion alone would have chosen, and why it was not. */
export interface Overruled {
  /** It has the least of the criterion. */
  readonly candidate: Candidate
  /** Its spurious components. */
  readonly by: readonly SpuriousComponent[]
  /** What the best candidate has more of the criterion. */
  readonly cost: number
}

/** A verdict that costs more of the criterion than this is told: 10 is strong evidence (Kass & Raftery 1995). */
const TELLING_COST = 10

/**
 * Fits every number of components with every structure and chooses by a criterion.
 * @throws MixturaError on bad points or options, before any work; the first failure where nothing could be fitted
 *
 * @example
 * const truth = new GaussianMixture({ weights: [0.5, 0.5], means: [[0], [9]], covariances: [[[1]], [[1]]] })
 * const { best, candidates } = selectModel(truth.sample(200).points, { components: [1, 2, 3] })
 * [best.components, best.covariance, candidates.length] // → [ 2, 'EII', 6 ]
 */
export function selectModel(points: Points, options: SelectOptions = {}): Selection {
  const { components, covariances, criterion, sampleSize, onProgress, deadline, ...rest } =
    checkOptions<CheckedSelection>(options, checks)
  const signal = endedBy(deadline, rest.signal) ?? rest.signal
  const dataset = Dataset.from(points, { sampleWeights: rest.sampleWeights })
  const n = sampleSizeOf(dataset, sampleSize)
  const structures = covariances ?? (dataset.dimension === 1 ? (['EII', 'VII'] as const) : familyNames)
  const fitOptions = { ...rest, sampleWeights: undefined, signal }

  const candidates: Candidate[] = []
  const failures: Selection['failures'][number][] = []
  const total = components.length * structures.length
  for (const k of components) {
    // Poorer structures first, whatever the order asked for, so that richer ones can start from their solutions.
    const solved = new Map<CovarianceName, FitResult>()
    for (const covariance of byFreedom(structures, k, dataset.dimension)) {
      if (signal?.aborted) break
      onProgress?.({ done: candidates.length + failures.length, total, components: k, covariance })
      try {
        const result = fitFromAll(dataset, { ...fitOptions, components: k, covariance }, solved)
        solved.set(covariance, result)
        candidates.push(
          candidateOf(dataset, result, covariance, {
            sampleSize: n,
            engine: rest.engine,
            deterministic: rest.deterministic,
          }),
        )
      } catch (error) {
        if (!(error instanceof MixturaError)) throw error
        failures.push({ components: k, covariance, error })
      }
    }
  }
  const place = ({ components: k, covariance }: Candidate): number =>
    components.indexOf(k) * structures.length + structures.indexOf(covariance)
  candidates.sort((a, b) => place(a) - place(b))
  const best = chooseBest(candidates, criterion, failures)
  const mostParameters = candidates.reduce((most, { parameterCount }) => Math.max(most, parameterCount), 0)
  const warning = sampleSizeWarning(dataset, sampleSize, mostParameters)
  return {
    criterion,
    best,
    ...overruledBy(best, candidates, criterion),
    sampleSize: n,
    warnings: warning ? [warning] : [],
    candidates,
    failures,
  }
}

type CheckedSelection = Omit<EmOptions, 'covariance' | 'fixed'> &
  Required<EngineOptions> & {
    components: readonly number[]
    covariances: readonly CovarianceName[] | undefined
    criterion: Criterion
    sampleSize: SampleSize
    restarts: number
    seed: number
    sampleWeights: ArrayLike<number> | undefined
    onProgress: SelectOptions['onProgress']
    signal: Abortable | undefined
    deadline: Deadline | undefined
  }

const { covariance: _chosenHere, fixed: _ofOneModel, ...runChecks } = emOptionChecks

const checks = {
  ...runChecks,
  ...engineChecks,
  components: (value: unknown = [1, 2, 3, 4, 5, 6, 7, 8, 9]) => checkList('components', value, componentCount),
  covariances: (value: unknown) =>
    value === undefined ? undefined : checkList('covariances', value, oneOf('covariances', covarianceNames, 'full')),
  criterion: oneOf<Criterion>('criterion', ['bic', 'aic', 'icl'], 'bic'),
  sampleSize: checkSampleSize,
  restarts: wholeNumber('restarts', 1, 1),
  seed,
  sampleWeights: (value: unknown) => value as ArrayLike<number> | undefined,
  onProgress: callback<NonNullable<SelectOptions['onProgress']>>('onProgress'),
  signal: abortable,
  deadline: checkDeadline,
}

function checkList<T>(name: string, value: unknown, check: (entry: unknown) => T): T[] {
  if (Array.isArray(value) && value.length > 0 && !Array.from(value).includes(undefined)) return value.map(check)
  throw badOption(name, value, 'Give an array with at least one entry and without holes.')
}

function byFreedom(structures: readonly CovarianceName[], k: number, d: number): CovarianceName[] {
  const freedom = (name: CovarianceName): number => covarianceParameterCount(name, k, d)
  return structures.slice().sort((a, b) => freedom(a) - freedom(b))
}

/** The best from the structure's own starts and from the solutions of the structures nested in it. */
function fitFromAll(
  dataset: Dataset,
  options: FitOptions & { covariance: CovarianceName },
  solved: ReadonlyMap<CovarianceName, FitResult>,
): FitResult {
  const { family } = structureOf(options.covariance)
  let best = fit(dataset, options)
  for (const [poorer, { model }] of solved) {
    if (!isNested(structureOf(poorer).family, family)) continue
    const grown = fit(dataset, { ...options, init: model, restarts: 1 })
    if (isBetter(standingOf(grown), standingOf(best))) best = grown
  }
  return best
}

function standingOf({ finalLml, heldUp }: FitResult): Parameters<typeof isBetter>[0] {
  return { objective: finalLml, isHeldUp: heldUp.length > 0 }
}

function candidateOf(
  dataset: Dataset,
  result: FitResult,
  covariance: CovarianceName,
  counted: Required<EngineOptions> & { sampleSize: number },
): Candidate {
  const { sampleSize, ...engine } = counted
  const { model, iterations, converged, events } = result
  return {
    components: model.componentCount,
    covariance,
    model,
    logLikelihood: model.lml(dataset, engine) * sampleSize,
    parameterCount: model.parameterCount,
    aic: model.aic(dataset, counted),
    bic: model.bic(dataset, counted),
    icl: model.icl(dataset, counted),
    iterations,
    converged,
    events,
    spurious: result.spurious,
  }
}

function chooseBest(
  candidates: readonly Candidate[],
  criterion: Criterion,
  failures: Selection['failures'],
): Candidate {
  const sound = candidates.filter(({ spurious }) => spurious.length === 0)
  const eligible = sound.length > 0 ? sound : candidates
  if (eligible.length === 0) throw failures[0]?.error ?? nothingFitted()
  return eligible.reduce((a, b) => (b[criterion] < a[criterion] ? b : a))
}

function overruledBy(
  best: Candidate,
  candidates: readonly Candidate[],
  criterion: Criterion,
): Pick<Selection, 'overruled'> {
  const candidate = candidates.reduce((a, b) => (b[criterion] < a[criterion] ? b : a), best)
  const cost = best[criterion] - candidate[criterion]
  return cost > TELLING_COST ? { overruled: { candidate, by: candidate.spurious, cost } } : {}
}

function nothingFitted(): MixturaError {
  return new MixturaError('bad-option', {
    cause: 'The selection was aborted before its first fit.',
    remedy: 'Let it go on for at least one candidate.',
  })
}
