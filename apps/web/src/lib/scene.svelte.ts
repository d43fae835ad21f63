import type { GaussianMixture } from '@mixtura/core'
import { componentStyles, ellipseOf, marginalOf, type ComponentStyle, type Ellipse, type Mixture } from '@mixtura/viz'
import type { Demo } from './demo.svelte.ts'
import type { Theme } from './theme.svelte.ts'

/** What is seen at the cursor, derived from the session and nothing else. */
export class Scene {
  readonly #demo: Demo
  readonly #theme: Theme

  /** The columns shown across and up. */
  axes: readonly [number, number] = $state.raw([0, 1])

  constructor(demo: Demo, theme: Theme) {
    this.#demo = demo
    this.#theme = theme
  }

  get model(): GaussianMixture {
    return this.#demo.snapshot.frame.model
  }

  /** How each component looks, in the order of the model. */
  readonly styles: readonly ComponentStyle[] = $derived.by(() => {
    const { slots } = this.#demo
    const palette = componentStyles(slots.length, this.#theme.current)
    return slots.map((slot) => palette[slot]!)
  })

  /** The displayed model over the columns shown. */
  readonly mixture: Mixture = $derived.by(() => {
    const { model, axes } = this
    const means = model.means.to2DArray()
    const covariances = model.covariances.map((covariance) => covariance.to2DArray())
    const marginals = means.map((mean, k) => marginalOf({ mean, covariance: covariances[k]! }, axes))
    return {
      weights: model.weights,
      means: marginals.map(({ mean }) => mean),
      covariances: marginals.map(({ covariance }) => covariance),
    }
  })

  /** One ellipse a component at one standard deviation: its axes are σ₁ and σ₂. */
  readonly sigmas: readonly Ellipse[] = $derived.by(() => ellipsesOf(this.mixture, 1))

  /** Whose E-step is seen; nobody's at the start. */
  readonly #seenBy: GaussianMixture | undefined = $derived.by(() => this.#demo.snapshot.responsibilitiesOf?.model)

  /** N × K, row-major. */
  readonly responsibilities: Float64Array | undefined = $derived.by(() => {
    const seen = this.#seenBy?.responsibilities(this.#demo.data.dataset)
    return seen && Float64Array.from(seen.to1DArray())
  })

  /** Nₖ of the E-step that is seen. */
  readonly counts: readonly number[] | undefined = $derived.by(() => {
    const { responsibilities } = this
    if (!responsibilities) return undefined
    const k = this.styles.length
    const sums = Array.from({ length: k }, () => 0)
    responsibilities.forEach((share, i) => (sums[i % k]! += share))
    return sums
  })
}

export function ellipsesOf(mixture: Mixture, radius: number): Ellipse[] {
  return Array.from({ length: mixture.weights.length }, (_, k) =>
    ellipseOf(mixture.means[k]!, mixture.covariances[k]!, { radius }),
  )
}
