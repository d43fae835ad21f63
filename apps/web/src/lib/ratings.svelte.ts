import type { Criterion } from '@mixtura/core'
import type { Rating } from '../workers/jobs.ts'
import { Findings } from './findings.svelte.ts'
import { workThrough } from './work-through.ts'

/** Criteria of every number of components, on the data and by the rules of the run on display. */
export class Ratings extends Findings {
  /** The largest number of components that is rated. */
  readonly most = 8
  criterion: Criterion = $state('bic')
  /** Whether all structures are to be tried. */
  all: boolean = $state(false)
  found: readonly Rating[] = $state.raw([])
  done: number = $state(0)
  /** Whether what was found was asked for all structures. */
  ofAll: boolean = $state(false)

  run(): void {
    this.clear()
    this.ofAll = this.all
    const { data, setup } = this.app.demo
    const { covariance, regularization, tolerance, maxIterations } = setup.options
    const candidates = Array.from({ length: this.most }, (_, i) => ({
      components: [i + 1],
      ...(!this.all && { covariances: [covariance] }),
      seed: setup.seed,
      regularization,
      tolerance,
      maxIterations,
    }))
    this.begin(
      workThrough('rate', data.dataset, candidates, (answer) => {
        this.done++
        // Where K is too large for the data there is nothing to rate.
        if (!('problem' in answer)) this.found = [...this.found, ...answer]
        if (this.done === candidates.length) this.running = false
      }),
    )
  }

  protected forget(): void {
    this.found = []
    this.done = 0
  }
}
