import {
  adjustedRandIndex,
  accuracy,
  em,
  GaussianMixture,
  matchLabels,
  MixturaError,
  type Frame,
  type FitResult,
} from '@mixtura/core'
import { entropies } from '@mixtura/viz'
import { students, type Data } from '../lib/data.ts'
import type { Setup } from '../lib/experiment.ts'
import { presetData } from '../lib/preset-data.ts'
import { assignSlots } from '../lib/slots.ts'

/** The notebook's stones, of which the story speaks whatever the demo shows. */
export const stones: Data = students(500, 12)

/** Half of them lie in one place, and whoever takes those collapses. */
export const collapsing: Data = presetData('duplicated-points', 500, 12)

/** Frames 0 and 1 from the K-means start: one E-step and one M-step. */
export function firstFrames(): readonly [Frame, Frame] {
  const run = em(stones.dataset, { components: 3 })
  return [run.next().value as Frame, run.next().value as Frame]
}

/** The stone whose thrower is least certain at the K-means start. */
export function mostDoubtfulStone(): number {
  const [{ model }] = firstFrames()
  const doubts = entropies(model.responsibilities(stones.dataset).to1DArray(), model.componentCount)
  return doubts.indexOf(Math.max(...doubts))
}

/** A run to its end, with the palette index of each component. */
export interface FinishedRun extends FitResult {
  readonly slots: readonly number[]
}

export function finish(init: Setup['init'], seed: number, components: number = 3): FinishedRun {
  const result = GaussianMixture.fit(stones.dataset, { components, init, seed })
  return { ...result, slots: assignSlots(result.model, stones) }
}

/** The last sound model before a component collapses. */
export function collapse(): Pick<FinishedRun, 'model' | 'slots'> & { readonly lml: number } {
  const run = em(collapsing.dataset, { components: 3, onCollapse: 'error' })
  let last = run.next().value as Frame
  try {
    for (const frame of run) last = frame
  } catch (error) {
    if (!(error instanceof MixturaError)) throw error
  }
  return { model: last.model, lml: last.lml, slots: assignSlots(last.model, collapsing) }
}

/** How well a model names the stones, once its labels are matched to the truth. */
export function judge(model: GaussianMixture): { accuracy: number; rand: number } {
  const truth = stones.truth!.labels
  const labels = model.predict(stones.dataset)
  const matched = matchLabels(truth, labels)
  return {
    accuracy: accuracy(
      truth,
      labels.map((label) => matched[label]!),
    ),
    rand: adjustedRandIndex(truth, labels),
  }
}
