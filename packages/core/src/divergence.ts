import { log } from './elementary.ts'
import type { MixtureParameters } from './parameters.ts'

type Components = Pick<MixtureParameters, 'form' | 'dimension' | 'means' | 'covariances' | 'precisionsCholesky'>

/**
 * KL(N(μₚ, Σₚ) ‖ N(μ_q, Σ_q)) in nats, of component `i` of `p` from component `j` of `q`, which have the same form and
 * dimension: ½ [tr(Σ_q⁻¹ Σₚ) + ‖U_qᵀ (μₚ − μ_q)‖² − D + log |Σ_q| / |Σₚ|].
 */
export function componentDivergence(p: Components, i: number, q: Components, j: number): number {
  const { form, dimension: d } = p
  const size = form === 'triangular' ? d * d : d
  const [ofP, ofQ] = [i * size, j * size]
  let distance = 0
  let trace = 0
  let logRatio = 0
  for (let column = 0; column < d; column++) {
    const shift = (row: number): number => p.means[i * d + row]! - q.means[j * d + row]!
    if (form === 'diagonal') {
      const factor = q.precisionsCholesky[ofQ + column]!
      distance += (factor * shift(column)) ** 2
      trace += factor * factor * p.covariances[ofP + column]!
      logRatio += log(p.precisionsCholesky[ofP + column]! / factor)
      continue
    }
    // Column u of U_q: uᵀ (μₚ − μ_q), and uᵀ Σₚ u.
    const factor = (row: number): number => q.precisionsCholesky[ofQ + row * d + column]!
    let projected = 0
    for (let row = 0; row <= column; row++) {
      projected += factor(row) * shift(row)
      let product = p.covariances[ofP + row * (d + 1)]! * factor(row)
      for (let before = 0; before < row; before++)
        product += 2 * p.covariances[ofP + row * d + before]! * factor(before)
      trace += factor(row) * product
    }
    distance += projected * projected
    logRatio += log(p.precisionsCholesky[ofP + column * (d + 1)]! / factor(column))
  }
  return (trace + distance - d) / 2 + logRatio
}

/**
 * Δ = Σₖ π′ₖ [log π′ₖ / πₖ + KL(N′ₖ ‖ Nₖ)], in nats: how far a step of EM has moved the joint distribution of a row and
 * its component. An exact M-step gains at least this much (Neal & Hinton 1998, from Jensen's inequality).
 * @returns Infinity where the two have not the same components
 */
export function modelChange(after: MixtureParameters, before: MixtureParameters): number {
  if (after.componentCount !== before.componentCount || after.form !== before.form) return Infinity
  let change = 0
  for (let c = 0; c < after.componentCount; c++) {
    const weight = after.weights[c]!
    if (weight > 0) change += weight * (log(weight / before.weights[c]!) + componentDivergence(after, c, before, c))
  }
  return change
}

/** Components that a row tells apart by less than this many nats, both ways together, are one component written twice. */
const LEAST_DIFFERENCE = 0.01

/**
 * The groups of components that coincide: from each to another of its group KL one way plus KL the other is below 0.01.
 * EM cannot tell such components apart; where they began alike it stays on a saddle.
 */
export function coincidentComponents(parameters: MixtureParameters): number[][] {
  const groups: number[][] = []
  for (let c = 0; c < parameters.componentCount; c++) {
    if (!(parameters.weights[c]! > 0)) continue
    const twin = groups.find((group) => group.some((other) => areAlike(parameters, c, other)))
    if (twin) twin.push(c)
    else groups.push([c])
  }
  return groups.filter((group) => group.length > 1)
}

function areAlike(parameters: MixtureParameters, a: number, b: number): boolean {
  // Most pairs are told apart by one number each, before any product of matrices.
  const { form, dimension: d, means, covariances } = parameters
  for (let j = 0; j < d; j++) {
    const at = (c: number): number => (form === 'triangular' ? c * d * d + j * (d + 1) : c * d + j)
    const shift = means[a * d + j]! - means[b * d + j]!
    if (shift * shift > LEAST_DIFFERENCE * Math.max(covariances[at(a)]!, covariances[at(b)]!)) return false
  }
  return (
    componentDivergence(parameters, a, parameters, b) + componentDivergence(parameters, b, parameters, a) <
    LEAST_DIFFERENCE
  )
}
