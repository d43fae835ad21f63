import {
  MixturaError,
  SufficientStatistics,
  type Dataset,
  type ScoringParameters,
  type EStepEngine,
} from '@mixtura/core'
import { prepareFor, shareRows, STEP_ROWS, type Run, type SharedRows, type Start } from '@mixtura/core/remote'
import type { AbortSignalLike } from './abort-signal.ts'
import { CALLED_OFF, createControl, endSession, STATE, STEP, type Crew } from './crew-control.ts'
import { after, nextTurn } from './host.ts'
import { packStart, unpackRun } from './packed-parameters.ts'
import { failed, type Pool } from './pool.ts'
import { plain, type CrewTask, type LeadTask, type Result, type SentOptions } from './protocol.ts'
import { sumsLength } from './sums-length.ts'

/** Workers that have all rows in common, and take a share of each E-step whenever they are ready for more. */
export interface CrewEngine extends EStepEngine {
  /** Nothing may be asked afterwards; the memory serves the next crew of the pool. */
  dispose(): Promise<void>
  /** Workers that take part. */
  readonly threads: number
  /** @throws MixturaError `density-underflow`, `engine-failed` */
  eStep(scoring: ScoringParameters): Promise<SufficientStatistics>
  /**
   * EM from a start of a fit, on the workers alone: between two E-steps no message travels.
   * @throws MixturaError where EM cannot go on, and `engine-failed`
   */
  run(options: SentOptions, start: Start, index: number): Promise<Run>
}

/** Which workers of the pool, and by what number they know the rows. */
export interface CrewOptions {
  readonly threads: number
  /** As many as a model has at most. */
  readonly components: number
  readonly binding: number
  /** Once aborted, an E-step is rejected with its reason, and a run ends with the model that it has, if it has one. */
  readonly signal: AbortSignalLike | undefined
}

/** Units of the usual size: few enough for their sums to be added in no time. */
const MOST_UNITS = 32
const USUAL_UNIT_ROWS = 1024
/** The last are smaller, so that workers of unlike speed end together: of what is left, such a share each. */
const SHARE_OF_REST = 1 / 8
const SMALLEST_SHARE = 1 / 4
/** What the sums of all units may take: so many bytes, or an eighth of the rows. */
const SUMS_BYTES = 2 ** 24
const FEWEST_UNITS = 4
/** For the first answer to an aborted signal, in milliseconds: a worker that is only starting has none. */
const GRACE = 40
/** What a thread has of a model: so many times its numbers, roughly, and rather too much. */
const NUMBERS_OF_MODEL = 4
/** Of addresses, as JavaScript is told them. */
const MOST_BYTES = 2 ** 31
/** Crews of which a worker may end until it is given up. */
const ATTEMPTS = 3

/** A worker has ended in the middle, or the leader between two sessions. */
class BrokenCrew extends Error {}

/**
 * Lays the rows out in memory that the workers share.
 * @returns undefined where there is no such memory
 */
