import { matchLabels, type GaussianMixture } from '@mixtura/core'
import { coloursByAngle } from '@mixtura/viz'
import type { Data } from './data.ts'

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

function slotsByTruth(componentCount: number, matched: Int32Array): number[] {
  const wanted = Array.from({ length: componentCount }, (_, k) => matched[k] ?? Infinity)
  // A component past the true groups takes a colour that no group has.
  const free = wanted.map((_, slot) => slot).filter((slot) => !wanted.includes(slot))
  return wanted.map((slot) => (slot < componentCount ? slot : free.shift()!))
}
