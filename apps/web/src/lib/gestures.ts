import { panBy, zoomAt, type Point, type Viewport } from '@mixtura/viz'
import type { Attachment } from 'svelte/attachments'

export interface GestureTarget {
  viewport(): Viewport
  /** The viewport after panning or zooming. */
  look(viewport: Viewport): void
  /** A pointer over the plot, in pixels; undefined when it has left. */
  hover(pixel: Point | undefined): void
  /** A click or tap that did not move. */
  tap(pixel: Point): void
}

/** A pointer may tremble this many pixels and still tap. */
const TREMOR = 4

/**
 * Mouse, pen and fingers on a plot: drag pans, two fingers pinch, Ctrl or ⌘ with the wheel zooms (the wheel alone
 * scrolls the page, as do fingers while everything is shown).
 */
export function gestures(target: GestureTarget): Attachment<HTMLElement> {
  return (element) => {
    const pointers = new Map<number, Point>()
    let pressedAt: Point | undefined

    const pixelOf = (event: MouseEvent): Point => {
      const { left, top } = element.getBoundingClientRect()
      return [event.clientX - left, event.clientY - top]
    }
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      handle: (event: HTMLElementEventMap[Name]) => void,
      options?: AddEventListenerOptions,
    ): void => element.addEventListener(name, handle, { ...options, signal: controller.signal })
    const controller = new AbortController()

    on('pointerdown', (event) => {
      if (event.button !== 0 || isOwned(event)) return
      pointers.set(event.pointerId, pixelOf(event))
      pressedAt = pointers.size === 1 ? pixelOf(event) : undefined
      element.setPointerCapture(event.pointerId)
    })
    on('pointermove', (event) => {
      const pixel = pixelOf(event)
      const before = pointers.get(event.pointerId)
      if (!before) return target.hover(isOwned(event) ? undefined : pixel)
      if (pressedAt && distance(pressedAt, pixel) > TREMOR) pressedAt = undefined
      const other = Array.from(pointers).find(([id]) => id !== event.pointerId)?.[1]
      pointers.set(event.pointerId, pixel)
      if (pressedAt) return
      target.hover(undefined)
      target.look(other ? pinched(target.viewport(), before, pixel, other) : panned(before, pixel))
    })
    const release = (event: PointerEvent): void => {
      if (!pointers.delete(event.pointerId)) return
      if (event.type === 'pointerup' && pressedAt) target.tap(pressedAt)
      pressedAt = undefined
    }
    on('pointerup', release)
    on('pointercancel', release)
    on('pointerleave', () => target.hover(undefined))
    on(
      'wheel',
      (event) => {
        if (!(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
        target.look(zoomAt(target.viewport(), pixelOf(event), Math.exp(-0.004 * lines * event.deltaY)))
      },
      { passive: false },
    )
    return () => controller.abort()

    function panned(from: Point, to: Point): Viewport {
      return panBy(target.viewport(), to[0] - from[0], to[1] - from[1])
    }
  }
}

/** Whether the pointer is on something that follows pointers itself. */
function isOwned({ target }: Event): boolean {
  return target instanceof Element && target.closest('[data-follows-pointer]') !== null
}

/** Two fingers: the middle between them pans, their distance zooms. */
function pinched(viewport: Viewport, from: Point, to: Point, other: Point): Viewport {
  const moved = panBy(viewport, (to[0] - from[0]) / 2, (to[1] - from[1]) / 2)
  const middle: Point = [(to[0] + other[0]) / 2, (to[1] + other[1]) / 2]
  return zoomAt(moved, middle, Math.max(distance(to, other), 1) / Math.max(distance(from, other), 1))
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}
