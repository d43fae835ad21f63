import { coordinatesOf, modelAt } from './coordinates.ts'
import type { EmRequest } from './em.ts'
import { Anderson, Squarem, type Extrapolation } from './extrapolation.ts'
import type { Frame } from './frame.ts'
import { totalVariance, type Maximized } from './maximize.ts'
import type { EmOptions } from './options.ts'
import type { MixtureParameters } from './parameters.ts'
import type { SufficientStatistics } from './statistics.ts'
import { objectiveOf } from './stopping.ts'

/** How EM's steps are lengthened where it is slow. */
export type AccelerationName = 'none' | 'anderson' | 'squarem'

/**
 * The ways in which EM's steps can be lengthened.
 *
 * @example
 * accelerationNames // → [ 'none', 'anderson', 'squarem' ]
 * const near = new GaussianMixture({ weights: [0.5, 0.5], means: [[0], [2]], covariances: [[[1]], [[1]]] })
 * const { points } = near.sample(500)
 * const plain = GaussianMixture.fit(points, { components: 2, tolerance: 1e-9 })
 * const faster = GaussianMixture.fit(points, { components: 2, tolerance: 1e-9, acceleration: 'anderson' })
 * [faster.finalLml > plain.finalLml - 1e-9, faster.iterations < plain.iterations / 3] // → [ true, true ]
 */
export const accelerationNames: readonly AccelerationName[] = ['none', 'anderson', 'squarem']

/** M-steps at the beginning, while EM still finds out where to go. */
const BURN_IN = 5
/** M-steps between tries, at most; they double with every try in vain. */
const LONGEST_WAIT = 16

/** A model beyond the M-step's, with its E-step. */
export interface Leap {
  readonly parameters: MixtureParameters
  readonly statistics: SufficientStatistics
}

/**
 * Models further along the way that a run of EM is going. Each is tried by its E-step, and taken only if its objective exceeds
 * that of the frame before by more than the tolerance; otherwise EM goes on with its own M-step, as it does after
 * anything else than an M-step was done to a model.
 */
export class Acceleration {
  readonly #options: EmOptions
  readonly #extrapolation: Extrapolation
  /** D: the data's standard deviation. */
  #scale: Float64Array | undefined
  #wait = 0
  #failures = 0

  constructor(options: EmOptions, extrapolation: Extrapolation) {
    this.#options = options
    this.#extrapolation = extrapolation
  }

  /** @param next the M-step of `frame` */
  *leap(frame: Frame, next: Maximized): Generator<EmRequest, Leap | undefined, SufficientStatistics | undefined> {
    const extrapolation = this.#extrapolation
    const { parameters } = frame.model
    if (next.interventions.length > 0) extrapolation.forget()
    if (next.interventions.length > 0 || frame.iteration < BURN_IN) return undefined

    this.#scale ??= totalDeviation(frame.statistics)
    extrapolation.observe(coordinatesOf(parameters, this.#scale), coordinatesOf(next.parameters, this.#scale))
    if (this.#wait > 0) {
      this.#wait--
      return undefined
    }
    const guess = extrapolation.guess()
    if (!guess) return undefined

    const tried = modelAt(guess, this.#scale, next.parameters, this.#options)
    const statistics = tried && (yield { eStep: tried })
    if (tried && statistics && objectiveOf(statistics) - frame.objective > this.#options.tolerance) {
      this.#failures = 0
      extrapolation.judge(true)
      return { parameters: tried, statistics }
    }
    this.#failures++
    this.#wait = Math.min(2 ** this.#failures, LONGEST_WAIT)
    extrapolation.judge(false)
    return undefined
  }
}

/** @returns undefined where none is asked for */
export function createAcceleration(options: EmOptions): Acceleration | undefined {
  if (options.acceleration === 'anderson') return new Acceleration(options, new Anderson())
  if (options.acceleration === 'squarem') return new Acceleration(options, new Squarem())
  return undefined
}

function totalDeviation(statistics: SufficientStatistics): Float64Array {
  const { form, componentCount, dimension, centers, effectiveCounts: counts, secondMoments: scatter } = statistics
  return totalVariance(centers, { form, componentCount, dimension, counts, scatter }).map(Math.sqrt)
}
