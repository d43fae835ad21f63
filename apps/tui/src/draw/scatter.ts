import type { GaussianMixture } from '@mixtura/core'
import {
  boxOf,
  createDotGrid,
  dashed,
  drawEllipse,
  ellipseOf,
  fitViewport,
  marginalOf,
  toScreen,
  type DotGrid,
  type Ellipse,
  type Level,
  type Mixture,
  type Point,
  type Run,
  type Viewport,
} from '@mixtura/viz'
import type { Truth } from '../problem.ts'
import { componentLooks, type Theme } from './theme.ts'
import type { Stones } from './stones.ts'

/** What one picture of the samples and the model shows. */
export interface Scene {
  readonly stones: Stones
  /** The same samples in the two columns shown. */
  readonly points: readonly Point[]
  readonly axes: readonly [number, number]
  readonly model: GaussianMixture | undefined
  /** The model whose responsibilities tell the stones apart; none before the first E-step. */
  readonly tellsApart: GaussianMixture | undefined
  /** K: which look each component has; none without a model. */
  readonly slots: Int32Array
  readonly truth: Truth | undefined
}

/** The notebook's ellipse. */
const level: Level = { radius: Math.SQRT2 }

/** Responsibility below which a stone counts as doubtful. */
export const SURE = 0.75

/** The picture in rows of `columns` characters: stones, the true ellipses dashed, the model's on top, its means numbered. */
export function drawScatter(scene: Scene, columns: number, rows: number, theme: Theme): string[] {
  const { model, truth, slots, axes, tellsApart } = scene
  const grid = createDotGrid(columns, rows)
  const viewport = fitViewport(boxOf(scene.points), grid, { aspect: 'free', padding: 3 })
  const inks = createInks(lookCount(scene), theme)

  drawStones(scene, grid, viewport, inks)
  if (truth?.mixture) {
    ellipsesOf(truth.mixture, axes, level).forEach((ellipse, t) =>
      drawEllipse(ellipse, viewport, dashed(grid.pen(inks.truth(t)), 2, 4)),
    )
  }
  const ellipses = model ? ellipsesOf(model.toJSON(), axes, level) : []
  ellipses.forEach((ellipse, k) => {
    const pen = grid.pen(inks.line(slots[k]))
    // Before the first E-step nothing is known yet: the start is only dotted.
    drawEllipse(ellipse, viewport, tellsApart ? pen : dashed(pen, 1, 2))
  })
  ellipses.forEach(({ center }, k) => {
    const [x, y] = toScreen(viewport, center)
    grid.stamp(x, y, String((slots[k] + 1) % 10), inks.label(slots[k]))
  })
  return grid.runs(theme.marker).map(inks.write)
}

/** How many looks the components and the true groups need together. */
export function lookCount({ slots, truth }: Scene): number {
  return Math.max(1, truth?.mixture?.weights.length ?? 0, ...Array.from(slots, (slot) => slot + 1))
}

/** The ellipses of a mixture's components in the plane of two columns. */
export function ellipsesOf({ means, covariances }: Mixture, axes: readonly [number, number], at: Level): Ellipse[] {
  return Array.from(means, (mean, k) => {
    const marginal = marginalOf({ mean, covariance: covariances[k] }, axes)
    return ellipseOf(marginal.mean, marginal.covariance, at)
  })
}

function drawStones(scene: Scene, grid: DotGrid, viewport: Viewport, inks: Inks): void {
  const claims = claimsOf(scene)
  scene.points.forEach((point, row) => {
    const [x, y] = toScreen(viewport, point)
    grid.stamp(x, y, inks.glyph(claims[row]), inks.stone(claims[row]))
  })
}

/** Who a stone most likely came from, and whether that is sure; nothing before the first E-step. */
export type Claim = { readonly slot: number; readonly sure: boolean } | undefined

/** N claims. */
export function claimsOf({ tellsApart, stones, slots }: Scene): Claim[] {
  const n = stones.dataset.sampleCount
  if (!tellsApart) return Array.from({ length: n })
  const responsibilities = tellsApart.responsibilities(stones.dataset)
  return Array.from({ length: n }, (_, row) => {
    let best = 0
    for (let k = 1; k < responsibilities.columns; k++) {
      if (responsibilities.get(row, k) > responsibilities.get(row, best)) best = k
    }
    return { slot: slots[best], sure: responsibilities.get(row, best) >= SURE }
  })
}

/** A stone nobody has claimed yet. */
const UNCLAIMED = -2

/** Who drew into a cell, as one number for the grid: a component's stones, its outline, its label, or a true outline. */
export interface Inks {
  glyph(claim: Claim): string
  stone(claim: Claim): number
  line(slot: number): number
  label(slot: number): number
  truth(slot: number): number
  /** The characters in the colours of whoever drew them. */
  write(line: readonly Run[]): string
}

export function createInks(componentCount: number, { marker, style }: Theme): Inks {
  const looks = componentLooks(componentCount, marker)
  const k = componentCount
  const emphasis = [[], ['bold'], ['inverse'], ['dim']]
  const write = ({ text, owner }: Run): string => {
    if (owner < 0) return owner === UNCLAIMED ? style('dim', text) : text
    return style([looks[owner % k].colour, ...emphasis[Math.floor(owner / k)]], text)
  }
  return {
    glyph(claim) {
      if (!claim) return marker === 'ascii' ? '.' : '·'
      return claim.sure ? looks[claim.slot].glyph : looks[claim.slot].hollow
    },
    stone: (claim) => (claim ? claim.slot : UNCLAIMED),
    line: (slot) => k + slot,
    label: (slot) => 2 * k + slot,
    truth: (slot) => 3 * k + slot,
    write: (line) => line.map(write).join(''),
  }
}
