import type { Dataset } from '@mixtura/core'
import { drawGlyph, toScreen, type Neutrals, type Viewport } from '@mixtura/viz'
import type { Colouring } from './colouring.ts'

export interface Stones {
  readonly dataset: Dataset
  readonly axes: readonly [number, number]
  /** Undefined: no E-step is seen, every stone is grey. */
  readonly colouring: Colouring | undefined
}

/** Radii in pixels in a plot of 600: a stone shrinks as its thrower becomes doubtful. */
const RADIUS = { grey: 3.4, decided: 3.9, undecided: 2.2 }

/** Paints every stone as the glyph of its likeliest thrower, blended in colour, smaller where in doubt. */
export function paintStones(
  context: CanvasRenderingContext2D,
  { dataset, axes, colouring }: Stones,
  viewport: Viewport,
  { stone, surface }: Neutrals,
  opacity: number,
): void {
  const { values, dimension, sampleCount } = dataset
  const scale = Math.min(Math.max(Math.sqrt(viewport.width / 600), 0.5), 1.6)
  context.globalAlpha = opacity
  context.lineWidth = 1
  // A rim keeps neighbours apart.
  context.strokeStyle = surface
  for (let i = 0; i < sampleCount; i++) {
    const at = toScreen(viewport, [values[i * dimension + axes[0]]!, values[i * dimension + axes[1]]!])
    context.beginPath()
    if (colouring) {
      const { rgba, owners, glyphs, doubts } = colouring
      const radius = scale * (RADIUS.decided + doubts[i]! * (RADIUS.undecided - RADIUS.decided))
      context.fillStyle = `rgb(${rgba[4 * i]} ${rgba[4 * i + 1]} ${rgba[4 * i + 2]})`
      drawGlyph(glyphs[owners[i]!]!, at, radius, context)
    } else {
      context.fillStyle = stone
      drawGlyph('●', at, scale * RADIUS.grey, context)
    }
    context.stroke()
    context.fill()
  }
  context.globalAlpha = 1
}
