import { fitViewport, type Box, type Point, type Viewport } from '@mixtura/viz'

/** Pixels left free around the data. */
const PADDING = 36
/** How far one may go, relative to the view that shows everything. */
const ZOOM = { least: 0.25, most: 400 }

/** Where the plot looks: at all of the data, or where someone zoomed and panned to. */
export class Camera {
  #look: { readonly center: Point; readonly zoom: number } | undefined = $state.raw()

  /** The part of the plane shown in a square of `size` pixels. */
  viewport(box: Box, size: number): Viewport {
    const home = everything(box, size)
    if (!this.#look) return home
    const { center, zoom } = this.#look
    return { ...home, center, scale: [home.scale[0] * zoom, home.scale[1] * zoom] }
  }

  /** Looks where this viewport does, a changed one of `viewport(box, size)`; not past the limits of zoom. */
  follow({ center, scale, width }: Viewport, box: Box): void {
    const zoom = scale[0] / everything(box, width).scale[0]
    this.#look = { center, zoom: Math.min(Math.max(zoom, ZOOM.least), ZOOM.most) }
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