export async function createCrew(pool: Pool, dataset: Dataset, options: CrewOptions): Promise<CrewEngine | undefined> {
  const { binding, signal } = options
  const { sampleCount, dimension, weightTotal } = dataset
  const threads = Math.min(options.threads, pool.threads, Math.ceil(sampleCount / USUAL_UNIT_ROWS))
  const ofModel = options.components * (dimension + 4) ** 2
  const aside = 8 * ofModel * (NUMBERS_OF_MODEL * threads + mostUnits(dataset, 8 * ofModel))
  if (8 * sampleCount * (dimension + 4) + aside > MOST_BYTES) return undefined
  let space = pool.takeSpace()
  let rows = await layOut()
  if (!rows) return undefined
  let crew: Crew | undefined
  /** What workers have been asked and may be at still. */
  const asked = new Set<Promise<unknown>>()
  let crews = 0
  /** Whether a leader knows how far it has come, and how the rows are sorted. */
  let isLed = false
  let hasAnswered = false
  /** Whether the next E-step is a run's first. */
  let beginsRun = false
  /** Whether nobody can be at the memory any more who has not answered. */
  let isSound = true

  async function layOut(): Promise<SharedRows | undefined> {
    const sharing = shareRows(dataset, aside, space?.rows)
    let step = sharing.next()
    for (; !step.done; step = sharing.next()) {
      await nextTurn()
      signal?.throwIfAborted()
    }
    return step.value
  }

  /** What breaks is done again, with rows laid out anew; so is what a crew has no room for. */
  async function withCrew<T>(scoring: ScoringParameters, use: (crew: Crew) => Promise<T>): Promise<T> {
    if (crew && !hasRoom(crew, scoring)) rows = crew = undefined
    for (let attempt = 1; ; attempt++) {
      rows ??= await layOut()
      if (!crew) {
        crew = gather(rows!, scoring, ++crews, space?.models)
        space = undefined
        isLed = hasAnswered = false
      }
      try {
        return await use(crew)
      } catch (error) {
        if (!(error instanceof BrokenCrew)) throw error
        rows = crew = undefined
        if (attempt === ATTEMPTS) throw failed('A worker has ended, again and again.')
      }
    }
  }

  /** Has the first worker lead and the others help, until it has answered. */
  async function session(crew: Crew, lead: LeadTask): Promise<Result> {
    const control = createControl(crew.starts.length)
    const callOff = (): void => endSession(control, CALLED_OFF)
    let problem: unknown
    const fail = (reason: unknown): void => {
      problem ??= reason
      callOff()
    }
    let giveUp = callOff
    const overdue = new Promise<never>((_, reject) => {
      giveUp = () => {
        // Of one that has begun there is a model to be had.
        const hasBegun = Atomics.load(control, STEP) !== 0
        callOff()
        after(GRACE, () => !hasAnswered && !hasBegun && reject(signal!.reason))
      }
    })
    signal?.addEventListener('abort', giveUp, { once: true })
    if (signal?.aborted) giveUp()
    try {
      const led = ask(0, { control, lead }, crew)
      for (let place = 1; place < threads; place++) ask(place, { control, help: place }, crew).catch(fail)
      const answer = await Promise.race([led, overdue])
      hasAnswered = true
      if (problem && !signal?.aborted && Atomics.load(control, STATE) === CALLED_OFF) throw problem
      return answer
    } catch (error) {
      callOff()
      if (signal?.aborted) throw signal.reason
      throw problem ?? error
    } finally {
      signal?.removeEventListener('abort', giveUp)
    }
  }

  function ask(seat: number, task: CrewTask, crew: Crew): Promise<Result> {
    const answer = askOnce(seat, task, crew)
    asked.add(answer)
    void answer.catch(() => (isSound = false)).finally(() => asked.delete(answer))
    return answer
  }

  async function askOnce(seat: number, task: CrewTask, crew: Crew): Promise<Result> {
    let isAsked = false
    const answer = await pool.ask(
      seat,
      (sent) => {
        // Beside blocks, which count from 0, and all rows, which are −1.
        const known = -1 - crew.number
        const isKnown = sent.has(known)
        // Another worker is asked when one has ended.
        if (isAsked || (seat === 0 && isLed && !isKnown)) throw new BrokenCrew()
        isAsked = true
        if (seat === 0) isLed = true
        sent.add(known)
        return { question: { binding, rows: [], engine: {}, task, crew: isKnown ? undefined : crew }, transfer: [] }
      },
      binding,
    )
    if ('failure' in answer) throw failed(`A worker has failed: ${answer.failure}`)
    if ('error' in answer) throw new MixturaError(answer.error.code, answer.error)
    return answer
  }

  return {
    name: 'workers/wasm',
    threads,
    sampleCount,
    dimension,
    weightTotal,
    async dispose() {
      await Promise.allSettled(asked)
      if (isSound && rows && crew) pool.keepSpace({ rows: rows.memory, models: crew.model.buffer as SharedArrayBuffer })
    },
    beginRun: () => void (beginsRun = true),
    eStep: (scoring) =>
      withCrew(scoring, async (crew) => {
        const answer = await session(crew, { eStep: plain(scoring), beginsRun })
        beginsRun = false
        const form = scoring.form === 'diagonal' ? 'diagonal' : 'full'
        const statistics = new SufficientStatistics(form, scoring.means, scoring.logConstants.length)
        statistics.sums.set((answer as Extract<Result, { sums: unknown }>).sums[0]!.sums)
        return statistics
      }),
    run: (options, start, index) =>
      withCrew(prepareFor(options.covariance ?? 'full', start.parameters), async (crew) => {
        let answer = await session(crew, { options, start: packStart(start), index })
        while ('isPaused' in answer) answer = await session(crew, 'go on')
        return unpackRun((answer as Extract<Result, { run: unknown }>).run)
      }),
  }
}

type Size = Pick<Dataset, 'sampleCount' | 'dimension'>

/** Units depend on the problem alone, and with them the bits. */
function gather(
  rows: SharedRows,
  scoring: ScoringParameters,
  number: number,
  used: SharedArrayBuffer | undefined,
): Crew {
  const { sampleCount } = rows
  const sumsBytes = 64 * Math.ceil(sumsLength(scoring) / 8)
  const starts = divide(sampleCount, Math.max(USUAL_UNIT_ROWS, sampleCount / mostUnits(rows, sumsBytes)))
  const forModel = lengthOf(scoring)
  const bytes = 8 * forModel
  const isFit = used && used.byteLength >= bytes && used.byteLength <= 4 * bytes
  const models = isFit ? used : new SharedArrayBuffer(bytes)
  return {
    number,
    rows,
    components: scoring.logConstants.length,
    model: new Float64Array(models, 0, forModel),
    starts,
    sumsBytes,
  }
}

function mostUnits({ sampleCount, dimension }: Size, sumsBytes: number): number {
  const affordable = Math.max(SUMS_BYTES, sampleCount * dimension) / sumsBytes
  return Math.min(MOST_UNITS, Math.max(FEWEST_UNITS, affordable))
}

/** Where units begin: of `usualRows` at first. */
function divide(sampleCount: number, usualRows: number): number[] {
  const usual = Math.ceil(usualRows / STEP_ROWS)
  const smallest = Math.ceil(usual * SMALLEST_SHARE)
  const starts: number[] = []
  for (let step = 0, rest = Math.ceil(sampleCount / STEP_ROWS); rest > 0;) {
    starts.push(STEP_ROWS * step)
    const steps = Math.max(smallest, Math.min(usual, Math.ceil(rest * SHARE_OF_REST)))
    step += steps
    rest -= steps
  }
  return starts
}

function hasRoom({ components, model }: Crew, scoring: ScoringParameters): boolean {
  return components >= scoring.logConstants.length && model.length >= lengthOf(scoring)
}

function lengthOf({ logConstants, means, precisionsCholesky }: ScoringParameters): number {
  return logConstants.length + means.length + precisionsCholesky.length
}
