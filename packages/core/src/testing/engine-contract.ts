import { Dataset } from '../dataset.ts'
import { runEmAsync } from '../em.ts'
import type { EStepEngine, ScoringParameters } from '../engine.ts'
import { MixturaError } from '../errors.ts'
import type { MaybePromise } from '../host.ts'
import { atOnce } from '../in-parts.ts'
import { startFrom } from '../initialize.ts'
import { createJsEngine } from '../js-engine.ts'
import { usualEngine } from '../bind.ts'
import { checkOptions, emOptionChecks } from '../options.ts'
import { responsibilitiesInto } from '../predict.ts'
import type { SufficientStatistics } from '../statistics.ts'
import type { CovarianceName } from '../structures/structures.ts'
import { createProblem, type Problem, type ProblemSpec } from './problems.ts'
import { referenceStatistics, type Reference } from './reference.ts'

/** Binds a fresh engine to a data set. */
export type EngineFactory = (dataset: Dataset) => MaybePromise<EStepEngine>

/** One check of the contract. */
export interface ContractCase {
  readonly name: string
  /** Rejects with what is wrong. */
  readonly run: () => Promise<void>
}

/**
 * What every E-step engine must do, one named case a promise, for any test runner:
 *
 * @example
 * test.each(engineContract(createJsEngine))('$name', ({ run }) => run())
 */
export function engineContract(create: EngineFactory): readonly ContractCase[] {
  const statistics = Object.entries(statisticsCases).map(([name, specs]) => ({
    name: `statistics: ${name}`,
    run: async () => {
      for (const spec of specs) await checkStatistics(create, spec)
    },
  }))
  return [
    ...statistics,
    { name: 'says what it is bound to', run: () => checkBinding(create) },
    { name: 'gives the same bits again', run: () => checkRepetition(create) },
    { name: 'whatever it learns about the rows changes no answer', run: () => checkFarComponents(create) },
    { name: 'keeps nothing it is handed or hands out', run: () => checkOwnership(create) },
    { name: 'a component of weight 0 gets no share', run: () => checkWeightlessComponent(create) },
    {
      name: 'a row that no component reaches is an error',
      run: () => checkUnderflow(create),
    },
    { name: 'traces of 50 iterations', run: () => checkTraces(create) },
    { name: 'responsibilities, where offered', run: () => checkResponsibilities(create) },
  ]
}

/** Of a sum's natural scale. */
const TOLERANCE = 1e-12
/** Of the lml over 50 iterations, against plain JavaScript's. */
const TRACE_TOLERANCE = 1e-9

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** Every combination, in both forms. */
function specs(n: number[], d: number[], k: number[], rest: Partial<ProblemSpec> = {}): ProblemSpec[] {
  const forms = ['triangular', 'diagonal'] as const
  return n.flatMap((n) => d.flatMap((d) => k.flatMap((k) => forms.map((form) => ({ n, d, k, form, ...rest })))))
}

const statisticsCases: Record<string, ProblemSpec[]> = {
  'N = 1': specs([1], [1, 2, 3, 4, 5, 9], [1, 3]),
  'N around powers of two': specs([...range(2, 9), 31, 32, 33, 63, 64, 65, 127, 128, 129, 257], [1, 2, 3, 5, 20], [3]),
  'N of several thousand': specs([4095, 4096, 4097, 8300], [2, 5], [2]),
  'D = 1 … 130': specs([21], [...range(1, 24), 31, 32, 33, 47, 48, 49, 63, 64, 65, 96, 127, 128, 129, 130], [2]),
  'K = 1 … 64 and more components than rows': specs([150], [2, 5], [...range(1, 8), 15, 16, 17, 33, 63, 64, 300]),
  'sample weights, some of them 0': specs([130, 515], [1, 2, 3, 4, 7], [3], { weighted: true }),
  'offset 1e8': specs([300], [1, 2, 3, 4, 9], [3], { offset: 1e8 }),
  'offset −1e8': specs([300], [1, 2, 3, 4, 9], [3], { offset: -1e8 }),
  'clusters 1e6 standard deviations apart': specs([300], [1, 2, 3, 4, 9], [3], { separation: 1e6 }),
  'clusters 300 standard deviations apart': specs([300], [1, 2, 3, 4, 9], [3], { separation: 300 }),
  'rows 100 standard deviations away': specs([300], [1, 2, 3, 4, 9], [3], { outliers: 100 }),
  'scale 1e-6': specs([300], [1, 2, 3, 4, 9], [3], { scale: 1e-6 }),
  'scale 1e6': specs([300], [1, 2, 3, 4, 9], [3], { scale: 1e6 }),
}

