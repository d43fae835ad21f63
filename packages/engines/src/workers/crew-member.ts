import type { ScoringParameters, SyncEStepEngine } from '@mixtura/core'
import { createHand, runStart, type Hand, type Run } from '@mixtura/core/remote'
import {
  COMPONENTS,
  DONE,
  endSession,
  GOING,
  IS_DIAGONAL,
  LEFT,
  OVER,
  PAIRS,
  PRUNE,
  ROOM,
  STATE,
  STEP,
  TICKET,
  UNDEFINED,
  type Crew,
} from './crew-control.ts'
import { now } from './host.ts'
import { unpackInit } from './packed-init.ts'
import { packRun, unpackStart } from './packed-parameters.ts'
import type { LeadTask, Result } from './protocol.ts'

/** Looks at a number, up to 0.3 ms' worth, before a worker goes to sleep over it: waking up takes longer. */
const LOOKS = 20_000
/** Milliseconds after which one who sleeps looks for himself. */
const NAP = 50
/** Milliseconds of a run after which others have their turn. */
const TURN = 100

/** One worker of a crew, which leads it or helps. */
export class CrewMember {
  readonly #crew: Crew
  readonly #hand: Hand
  /** The leader's alone: it knows how the rows are sorted. */
  readonly #engine: SyncEStepEngine
  #run: Generator<undefined, Run, void> | undefined
  /** Always the same, so that a late-comer does not write where others are by now. */
  #room = 0
  #control!: Int32Array

  constructor(crew: Crew) {
    this.#crew = crew
    this.#hand = createHand(crew.rows)
    this.#engine = this.#hand.createEngine((scoring, prune, _, sums) => this.#sumRows(scoring, prune, sums))
  }

