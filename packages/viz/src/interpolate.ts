import { covarianceOf, ellipseOf, type Ellipse } from './ellipse.ts'
import { componentsOf, type Gaussian, type Mixture } from './gaussian.ts'
import { VizError } from './errors.ts'

/** Axes closer than this (relative) make a circle to the eye, and its angle means nothing. */
const ROUND = 1e-6

/**
 * The ellipse a share `t` of the way between two, for drawing between frames: centre linearly, axes along log σ (so
 * they stay positive, even for an easing that overshoots 0 … 1), rotation by the shortest angle (modulo π, an ellipse
 * being its own half-turn). A round end has no angle of its own and takes the other's. Both ends are exact.
 */
export function interpolateEllipse(from: Ellipse, to: Ellipse, t: number): Ellipse {
  checkShare(t)
  if (t === 0) return from
  if (t === 1) return to
  const start = isRound(from) ? to.rotation : from.rotation
  const end = isRound(to) ? start : to.rotation
  return {
    center: [mix(from.center[0], to.center[0], t), mix(from.center[1], to.center[1], t)],
    semiMajor: geometricMix(from.semiMajor, to.semiMajor, t),
    semiMinor: geometricMix(from.semiMinor, to.semiMinor, t),
    rotation: start + t * shortestTurn(start, end),
  }
}

/** Two-dimensional Gaussians by `interpolateEllipse`; positive definite at every t, the ends exact. */
export function interpolateGaussian(from: Gaussian, to: Gaussian, t: number): Gaussian {
  checkShare(t)
  const start = ellipseOf(from.mean, from.covariance, { radius: 1 })
  const end = ellipseOf(to.mean, to.covariance, { radius: 1 })
  if (t === 0) return from
  if (t === 1) return to
  const between = interpolateEllipse(start, end, t)
  return { mean: between.center, covariance: covarianceOf(between, { radius: 1 }) }
}

/** Mixtures component by component, weights linearly (their sum stays what it was). */
export function interpolateMixture(from: Mixture, to: Mixture, t: number): Mixture {
  const starts = componentsOf(from)
  const ends = componentsOf(to)
  if (starts.length !== ends.length) {
    throw new VizError('bad-dimension', {
      cause: `The mixtures have ${starts.length} and ${ends.length} components.`,
      value: ends.length,
      remedy: 'Interpolate between frames of one run; show a change of K without motion.',
    })
  }
  const between = starts.map((start, k) => interpolateGaussian(start, ends[k], t))
  return {
    weights: starts.map((_, k) => mix(from.weights[k], to.weights[k], t)),
    means: between.map(({ mean }) => mean),
    covariances: between.map(({ covariance }) => covariance),
  }
}

function checkShare(t: number): void {
  if (Number.isFinite(t)) return
  throw new VizError('not-a-number', {
    cause: `Interpolation was asked for at t = ${t}.`,
    value: t,
    remedy: 'Give the share of the way, 0 at the start and 1 at the end.',
  })
}

function mix(a: number, b: number, t: number): number {
  return t === 1 ? b : a + t * (b - a)
}

function geometricMix(a: number, b: number, t: number): number {
  return Math.exp(mix(Math.log(a), Math.log(b), t))
}

function isRound({ semiMajor, semiMinor }: Ellipse): boolean {
  return Math.abs(semiMajor - semiMinor) <= ROUND * semiMajor
}

/** The turn from one axis direction to another, in [−π/2, π/2]. */
function shortestTurn(from: number, to: number): number {
  const turn = (to - from) % Math.PI
  if (turn > Math.PI / 2) return turn - Math.PI
  if (turn < -Math.PI / 2) return turn + Math.PI
  return turn
}
