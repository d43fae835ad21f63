import { em, matchLabels, MixturaError, type GaussianMixture } from '@mixtura/core'
import { coloursByAngle } from '@mixtura/viz'
import type { Data } from './data.ts'
import type { Rules } from './experiment.ts'

/**
 * Which colour and glyph each component gets, as an index into the palette: the true group it agrees with best, or
 * without a truth its place by angle around the mean of the data.
 */
export function assignSlots(model: GaussianMixture, { drawn, truth, center }: Data): number[] {
  if (truth) return slotsByTruth(model.componentCount, matchLabels(truth.labels, model.predict(drawn)))
  const means = model.means.to2DArray()
  return coloursByAngle(
    means.map(([x, y = 0]) => [x!, y]),
    center,
  )
}

/** Values (rows × columns) up to which a run is made to its end ahead of time, in a millisecond or two. */
const QUICK = 10_000
const MOST_ITERATIONS = 300

/**
 * The same for a run that begins with this model: by where it will end, where that is soon known. So components that end
 * in the same place have the same colour, wherever they began.
 */
export function slotsOfRun(model: GaussianMixture, data: Data, rules: Rules): number[] {
  let last = model
  if (data.dataset.values.length <= QUICK) {
    const options = { ...rules, components: model.componentCount, init: model }
    try {
      for (const frame of em(data.dataset, { ...options, maxIterations: MOST_ITERATIONS })) last = frame.model
    } catch (error) {
      // A run that breaks off is told by its last model.
      if (!(error instanceof MixturaError)) throw error
    }
  }
  return assignSlots(last.componentCount === model.componentCount ? last : model, data)
}

function slotsByTruth(componentCount: number, matched: Int32Array): number[] {
  const wanted = Array.from({ length: componentCount }, (_, k) => matched[k] ?? Infinity)
  // A component past the true groups takes a colour that no group has.
  const free = wanted.map((_, slot) => slot).filter((slot) => !wanted.includes(slot))
  return wanted.map((slot) => (slot < componentCount ? slot : free.shift()!))
}
