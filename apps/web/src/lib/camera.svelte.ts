import { fitViewport, type Box, type Point, type Viewport } from '@mixtura/viz'

/** Pixels left free around the data. */
const PADDING = 36
/** How far one may go, relative to the view that shows everything. */
const ZOOM = { least: 0.25, most: 400 }

/** Where the plot looks: at all of the data, or where someone zoomed and panned to. */
export class Camera {
  /** The middle, and how many data units lie across the plot. */
  #look: { readonly center: Point; readonly span: number } | undefined = $state.raw()

  /** The part of the plane shown in a square of `size` pixels. */
  viewport(box: Box, size: number): Viewport {
    if (!this.#look) return everything(box, size)
    const { center, span } = this.#look
    return { width: size, height: size, center, scale: [size / span, size / span] }
  }

  /** Looks where this viewport does, whatever becomes of the data; not past the limits of zoom. */
  follow({ center, scale, width }: Viewport, box: Box): void {
    const whole = width / everything(box, width).scale[0]
    const span = Math.min(Math.max(width / scale[0], whole / ZOOM.most), whole / ZOOM.least)
    this.#look = { center, span }
  }

  get isHome(): boolean {
    return this.#look === undefined
  }

  goHome(): void {
    this.#look = undefined
  }
}

function everything(box: Box, size: number): Viewport {
  return fitViewport(box, { width: size, height: size }, { padding: Math.min(PADDING, size / 8) })
}
