import { accuracy, matchLabels, MixturaError, type GaussianMixture, type MaybePromise } from '@mixtura/core'
import type { Session, Snapshot } from '@mixtura/session'
import { students, type Data } from './data.ts'
import { assignSlots } from './slots.ts'
import { begin, Experiment, MAX_SEED, type Origin, type Rules, type Setup } from './experiment.ts'
import { withColumns } from './refusals.ts'
import { nearStart, startOf } from './rows.ts'

/** A collapse is a lesson here: the run stops there, and offers its ways out. */
const FIRST: Setup = {
  components: 3,
  init: 'kmeans',
  seed: 0,
  options: { covariance: 'full', regularization: 0, tolerance: 1e-6, maxIterations: 1000, onCollapse: 'error' },
}

/** The experiment on the page, those before it and those undone, and how new runs begin. */
export class Demo {
  /** Why the last change could not be made; what was there before it stays. */
  problem: MixturaError | undefined = $state.raw()
  /** A model being shaped by hand, shown in place of the run's until it is taken or dropped. */
  preview: GaussianMixture | undefined = $state.raw()
  /** Whether a change of data or a start is being made, which takes its time where the stones are many. */
  isPreparing: boolean = $state(false)

  #experiment: Experiment = $state.raw(first())
  #past: readonly Experiment[] = $state.raw([])
  #future: readonly Experiment[] = $state.raw([])
  /** The last change that was asked for. */
  #wanted: unknown

  get data(): Data {
    return this.#experiment.data
  }

  get session(): Session {
    return this.#experiment.store.session
  }

  get snapshot(): Snapshot {
    return this.#experiment.store.snapshot
  }

  /** Who computes, where it is not this thread alone. */
  get engineName(): string | undefined {
    return this.snapshot && this.#experiment.engineName
  }

  readonly #origin: Origin = $derived.by(() => this.#experiment.originOf(this.snapshot.run))

  /** How the current run began, and its rules. */
  get setup(): Setup {
    return this.#origin.setup
  }

  /** Whether the current run began from another model than its setup makes. */
  get isStartGiven(): boolean {
    return this.#origin.given || this.snapshot.run.forkedAt !== undefined
  }

  /** K: the palette index of each component of the displayed model. */
  readonly slots: readonly number[] = $derived.by(() => this.slotsOf(this.snapshot.frame.model))

  /** The palette index of each component of a model of this run; where components were dropped, they are told apart anew. */
  slotsOf(model: GaussianMixture): readonly number[] {
    const { slots } = this.#origin
    return slots.length === model.componentCount ? slots : assignSlots(model, this.data)
  }

  // Time

  get isAtEnd(): boolean {
    const { stopReason, cursor, lastCursor } = this.snapshot
    return stopReason !== undefined && cursor === lastCursor
  }

  /** At its end a run is played from its start again. */
  playOrPause(): void {
    if (this.snapshot.playing) return this.session.pause()
    if (this.isAtEnd) this.session.seek(0)
    this.session.play()
  }

  /** On to the end of the run, as many iterations a frame of the screen as it has time for, unless someone stops it. */
  async finish(): Promise<void> {
    const { session } = this
    const { id } = this.snapshot.run
    let cursor = -1
    let rested = performance.now()
    while (this.session === session && this.snapshot.run.id === id && this.snapshot.cursor > cursor) {
      ;({ cursor } = this.snapshot)
      if (this.isAtEnd) return
      await session.step()
      if (performance.now() - rested < 12) continue
      await new Promise(requestAnimationFrame)
      rested = performance.now()
    }
  }

  // New runs

