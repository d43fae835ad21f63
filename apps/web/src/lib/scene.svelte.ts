import type { Dataset, GaussianMixture } from '@mixtura/core'
import { responsibilitiesInto } from '@mixtura/core/remote'
import {
  componentStyles,
  ellipseOf,
  marginalMixtureOf,
  type ComponentStyle,
  type Ellipse,
  type Mixture,
  type Point,
} from '@mixtura/viz'
import type { Demo } from './demo.svelte.ts'
import { mixtureOf } from './mixture-of.ts'
import { orderOf } from './slots.ts'
import type { Theme } from './theme.svelte.ts'

/** What is seen at the cursor, derived from the session and nothing else. */
export class Scene {
  readonly #demo: Demo
  readonly #theme: Theme

  #axes: readonly [number, number] = $state.raw([0, 1])

  /** The columns shown across and up; the first two where the data have not as many as were chosen before. */
  get axes(): readonly [number, number] {
    return Math.max(...this.#axes) < this.#demo.data.dataset.dimension ? this.#axes : [0, 1]
  }

  set axes(axes: readonly [number, number]) {
    this.#axes = axes
  }

  constructor(demo: Demo, theme: Theme) {
    this.#demo = demo
    this.#theme = theme
  }

  get model(): GaussianMixture {
    return this.#demo.preview ?? this.#demo.snapshot.frame.model
  }

  /** How each component looks, in the order of the model. */
  readonly styles: readonly ComponentStyle[] = $derived.by(() => this.#stylesOf(this.#demo.slots))

  /** The components in the order of the palette, so that a new start does not shuffle lists of them. */
  readonly order: readonly number[] = $derived.by(() => orderOf(this.#demo.slots))

  /** What a component is called, in words and files by its number alone: `3 ■`. */
  nameOf(component: number): string {
    return `${this.order.indexOf(component) + 1} ${this.styles[component]!.glyph}`
  }

  /** The displayed model over the columns shown. */
  readonly mixture: Mixture = $derived.by(() => marginalMixtureOf(mixtureOf(this.model), this.axes))

  /** One ellipse a component at one standard deviation: its axes are σ₁ and σ₂. */
  readonly sigmas: readonly Ellipse[] = $derived.by(() => ellipsesOf(this.mixture, 1))

  /** Whose E-step is seen; nobody's at the start. */
  readonly seenBy: GaussianMixture | undefined = $derived.by(() => {
    const seen = this.#demo.snapshot.responsibilitiesOf?.model
    return seen && (this.#demo.preview ?? seen)
  })

  /** How each component looked in the E-step that is seen. */
  readonly seenStyles: readonly ComponentStyle[] = $derived.by(() =>
    this.seenBy ? this.#stylesOf(this.#demo.slotsOf(this.seenBy)) : [],
  )

  /** A row of K for each stone that is drawn. */
  readonly responsibilities: Float64Array | undefined = $derived.by(
    () => this.seenBy && responsibilitiesOf(this.seenBy, this.#demo.data.drawn),
  )

  #stylesOf(slots: readonly number[]): ComponentStyle[] {
    const palette = componentStyles(slots.length, this.#theme.current)
    return slots.map((slot) => palette[slot]!)
  }

  /** Where a stone lies in the columns shown. */
  placeOf(stone: number): Point {
    const { values, dimension } = this.#demo.data.drawn
    return [values[stone * dimension + this.axes[0]]!, values[stone * dimension + this.axes[1]]!]
  }

  /** All coordinates of a stone. */
  rowOf(stone: number): number[] {
    const { values, dimension } = this.#demo.data.drawn
    return Array.from(values.subarray(stone * dimension, (stone + 1) * dimension))
  }

  /** Nₖ of the E-step that is seen, unless a component was dropped since, or shaped while stones are not all drawn. */
  readonly counts: ArrayLike<number> | undefined = $derived.by(() => {
    const k = this.seenStyles.length
    if (!this.seenBy || k !== this.styles.length) return undefined
    if (!this.#demo.preview) return this.#demo.snapshot.responsibilitiesOf!.effectiveCounts
    const { dataset, drawn } = this.#demo.data
    if (drawn !== dataset) return undefined
    const sums = new Float64Array(k)
    this.responsibilities!.forEach((share, i) => (sums[i % k]! += share))
    return sums
  })
}

/** N × K, row-major. */
export function responsibilitiesOf({ parameters, componentCount }: GaussianMixture, stones: Dataset): Float64Array {
  return responsibilitiesInto(parameters, stones, new Float64Array(stones.sampleCount * componentCount))
}

export function ellipsesOf(mixture: Mixture, radius: number): Ellipse[] {
  return Array.from({ length: mixture.weights.length }, (_, k) =>
    ellipseOf(mixture.means[k]!, mixture.covariances[k]!, { radius }),
  )
}
