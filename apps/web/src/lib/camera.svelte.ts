import { fitViewport, type Box, type Point, type Viewport } from '@mixtura/viz'

/** Pixels left free around the data. */
const PADDING = 36
/** How far one may go, relative to the view that shows everything. */
const ZOOM = { least: 0.25, most: 400 }

/** Where the plot looks: at all of the data, or where someone zoomed and panned to. */
export class Camera {
  /** The middle, and how many data units lie across the plot and up. */
  #look: { readonly center: Point; readonly spans: Point } | undefined = $state.raw()

  /** The part of the plane shown in a square of `size` pixels. */
  viewport(box: Box, size: number): Viewport {
    if (!this.#look) return everything(box, size)
    const { center, spans } = this.#look
    return { width: size, height: size, center, scale: [size / spans[0], size / spans[1]] }
  }

  /** Looks where this viewport does, whatever becomes of the data; not past the limits of zoom. */
  follow({ center, scale, width }: Viewport, box: Box): void {
    const all = everything(box, width).scale
    const zoom = Math.min(Math.max(scale[0] / all[0], ZOOM.least), ZOOM.most)
    this.#look = { center, spans: [width / all[0] / zoom, width / all[1] / zoom] }
  }

  get isHome(): boolean {
    return this.#look === undefined
  }

  goHome(): void {
    this.#look = undefined
  }
}

function everything(box: Box, size: number): Viewport {
  const [wide, high] = [box.x[1] - box.x[0], box.y[1] - box.y[0]]
  // Columns that differ more than this in range are in different units: nothing is gained by drawing them to one scale.
  const aspect = Math.max(wide / high, high / wide) > 4 ? 'free' : 'equal'
  return fitViewport(box, { width: size, height: size }, { padding: Math.min(PADDING, size / 8), aspect })
}