/** References are slow to compute and the same for every engine. */
const references = new Map<string, Problem & Reference>()

function referenceOf(spec: ProblemSpec): Problem & Reference {
  const key = JSON.stringify(spec)
  let found = references.get(key)
  if (!found) {
    const problem = createProblem(spec)
    found = { ...problem, ...referenceStatistics(problem.dataset, problem.scoring) }
    references.set(key, found)
  }
  return found
}

async function checkStatistics(create: EngineFactory, spec: ProblemSpec): Promise<void> {
  const { dataset, scoring } = referenceOf(spec)
  const engine = await create(dataset)
  checkAnswer(await engine.eStep(scoring), spec)
  await engine.dispose?.()
}

function checkAnswer({ form, centers, sums }: SufficientStatistics, spec: ProblemSpec): void {
  const { scoring, statistics, scale } = referenceOf(spec)
  const expected = statistics.sums
  if (form !== statistics.form) throw new Error(`The moments are ${form}, not ${statistics.form}.`)
  if (!sameNumbers(centers, scoring.means)) throw new Error('The moments are not about the means.')
  if (sums.length !== expected.length) throw new Error(`There are ${sums.length} sums, not ${expected.length}.`)
  for (let i = 0; i < sums.length; i++) {
    const error = Math.abs(sums[i]! - expected[i]!) / scale[i]!
    if (error <= TOLERANCE || sums[i] === expected[i]) continue
    throw new Error(`Sum ${i} is ${sums[i]}, not ${expected[i]} (${error} of its scale) for ${JSON.stringify(spec)}.`)
  }
}

const small: ProblemSpec = { n: 300, d: 3, k: 4, form: 'triangular', weighted: true }

async function checkBinding(create: EngineFactory): Promise<void> {
  const { dataset } = createProblem(small)
  const engine = await create(dataset)
  const { name, sampleCount, dimension, weightTotal } = engine
  await engine.dispose?.()
  if (name === '') throw new Error('The engine has no name.')
  if (sampleCount !== 300 || dimension !== 3 || weightTotal !== dataset.weightTotal) {
    throw new Error(`It says it holds ${sampleCount} × ${dimension} of weight ${weightTotal}.`)
  }
}

async function checkRepetition(create: EngineFactory): Promise<void> {
  for (const spec of [small, { ...small, n: 9000 }, { ...small, d: 9 }]) {
    const { dataset, scoring } = createProblem(spec)
    const others = [createProblem({ ...spec, k: 2 }), createProblem({ ...spec, k: 70, form: 'diagonal' })]
    const engine = await create(dataset)
    const first = await engine.eStep(scoring)
    for (const other of others) await engine.eStep(other.scoring)
    const second = await engine.eStep(scoring)
    await engine.dispose?.()
    const again = await create(dataset)
    const third = await again.eStep(scoring)
    await again.dispose?.()
    if (!sameNumbers(first.sums, second.sums)) throw new Error('The second answer differs from the first.')
    if (!sameNumbers(first.sums, third.sums)) throw new Error('A second engine answers differently.')
  }
}

/** Most components do not count for most rows: an engine may find that out, and go about its work in another order. */
async function checkFarComponents(create: EngineFactory): Promise<void> {
  for (const weighted of [false, true]) {
    const spec: ProblemSpec = { n: 1501, d: 9, k: 5, form: 'triangular', separation: 20, weighted }
    const { dataset, scoring } = referenceOf(spec)
    const engine = await create(dataset)
    const twin = await create(dataset)
    for (let call = 0; call < 12; call++) {
      const answer = await engine.eStep(scoring)
      checkAnswer(answer, spec)
      if (sameNumbers(answer.sums, (await twin.eStep(scoring)).sums)) continue
      throw new Error('A second engine, asked the same, answers differently.')
    }
    const shares = new Float64Array(4 * 5)
    const fresh = new Float64Array(4 * 5)
    await engine.responsibilities?.(scoring, 700, 704, shares)
    const untaught = await create(dataset)
    await untaught.responsibilities?.(scoring, 700, 704, fresh)
    if (!sameNumbers(shares, fresh)) throw new Error('Responsibilities are not those of the rows asked for.')
    for (const each of [engine, twin, untaught]) await each.dispose?.()
  }
}

async function checkOwnership(create: EngineFactory): Promise<void> {
  const { dataset, scoring } = createProblem(small)
  const before = structuredCopy(scoring)
  const engine = await create(dataset)
  const first = await engine.eStep(scoring)
  const sums = first.sums.slice()
  await engine.eStep(createProblem({ ...small, k: 2 }).scoring)
  await engine.dispose?.()
  if (!sameNumbers(first.sums, sums)) throw new Error('An answer changed after it was given.')
  const kept = (['logConstants', 'means', 'precisionsCholesky'] as const).every((part) =>
    sameNumbers(before[part], scoring[part]),
  )
  if (!kept) throw new Error('The model handed in was changed.')
}

