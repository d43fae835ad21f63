import type { GaussianMixture } from '@mixtura/core'
import type { Snapshot } from '@mixtura/session'
import type { Marker } from '@mixtura/viz'
import { markers } from '../locale.ts'

/** How the sitting is looked at; what is looked at is the session's. */
export interface View {
  readonly sheet: boolean
  readonly truth: boolean
  /** The curve's last half only. */
  readonly zoomed: boolean
  readonly marker: Marker
  /** Which pair of columns is shown, counted through `axisPairs`. */
  readonly pair: number
  /** What was last done or could not be; gone with the next key. */
  readonly message: string
}

export type ViewChange =
  | { readonly toggle: 'sheet' | 'truth' | 'zoomed' }
  | { readonly next: 'pair'; readonly of: number }
  | { readonly next: 'marker' }
  | { readonly say: string }

export function changeView(view: View, change: ViewChange): View {
  if ('say' in change) return { ...view, message: change.say }
  const quiet = { ...view, message: '' }
  if ('toggle' in change) return { ...quiet, [change.toggle]: !view[change.toggle] }
  if (change.next === 'pair') return { ...quiet, pair: (view.pair + 1) % change.of }
  return { ...quiet, marker: markers[(markers.indexOf(view.marker) + 1) % markers.length] }
}

/** All pairs of D columns, the first two first; a single column is its own pair. */
export function axisPairs(dimension: number): [number, number][] {
  if (dimension === 1) return [[0, 0]]
  return Array.from({ length: dimension }, (_, i) =>
    Array.from({ length: dimension - i - 1 }, (_, j): [number, number] => [i, i + j + 1]),
  ).flat()
}

/**
 * The model whose responsibilities tell the samples apart, none before the first E-step: that of the E-step shown; where
 * the M-step after it has dropped a component, the model shown, for only its components have looks.
 */
export function judgeOf({ frame, responsibilitiesOf }: Snapshot): GaussianMixture | undefined {
  const judge = responsibilitiesOf?.model
  return judge && judge.componentCount !== frame.model.componentCount ? frame.model : judge
}
