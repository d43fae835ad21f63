import { em, matchLabels, MixturaError, type GaussianMixture } from '@mixtura/core'
import { coloursByAngle } from '@mixtura/viz'
import { evenly, type Data } from './data.ts'
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

/** The components in the order of their colours: the first is number 1 wherever the page speaks of it. */
export function orderOf(slots: readonly number[]): number[] {
  return slots.map((_, k) => k).sort((a, b) => slots[a]! - slots[b]!)
}

/** So many rows and multiplications tell who becomes whom, and hold nobody up. */
const AHEAD = { rows: 1000, work: 1e7 }

/**
 * The same for a run that begins with this model: by where it will end on some of the rows. So components that end in the same
 * place have the same colour, wherever they began.
 */
export function slotsOfRun(start: GaussianMixture, data: Data, rules: Rules): number[] {
  const { componentCount: components, dimension } = start
  const rows = evenly(data.dataset, AHEAD.rows)
  const affordable = Math.floor(AHEAD.work / (rows.sampleCount * components * dimension ** 2))
  const maxIterations = Math.min(affordable, rules.maxIterations)
  let last = start
  try {
    for (const { model } of em(rows, { ...rules, components, init: start, maxIterations })) {
      if (model.componentCount === components) last = model
    }
  } catch (error) {
    // A run that breaks off is told by its last model.
    if (!(error instanceof MixturaError)) throw error
  }
  return assignSlots(last, data)
}

function slotsByTruth(componentCount: number, matched: Int32Array): number[] {
  const wanted = Array.from({ length: componentCount }, (_, k) => matched[k] ?? Infinity)
  // A component past the true groups takes a colour that no group has.
  const free = wanted.map((_, slot) => slot).filter((slot) => !wanted.includes(slot))
  return wanted.map((slot) => (slot < componentCount ? slot : free.shift()!))
}