  /** Takes part in the E-steps of a session until it is over. `place` is this worker's among the others, from 1 on. */
  help(control: Int32Array, place: number): void {
    this.#control = control
    for (let step = 0; ; step = Atomics.load(control, STEP)) {
      if (step > 0) {
        this.#take(this.#model(), place)
        this.#takeUnits(step)
      }
      while (Atomics.load(control, STEP) === step && this.#isGoing()) awaitChange(control, STEP, step)
      if (!this.#isGoing()) return
    }
  }

  /** Leads a session, and answers what it is for. @throws MixturaError */
  lead(control: Int32Array, task: LeadTask): Result {
    this.#control = control
    try {
      if (task === 'go on') return this.#goOn()
      if ('options' in task || task.beginsRun) this.#engine.beginRun?.()
      if ('eStep' in task) {
        const { sums } = this.#engine.eStep(task.eStep)
        return { sums: [{ first: 0, count: this.#crew.starts.length, sums }], engine: this.#engine.name }
      }
      this.#run = this.#start(task)
      return this.#goOn()
    } finally {
      endSession(control, OVER)
    }
  }

  #start({ options, start, index }: Extract<LeadTask, { start: unknown }>): Generator<undefined, Run, void> {
    const isGoing = (): boolean => this.#isGoing()
    const signal = {
      get aborted() {
        return !isGoing()
      },
    }
    return runStart({ ...options, init: unpackInit(options.init), signal }, index, unpackStart(start), this.#engine)
  }

  #goOn(): Result {
    const begun = now()
    for (;;) {
      const { done, value } = this.#run!.next()
      if (done) return { run: packRun(value) }
      if (now() - begun > TURN && this.#isGoing()) return { isPaused: true }
    }
  }

  #sumRows(scoring: ScoringParameters, prune: boolean, sums: Float64Array): { left: number; undefinedRow: number } {
    const control = this.#control
    const step = control[STEP]! + 1
    control[COMPONENTS] = scoring.logConstants.length
    control[IS_DIAGONAL] = scoring.form === 'diagonal' ? 1 : 0
    control[ROOM] = this.#room ||= this.#hand.roomFor(scoring)
    const { logConstants, means, precisionsCholesky } = this.#model()
    logConstants.set(scoring.logConstants)
    means.set(scoring.means)
    precisionsCholesky.set(scoring.precisionsCholesky)
    control[PRUNE] = prune ? 1 : 0
    control.fill(0, LEFT, UNDEFINED + 1)
    control.fill(0, PAIRS)
    Atomics.store(control, TICKET, step << 8)
    Atomics.store(control, STEP, step)
    Atomics.notify(control, STEP)

    this.#take(scoring, 0)
    this.#takeUnits(step)
    while (Atomics.load(control, DONE) < step && this.#isGoing()) awaitChange(control, DONE, step - 1)
    if (!this.#isGoing()) throw new Error('The session was called off.')
    this.#hand.read(0, sums)
    return { left: control[LEFT]!, undefinedRow: control[UNDEFINED]! - 1 }
  }

  #take(model: ScoringParameters, place: number): void {
    const { starts, sumsBytes } = this.#crew
    this.#hand.take(model, starts.length * sumsBytes + place * this.#control[ROOM]!)
  }

  /** The one that is under way, where all can read it. */
  #model(): ScoringParameters {
    const { rows, model } = this.#crew
    const k = this.#control[COMPONENTS]!
    const isDiagonal = this.#control[IS_DIAGONAL] === 1
    const means = k + k * rows.dimension
    const end = means + k * rows.dimension * (isDiagonal ? 1 : rows.dimension)
    return {
      form: isDiagonal ? 'diagonal' : 'triangular',
      logConstants: model.subarray(0, k),
      means: model.subarray(k, means),
      precisionsCholesky: model.subarray(means, end),
    }
  }

  #takeUnits(step: number): void {
    const control = this.#control
    while (this.#isGoing()) {
      const ticket = Atomics.load(control, TICKET)
      const unit = ticket & 0xff
      if (ticket >> 8 !== step || unit === this.#crew.starts.length) return
      if (Atomics.compareExchange(control, TICKET, ticket, ticket + 1) !== ticket) continue
      this.#sumUnit(unit)
      this.#enterSums(unit, step)
    }
  }

  #sumUnit(unit: number): void {
    const { rows, starts, sumsBytes } = this.#crew
    const control = this.#control
    const end = starts[unit + 1] ?? rows.sampleCount
    const prune = control[PRUNE] === 1
    const { left, undefinedRow } = this.#hand.sum(starts[unit]!, end, prune, unit * sumsBytes, () => this.#isGoing())
    Atomics.add(control, LEFT, left)
    if (undefinedRow < 0) return
    let first = Atomics.load(control, UNDEFINED)
    while (first === 0 || first > undefinedRow + 1) {
      Atomics.compareExchange(control, UNDEFINED, first, undefinedRow + 1)
      first = Atomics.load(control, UNDEFINED)
    }
  }

  /**
   * Enters a unit's sums in a tournament: who is the second of a pair to arrive adds the later sums to the earlier, and goes
   * on to the next round for both. Whoever comes when, the same additions are made.
   */
  #enterSums(unit: number, step: number): void {
    const control = this.#control
    const { starts, sumsBytes } = this.#crew
    let place = unit
    let pairs = PAIRS
    let round = 0
    for (let count = starts.length; count > 1; count = (count + 1) >> 1) {
      const [left, right] = [place & ~1, place | 1]
      if (right < count) {
        if (Atomics.add(control, pairs + (place >> 1), 1) === 0) return
        this.#hand.add((left << round) * sumsBytes, (right << round) * sumsBytes)
      }
      pairs += (count + 1) >> 1
      place >>= 1
      round++
    }
    Atomics.store(control, DONE, step)
    Atomics.notify(control, DONE)
  }

  #isGoing(): boolean {
    return Atomics.load(this.#control, STATE) === GOING
  }
}

/** Waits, for a short while at most, until it is another number. */
function awaitChange(control: Int32Array, place: number, from: number): void {
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(control, place) !== from) return
  Atomics.wait(control, place, from, NAP)
}
