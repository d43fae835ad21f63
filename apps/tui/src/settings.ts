import type { CollapsePolicy, CovarianceName, EmOptions, Init } from '@mixtura/core'

/** Starts by name, as `--init` takes them. */
export type StartName = Extract<Init, string>

export const startNames = ['kmeans', 'k-means++', 'random', 'random-responsibilities'] as const satisfies StartName[]

/** The structures offered one after another; `--covariance` takes every name that core knows. */
export const commonCovariances: readonly CovarianceName[] = ['full', 'tied', 'diag', 'spherical']

/** One fit as it was asked for: the same for the live view, the report and `fit`. */
export interface Settings {
  readonly components: number
  readonly covariance: CovarianceName
  readonly init: StartName
  readonly seed: number
  readonly tolerance: number
  readonly maxIterations: number
  readonly regularization: number
  readonly onCollapse: CollapsePolicy
}

/** Those of the settings that EM itself goes by once it has a start. */
export function emOptionsOf(settings: Settings): Partial<EmOptions> {
  const { covariance, tolerance, maxIterations, regularization, onCollapse } = settings
  return { covariance, tolerance, maxIterations, regularization, onCollapse }
}

/** `K-means start`, `random start 3`: where a fit began, in words. */
export function startText({ init, seed }: Pick<Settings, 'init' | 'seed'>): string {
  if (init === 'kmeans') return 'K-means start'
  if (init === 'k-means++') return `k-means++ start ${seed}`
  return `${init.replaceAll('-', ' ')} start ${seed}`
}
