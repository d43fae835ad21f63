import type { App } from '../lib/app.svelte.ts'
import type { Data } from '../lib/data.ts'
import type { Setup } from '../lib/experiment.ts'
import { stones } from './runs.ts'

/** What the story has in mind where it says nothing else: three components from K-means, by the notebook's rules. */
const NOTEBOOK: Setup = {
  components: 3,
  init: 'kmeans',
  seed: 0,
  options: { covariance: 'full', regularization: 0, tolerance: 1e-6, maxIterations: 1000, onCollapse: 'error' },
}

/** Sets the demo as the story speaks of it, whatever was on display; Undo brings that back. */
export async function stage(
  { camera, demo, view }: App,
  { data = stones, truth = false, ...start }: Partial<Setup> & { data?: Data; truth?: boolean } = {},
): Promise<void> {
  const setup = { ...NOTEBOOK, ...start }
  if (isSame(demo.data, data)) {
    await demo.start(setup)
  } else {
    await demo.load(data, setup)
    camera.goHome()
  }
  view.truth = truth
  view.selectedStone = undefined
  view.selectedComponent = undefined
}

/** Presets are the same wherever they were made. */
function isSame({ source: one }: Data, { source: other }: Data): boolean {
  if (!one || !other || !('preset' in one) || !('preset' in other)) return false
  return one.preset === other.preset && one.n === other.n && one.seed === other.seed
}