async function checkWeightlessComponent(create: EngineFactory): Promise<void> {
  const { dataset, scoring } = createProblem(small)
  const logConstants = scoring.logConstants.slice()
  logConstants[1] = -Infinity
  const engine = await create(dataset)
  const { effectiveCounts, logLikelihood } = await engine.eStep({ ...scoring, logConstants })
  await engine.dispose?.()
  const expected = createJsEngine(dataset).eStep({ ...scoring, logConstants })
  if (effectiveCounts[1] !== 0) throw new Error(`Its count is ${effectiveCounts[1]}.`)
  const gap = Math.abs(logLikelihood - expected.logLikelihood)
  if (!(gap <= TOLERANCE * Math.abs(logLikelihood))) throw new Error(`The log-likelihood is off by ${gap}.`)
}

async function checkUnderflow(create: EngineFactory): Promise<void> {
  const { dataset, scoring } = createProblem({ ...small, n: 5000 })
  const { dimension, sampleWeights } = dataset
  const values = dataset.values.slice()
  values[4321 * dimension + 1] = 1e74
  const narrow = scoring.precisionsCholesky.map((u) => u * 1e90)
  const engine = await create(Dataset.from(values, { dimension, sampleWeights }))
  const error = await Promise.resolve()
    .then(() => engine.eStep({ ...scoring, precisionsCholesky: narrow }))
    .catch((reason: unknown) => reason)
  if (!(error instanceof MixturaError) || error.code !== 'density-underflow' || error.value !== 4321) {
    throw new Error(`The answer is ${String(error)}.`)
  }
  const { logLikelihood } = await engine.eStep(scoring)
  await engine.dispose?.()
  if (!(logLikelihood < 0)) throw new Error(`After the error the log-likelihood is ${logLikelihood}.`)
}

async function checkTraces(create: EngineFactory): Promise<void> {
  for (const covariance of ['full', 'tied', 'diag', 'spherical'] as const) {
    for (const d of [2, 5]) {
      const { dataset } = createProblem({ n: 700, d, k: 3, form: 'triangular', separation: 1.5, weighted: true })
      const engine = await create(dataset)
      const actual = await trace(engine, dataset, covariance)
      await engine.dispose?.()
      const expected = await trace(createJsEngine(dataset), dataset, covariance)
      const worst = expected.reduce((most, lml, i) => Math.max(most, Math.abs(lml - actual[i]!)), 0)
      if (expected.length !== 51 || !(worst <= TRACE_TOLERANCE)) {
        throw new Error(`${covariance}, D = ${d}: lml differs by ${worst} over ${actual.length} frames.`)
      }
    }
  }
}

async function trace(engine: EStepEngine, dataset: Dataset, covariance: CovarianceName): Promise<number[]> {
  const options = checkOptions({ covariance, tolerance: 0, maxIterations: 50, regularization: 1e-6 }, emOptionChecks)
  const spec = { components: 3, init: 'random', ...usualEngine, seed: 1, covariance, regularization: 1e-6 } as const
  const start = atOnce(startFrom(dataset, spec))
  const lml: number[] = []
  for await (const frame of runEmAsync(engine, start, options)) lml.push(frame.lml)
  return lml
}

async function checkResponsibilities(create: EngineFactory): Promise<void> {
  for (const d of [1, 2, 3, 4, 9]) {
    for (const form of ['triangular', 'diagonal'] as const) {
      const { dataset, scoring } = createProblem({ ...small, d, form })
      const engine = await create(dataset)
      const out = new Float64Array(4 * (287 - 101))
      if (!engine.responsibilities) return
      await engine.responsibilities(scoring, 101, 287, out)
      await engine.dispose?.()
      const expected = responsibilitiesInto(scoring, dataset, new Float64Array(4 * 300)).subarray(4 * 101, 4 * 287)
      const worst = expected.reduce((most, r, i) => Math.max(most, Math.abs(r - out[i]!)), 0)
      if (!(worst <= TOLERANCE)) throw new Error(`They differ by ${worst} with D = ${d}, ${form}.`)
    }
  }
}

function structuredCopy({ form, logConstants, means, precisionsCholesky }: ScoringParameters): ScoringParameters {
  return {
    form,
    logConstants: logConstants.slice(),
    means: means.slice(),
    precisionsCholesky: precisionsCholesky.slice(),
  }
}

function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]))
}
