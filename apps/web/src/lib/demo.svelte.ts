import { accuracy, matchLabels, MixturaError, type GaussianMixture } from '@mixtura/core'
import type { Session, Snapshot } from '@mixtura/session'
import { students, type Data } from './data.ts'
import { assignSlots } from './slots.ts'
import { Experiment, startOf, type Origin, type Rules, type Setup } from './experiment.ts'

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

  #experiment: Experiment = $state.raw(first())
  #past: readonly Experiment[] = $state.raw([])
  #future: readonly Experiment[] = $state.raw([])

  get data(): Data {
    return this.#experiment.data
  }

  get session(): Session {
    return this.#experiment.store.session
  }

  get snapshot(): Snapshot {
    return this.#experiment.store.snapshot
  }

  readonly #origin: Origin = $derived.by(() => {
    const { run, ghosts } = this.snapshot
    return this.#experiment.originOf(run, ghosts)
  })

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

  /** A fresh run on the same data. */
  start(change: Partial<Setup> = {}): void {
    const setup = { ...this.setup, ...change }
    this.#attempt(() => {
      this.#experiment.reset(startOf(this.data, setup), setup)
      this.#future = []
    })
  }

  /** The same start under other rules. */
  rule(change: Partial<Rules>): void {
    this.start({ options: { ...this.setup.options, ...change } })
  }

  /** On from the displayed model under other rules. */
  goOn(change: Partial<Rules>): void {
    const setup = { ...this.setup, options: { ...this.setup.options, ...change } }
    this.#attempt(() => {
      this.#experiment.reset({ model: this.snapshot.frame.model, events: [] }, setup, this.slots)
      this.#future = []
    })
    this.session.play()
  }

  /** The same kind of start with the next seed. */
  newStart(): void {
    this.start({ seed: (this.setup.seed + 1) % 2 ** 32 })
  }

  /** A run from a model made by hand; where an E-step was seen, so is the new model's. */
  edit(model: GaussianMixture): void {
    const { cursor } = this.snapshot
    this.#attempt(() => {
      this.session.edit(model)
      if (cursor > 0) void this.session.stepHalf()
      this.#experiment.redoable = 0
      this.#future = []
    })
  }

  // New data

  /** A fresh run on other data: from what the setup makes, or from a given model. */
  load(data: Data, change: Partial<Setup> = {}, model?: GaussianMixture): void {
    const setup = { ...this.setup, ...change }
    this.#attempt(() => {
      const experiment = model
        ? new Experiment(data, { model, events: [] }, setup, assignSlots(model, data))
        : new Experiment(data, startOf(data, setup), setup)
      this.#enter(experiment)
    })
  }

  /** Goes on from the displayed model on edited data, which `edit` makes, or throws. */
  replaceData(edit: () => Data): void {
    const { frame, cursor } = this.snapshot
    this.#attempt(() => {
      const data = edit()
      const start = { model: frame.model, events: [] }
      this.#enter(new Experiment(data, start, this.setup, this.slots))
      if (cursor > 0) void this.session.stepHalf()
    })
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
    if (this.snapshot.canUndo) {
      this.#experiment.redoable++
      this.session.undo()
    } else if (this.#past.length > 0) {
      this.session.pause()
      this.#future = [this.#experiment, ...this.#future]
      this.#experiment = this.#past.at(-1)!
      this.#past = this.#past.slice(0, -1)
    }
    this.problem = undefined
  }

  redo(): void {
    if (this.#experiment.redoable > 0) {
      this.#experiment.redoable--
      this.session.redo()
    } else if (this.#future.length > 0) {
      this.session.pause()
      this.#past = [...this.#past, this.#experiment]
      this.#experiment = this.#future[0]!
      this.#future = this.#future.slice(1)
    }
  }

  /** How a model agrees with the truth, after matching its labels. */
  agreement(model: GaussianMixture): { matched: Int32Array; accuracy: number } | undefined {
    if (!this.data.truth) return undefined
    const { labels: truth } = this.data.truth
    const labels = model.predict(this.data.dataset)
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
    this.session.pause()
    this.#experiment.redoable = 0
    this.#past = [...this.#past, this.#experiment]
    this.#future = []
    this.#experiment = experiment
  }

  /** Makes a change, or says why not. */
  #attempt(change: () => void): void {
    this.preview = undefined
    try {
      change()
      this.problem = undefined
    } catch (error) {
      if (!(error instanceof MixturaError)) throw error
      this.problem = error
    }
  }
}

/** What a visitor meets: the notebook's stones, and the K-means start on them. */
function first(): Experiment {
  const data = students(500, 12)
  return new Experiment(data, startOf(data, FIRST), FIRST)
}