  /** A fresh run on the same data: at once, or where the stones are many, when its start is made. */
  start(change: Partial<Setup> = {}): Promise<void> {
    const setup = { ...this.setup, ...change }
    return this.#attempt(
      () => withColumns(this.data.columns, () => startOf(this.data, setup)),
      (start) => {
        this.#experiment.reset(start, setup)
        this.#future = []
      },
    )
  }

  /** The same start under other rules. */
  rule(change: Partial<Rules>): void {
    void this.start({ options: { ...this.setup.options, ...change } })
  }

  /** On from the displayed model under other rules. */
  goOn(change: Partial<Rules>): void {
    const setup = { ...this.setup, options: { ...this.setup.options, ...change } }
    this.#attemptNow(() => {
      this.#experiment.reset({ model: this.snapshot.frame.model, events: [] }, setup, this.slots)
      this.#future = []
    })
    this.session.play()
  }

  /** The present run again, from where it or what it was forked from began. */
  restart(): void {
    this.#attemptNow(() => {
      this.#experiment.restart()
      this.#future = []
    })
  }

  /** The same kind of start with the next seed. */
  newStart(): void {
    void this.start({ seed: (this.setup.seed + 1) % (MAX_SEED + 1) })
  }

  /** A run from a model made by hand; where an E-step was seen, so is the new model's. */
  edit(model: GaussianMixture): void {
    const { cursor } = this.snapshot
    this.#attemptNow(() => {
      this.session.edit(model)
      if (cursor > 0) void this.session.stepHalf()
      this.#experiment.redoable = 0
      this.#future = []
    })
  }

  // New data

  /** A fresh run on other data: from what the setup makes, or from a given model. */
  load(data: MaybePromise<Data>, change: Partial<Setup> = {}, model?: GaussianMixture): Promise<void> {
    const setup = { ...this.setup, ...change }
    const start = model && { model, events: [] }
    const beginOn = (loaded: Data): MaybePromise<Experiment> =>
      withColumns(loaded.columns, () =>
        begin(loaded, setup, start && { start, slots: assignSlots(start.model, loaded) }),
      )
    return this.#attempt(
      () => (data instanceof Promise ? data.then(beginOn) : beginOn(data)),
      (experiment) => this.#enter(experiment),
    )
  }

  /** A fresh run on the same data by the rules that a visitor meets first, whatever state the present one is in. */
  startOver(): Promise<void> {
    return this.#attempt(
      () => begin(this.data, FIRST),
      (experiment) => this.#enter(experiment),
    )
  }

  /** Whether stones can be changed by hand: what is not drawn cannot be caught. */
  get canEditStones(): boolean {
    return this.data.drawn === this.data.dataset
  }

  /** Goes on from the displayed model on edited data, which `edit` makes, or throws. */
  replaceData(edit: () => Data): void {
    const { frame, cursor } = this.snapshot
    const given = { start: { model: frame.model, events: [] }, slots: this.slots }
    void this.#attempt(
      () => begin(edit(), this.setup, given),
      (experiment) => {
        this.#enter(experiment)
        if (cursor > 0) void this.session.stepHalf()
      },
    )
  }

  // Undo

  get canUndo(): boolean {
    return this.snapshot.canUndo || this.#past.length > 0
  }

  get canRedo(): boolean {
    return (this.snapshot.canRedo && this.#experiment.redoable > 0) || this.#future.length > 0
  }

  /** Takes back the last edit, start or change of data. */
  undo(): void {
    this.#forgetWanted()
    if (this.snapshot.canUndo) {
      this.#experiment.redoable++
      this.session.undo()
    } else if (this.#past.length > 0) {
      const next = this.#past.at(-1)!
      this.#past = this.#past.slice(0, -1)
      this.#future = [this.#leave(), ...this.#future]
      this.#experiment = next
    }
    this.problem = undefined
  }

  redo(): void {
    this.#forgetWanted()
    if (this.#experiment.redoable > 0) {
      this.#experiment.redoable--
      this.session.redo()
    } else if (this.#future.length > 0) {
      const next = this.#future[0]!
      this.#future = this.#future.slice(1)
      this.#past = [...this.#past, this.#leave()]
      this.#experiment = next
    }
  }

  /** How a model agrees with the truth on the stones that are drawn, after matching its labels. */
  agreement(model: GaussianMixture): { matched: Int32Array; accuracy: number } | undefined {
    if (!this.data.truth) return undefined
    const { labels: truth } = this.data.truth
    const labels = model.predict(this.data.drawn)
    const matched = matchLabels(truth, labels)
    return {
      matched,
      accuracy: accuracy(
        truth,
        labels.map((label) => matched[label]!),
      ),
    }
  }

  #enter(experiment: Experiment): void {
    this.#experiment.redoable = 0
    this.#past = [...this.#past, this.#leave()]
    this.#future = []
    this.#experiment = experiment
  }

  /** Stills the experiment on the page. */
  #leave(): Experiment {
    this.session.pause()
    this.#experiment.release()
    return this.#experiment
  }

  /** Makes what a change needs and then the change, unless another was asked for meanwhile; or says why not. */
  async #attempt<T extends object>(make: () => MaybePromise<T>, change: (made: T) => void): Promise<void> {
    this.#forgetWanted()
    const wanted = (this.#wanted = {})
    try {
      let made = make()
      if (made instanceof Promise) {
        this.isPreparing = true
        made = await made
        if (wanted !== this.#wanted) return
        this.isPreparing = false
      }
      change(made)
      this.problem = undefined
    } catch (error) {
      if (wanted !== this.#wanted) return
      this.isPreparing = false
      if (!(error instanceof MixturaError)) throw error
      this.problem = error
    }
  }

  /** Makes a change at once, or says why not. */
  #attemptNow(change: () => void): void {
    void this.#attempt(() => ({}), change)
  }

  /** What is still being made is not wanted any more. */
  #forgetWanted(): void {
    this.preview = undefined
    this.#wanted = undefined
    this.isPreparing = false
  }
}

/** What a visitor meets: the notebook's stones, and the K-means start on them. */
function first(): Experiment {
  const data = students(500, 12)
  return new Experiment(data, nearStart(data.dataset, FIRST), FIRST)
}
