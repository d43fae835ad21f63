import type { Climb } from '../workers/jobs.ts'
import type { Setup } from './experiment.ts'
import { Findings } from './findings.svelte.ts'
import { workThrough } from './work-through.ts'

/** Many starts on the data and by the rules of the run on display, and where each of them led. */
export class Climbs extends Findings {
  init: Setup['init'] = $state('random')
  count: number = $state(20)
  /** Those that came to an end. */
  ended: readonly Climb[] = $state.raw([])
  /** Seeds of those that collapsed on the way. */
  failed: readonly number[] = $state.raw([])
  /** What was asked for last. */
  asked: { readonly init: Setup['init']; readonly count: number } = $state.raw({ init: 'random', count: 0 })

  get done(): number {
    return this.ended.length + this.failed.length
  }

  run(): void {
    this.clear()
    const { data, setup } = this.app.demo
    const { components, options } = setup
    const { init, count } = this
    this.asked = { init, count }
    const fits = Array.from({ length: count }, (_, seed) => ({ ...options, components, init, seed }))
    this.begin(
      workThrough('climb', data.dataset, fits, (answer) => {
        if ('problem' in answer) this.failed = [...this.failed, this.done]
        else this.ended = [...this.ended, answer]
        if (this.done === count) this.running = false
      }),
    )
  }

  protected forget(): void {
    this.ended = []
    this.failed = []
  }
}
