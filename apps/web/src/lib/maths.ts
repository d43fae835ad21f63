import type { App } from './app.svelte.ts'
import { formulas } from '../story/formulas.ts'

/** A formula as it is written, and the same one with the numbers on display. */
export interface Worked {
  readonly general: string
  readonly withNumbers: string
}

/**
 * The present half-step in formulas: the E-step of one stone, the M-step of one component, or the start's component.
 * Numbers are rounded to four digits where they are shown, not before; counts are exact.
 */
export function workedOut({ demo, scene }: App, stone: number, component: number): Worked[] {
  const { halfStep } = demo.snapshot
  if (halfStep === 'E') return eStep({ demo, scene }, stone, component)
  if (halfStep === 'M' && scene.seenStyles.length === scene.styles.length) return mStep({ demo, scene }, component)
  return [{ general: formulas.model[1]!, withNumbers: parametersOf({ demo, scene }, component).join(', \\quad ') }]
}

type Seen = Pick<App, 'demo' | 'scene'>

function eStep({ scene }: Seen, stone: number, component: number): Worked[] {
  const model = scene.seenBy!
  const claims = model
    .weightedLogDensities([scene.rowOf(stone)])
    .to1DArray()
    .map(Math.exp)
  const sum = claims.reduce((total, claim) => total + claim, 0)
  const weight = model.weights[component]!
  const density = claims[component]! / weight
  const [i, k] = [stone + 1, place(scene, component)]
  const terms = scene.order.map((other) => digits(claims[other]!)).join(' + ')
  return [
    {
      general: formulas.eStep[0]!,
      withNumbers: String.raw`r_{${i},${k}} \approx \frac{${digits(weight)} \cdot ${digits(density)}}{${terms}} \approx \frac{${digits(claims[component]!)}}{${digits(sum)}} \approx ${digits(claims[component]! / sum)}`,
    },
  ]
}

function mStep({ demo, scene }: Seen, component: number): Worked[] {
  const { weightTotal } = demo.data.dataset
  const { count, sums } = momentsOf({ demo, scene }, component)
  const k = place(scene, component)
  const [weight, mean, covariance] = parametersOf({ demo, scene }, component)
  return [
    {
      general: formulas.mStep[0]!,
      withNumbers: String.raw`\begin{array}{l} N_{${k}} \approx ${digits(count)}, \qquad ${weight} \approx \dfrac{${digits(count)}}{${digits(weightTotal)}} \\[1em] ${mean} \approx \dfrac{1}{${digits(count)}} ${vector(sums)} \end{array}`,
    },
    { general: formulas.mStep[1]!, withNumbers: covariance },
  ]
}

/** Nₖ and Σ r x in the columns shown; where not every stone is at hand, what they are by the mean that came of them. */
function momentsOf({ demo, scene }: Seen, component: number): { count: number; sums: number[] } {
  const { dataset, drawn } = demo.data
  if (drawn !== dataset) {
    const count = demo.snapshot.responsibilitiesOf!.effectiveCounts[component]!
    return { count, sums: Array.from(scene.mixture.means[component]!, (mean) => mean * count) }
  }
  const { values, dimension, sampleCount } = dataset
  const componentCount = scene.seenStyles.length
  let count = 0
  const sums = scene.axes.map(() => 0)
  for (let row = 0; row < sampleCount; row++) {
    const share = scene.responsibilities![row * componentCount + component]!
    count += share
    scene.axes.forEach((axis, j) => (sums[j]! += share * values[row * dimension + axis]!))
  }
  return { count, sums }
}

/** π, μ and Σ of a component of the displayed model, in the columns shown. */
function parametersOf({ scene }: Seen, component: number): [string, string, string] {
  const { weights, means, covariances } = scene.mixture
  const k = place(scene, component)
  const mean = Array.from(means[component]!)
  const rows = Array.from(covariances[component]!, (row) => Array.from(row))
  return [
    String.raw`\pi_{${k}} \approx ${digits(weights[component]!)}`,
    String.raw`\mu_{${k}} \approx ${vector(mean)}`,
    String.raw`\Sigma_{${k}} \approx \begin{pmatrix} ${rows.map((row) => row.map(digits).join(' & ')).join(' \\\\ ')} \end{pmatrix}`,
  ]
}

/** Which component it is, as the page counts them: from 1 in the order of the palette. */
function place({ order }: App['scene'], component: number): number {
  return order.indexOf(component) + 1
}

function vector(values: readonly number[]): string {
  return String.raw`\begin{pmatrix} ${values.map(digits).join(String.raw` \\ `)} \end{pmatrix}`
}

function digits(value: number): string {
  if (Number.isInteger(value)) return String(value)
  const text = value.toPrecision(4)
  const [mantissa, exponent] = text.split('e')
  return exponent === undefined ? text : String.raw`${mantissa} \cdot 10^{${Number(exponent)}}`
}
