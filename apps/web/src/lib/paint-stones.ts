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

/** So many stones have room at full size; of more each is smaller, down to the dots that follow. */
const ROOM = 1000

/** Pixels. @param doubt 0 … 1; undefined where no E-step is seen */
export function radiusOf(width: number, stones: number, doubt: number | undefined): number {
  const scale = Math.min(Math.max(Math.sqrt(width / 600), 0.5), 1.6) * Math.min(1, (ROOM / stones) ** 0.3)
  return scale * (doubt === undefined ? RADIUS.grey : RADIUS.decided + doubt * (RADIUS.undecided - RADIUS.decided))
}

/** Paints every stone as the glyph of its likeliest thrower, blended in colour, smaller where in doubt. */
export function paintStones(
  context: CanvasRenderingContext2D,
  { dataset, axes, colouring }: Stones,
  viewport: Viewport,
  { stone, surface }: Neutrals,
  opacity: number,
): void {
  const { values, dimension, sampleCount } = dataset
  context.globalAlpha = opacity
  context.lineWidth = 1
  // A rim keeps neighbours apart.
  context.strokeStyle = surface
  for (let i = 0; i < sampleCount; i++) {
    const at = toScreen(viewport, [values[i * dimension + axes[0]]!, values[i * dimension + axes[1]]!])
    context.beginPath()
    if (colouring) {
      const { rgba, owners, glyphs, doubts } = colouring
      const radius = radiusOf(viewport.width, sampleCount, doubts[i]!)
      context.fillStyle = `rgb(${rgba[4 * i]} ${rgba[4 * i + 1]} ${rgba[4 * i + 2]})`
      drawGlyph(glyphs[owners[i]!]!, at, radius, context)
    } else {
      context.fillStyle = stone
      drawGlyph('●', at, radiusOf(viewport.width, sampleCount, undefined), context)
    }
    context.stroke()
    context.fill()
  }
  context.globalAlpha = 1
}
