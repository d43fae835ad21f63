import type { Intervention } from './maximize.ts'

/** So often a component is given half of the heaviest one: what collapses again each time is no component of these data. */
const MOST_RESEEDS = 10

/**
 * What was done to the components of one run of EM, so that no repair goes on for ever: reseeds are counted, and a
 * component that becomes singular again after it had been let go keeps its ridge, where it would otherwise go to and fro
 * between two models.
 */
export class Repairs {
  readonly #reseeds = new Map<number, number>()
  readonly #onceRidged = new Set<number>()
  readonly #kept = new Set<number>()
  #ridged: ReadonlySet<number> = new Set()
  #iterationsOnRidges = 0

  /** The components that have a ridge for the rest of the run. */
  get kept(): ReadonlySet<number> {
    return this.#kept
  }

  /** For how many iterations up to now every component has been standing on a ridge. */
  get iterationsOnRidges(): number {
    return this.#iterationsOnRidges
  }

  mayReseed(component: number): boolean {
    return (this.#reseeds.get(component) ?? 0) < MOST_RESEEDS
  }

  /** Takes down what an M-step has done to `componentCount` components. */
  record(interventions: readonly Omit<Intervention, 'iteration'>[], componentCount: number): void {
    const ridged = new Set<number>()
    for (const { component, action } of interventions) {
      if (action === 'reseed') this.#reseeds.set(component, (this.#reseeds.get(component) ?? 0) + 1)
      if (action !== 'regularize') continue
      ridged.add(component)
      if (this.#onceRidged.has(component) && !this.#ridged.has(component)) this.#kept.add(component)
      this.#onceRidged.add(component)
    }
    this.#ridged = ridged
    this.#iterationsOnRidges = ridged.size === componentCount ? this.#iterationsOnRidges + 1 : 0
  }
}
