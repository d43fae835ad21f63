import { GaussianMixture } from '@mixtura/core'
import { toData, toScreen, type Point, type Viewport } from '@mixtura/viz'
import type { Demo } from './demo.svelte.ts'
import { withoutStones, withStones } from './edit-data.ts'
import type { Scene } from './scene.svelte.ts'

/** What a pointer on the plot does: look around, or change the stones. */
export const tools = ['look', 'add', 'spray', 'erase', 'lasso'] as const
export type Tool = (typeof tools)[number]

/** Pixels: between stones of one stroke, standard deviation of a spray, reach of the eraser. */
const SPACING = 16
const SPRAY = { spread: 20, stones: 5 }
export const ERASER = 20

/** Paints, sprays, erases and lassoes stones; each stroke is one change of the data. */
export class Brush {
  tool: Tool = $state('look')
  /** The stroke under way, in pixels. */
  path: readonly Point[] = $state.raw([])
  /** Places of stones the stroke has added so far, in data coordinates. */
  fresh: readonly Point[] = $state.raw([])
  /** Stones that the eraser has touched or the lasso has caught. */
  caught: ReadonlySet<number> = $state.raw(new Set<number>())
  readonly #demo: Demo
  readonly #scene: Scene
  #sprays = 0

  constructor(demo: Demo, scene: Scene) {
    this.#demo = demo
    this.#scene = scene
  }

  choose(tool: Tool): void {
    this.tool = tool
    this.release()
  }

  /** The pointer goes down, or on, to a pixel; a fast stroke works all along its way. */
  stroke(pixel: Point, viewport: Viewport): void {
    const spacing = this.tool === 'lasso' ? 3 : SPACING
    const last = this.path.at(-1)
    if (!last) return this.#work(pixel, viewport)
    const steps = Math.floor(Math.hypot(pixel[0] - last[0], pixel[1] - last[1]) / spacing)
    for (let step = 1; step <= steps; step++) {
      const share = step / steps
      this.#work([last[0] + share * (pixel[0] - last[0]), last[1] + share * (pixel[1] - last[1])], viewport)
    }
  }

  /** The pointer goes up. A lasso only catches; what becomes of its stones is asked next. */
  finish(viewport: Viewport): void {
    if (this.tool === 'lasso') {
      this.caught = new Set(this.#inside(this.path, viewport))
      this.path = []
      return
    }
    if (this.fresh.length > 0) this.#demo.replaceData(() => withStones(this.#demo.data, this.fresh))
    if (this.caught.size > 0) this.removeCaught()
    this.release()
  }

  removeCaught(): void {
    this.#demo.replaceData(() => withoutStones(this.#demo.data, this.caught))
    this.release()
  }

  keepCaught(): void {
    const others = this.#stones().filter((stone) => !this.caught.has(stone))
    this.#demo.replaceData(() => withoutStones(this.#demo.data, new Set(others)))
    this.release()
  }

  /** Drops the stroke or the catch. */
  release(): void {
    this.path = []
    this.fresh = []
    this.caught = new Set()
  }

  #work(pixel: Point, viewport: Viewport): void {
    this.path = [...this.path, pixel]
    if (this.tool === 'add') this.fresh = [...this.fresh, toData(viewport, pixel)]
    if (this.tool === 'spray') this.fresh = [...this.fresh, ...this.#sprayed(toData(viewport, pixel), viewport.scale)]
    if (this.tool === 'erase') this.caught = new Set([...this.caught, ...this.#within(ERASER, pixel, viewport)])
  }

  #stones(): number[] {
    return Array.from({ length: this.#demo.data.dataset.sampleCount }, (_, stone) => stone)
  }

  #sprayed(center: Point, [scaleX, scaleY]: Point): Point[] {
    const covariance = [
      [(SPRAY.spread / scaleX) ** 2, 0],
      [0, (SPRAY.spread / scaleY) ** 2],
    ]
    const nozzle = new GaussianMixture({ weights: [1], means: [[...center]], covariances: [covariance] })
    const { points } = nozzle.sample(SPRAY.stones, { seed: this.#sprays++ })
    return points.to2DArray().map(([x, y]): Point => [x!, y!])
  }

  #within(reach: number, [x, y]: Point, viewport: Viewport): number[] {
    return this.#stones().filter((stone) => {
      const [stoneX, stoneY] = toScreen(viewport, this.#scene.placeOf(stone))
      return Math.hypot(stoneX - x, stoneY - y) <= reach
    })
  }

  #inside(outline: readonly Point[], viewport: Viewport): number[] {
    const shape = new Path2D()
    outline.forEach(([x, y]) => shape.lineTo(x, y))
    const context = new OffscreenCanvas(1, 1).getContext('2d')!
    return this.#stones().filter((stone) => {
      const [x, y] = toScreen(viewport, this.#scene.placeOf(stone))
      return context.isPointInPath(shape, x, y)
    })
  }
}
