import { accuracy, initialize, matchLabels, MixturaError, type GaussianMixture } from '@mixtura/core'
import { createSession, type Run, type Snapshot } from '@mixtura/session'
import { browserClock } from './clock.ts'
import { students, type Data } from './data.ts'
import { SessionStore } from './session-store.ts'
import { assignSlots } from './slots.ts'

/** How a run begins. */
export interface Setup {
  readonly components: number
  readonly init: 'kmeans' | 'random'
  readonly seed: number
}

/** The experiment on the page: its data, how runs of EM begin, and the session that holds them. */
export class Demo {
  readonly data: Data
  readonly options = { tolerance: 1e-6, maxIterations: 1000 }
  setup: Setup = $state.raw({ components: 3, init: 'kmeans', seed: 0 })
  /** Why the last change could not be made; the run before it stays. */
  problem: MixturaError | undefined = $state.raw()
  readonly store: SessionStore
  /** Colours by the run that was started; its forks inherit them. */
  readonly #slots = new Map<number, number[]>()

  constructor() {
    this.data = students(500, 12)
    const { model, events } = initialize(this.data.dataset, this.setup)
    const { dataset } = this.data
    this.store = new SessionStore(
      createSession({ dataset, initialModel: model, startEvents: events, options: this.options, clock: browserClock }),
    )
    this.#remember(model)
  }

  get session(): SessionStore['session'] {
    return this.store.session
  }

  get snapshot(): Snapshot {
    return this.store.snapshot
  }

  /** A fresh run; where the new setup is impossible the old run stays and `problem` says why. */
  start(change: Partial<Setup> = {}): void {
    const setup = { ...this.setup, ...change }
    try {
      const start = initialize(this.data.dataset, setup)
      this.setup = setup
      this.session.reset(start)
      this.#remember(start.model)
      this.problem = undefined
    } catch (error) {
      if (!(error instanceof MixturaError)) throw error
      this.problem = error
    }
  }

  /** The same kind of start with the next seed. */
  newStart(): void {
    this.start({ seed: (this.setup.seed + 1) % 2 ** 32 })
  }

  /** K: the palette index of each component of the current run. */
  get slots(): readonly number[] {
    const { run, ghosts } = this.snapshot
    let ancestor: Run | undefined = run
    while (ancestor) {
      const slots = this.#slots.get(ancestor.id)
      if (slots) return slots
      const parent: number | undefined = ancestor.forkedAt?.runId
      ancestor = ghosts.find(({ id }) => id === parent)
    }
    return run.frames[0]!.model.weights.map((_, component) => component)
  }

  /** How the displayed model agrees with the truth, after matching its labels. */
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

  #remember(model: GaussianMixture): void {
    this.#slots.set(this.session.getSnapshot().run.id, assignSlots(model, this.data))
  }
}
