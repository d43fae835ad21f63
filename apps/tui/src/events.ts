import type { Intervention } from '@mixtura/core'

const causes = {
  empty: 'lost all its samples',
  singular: 'collapsed to no width',
  'small-cluster': 'began with too few samples',
  'outside-structure': 'began with a covariance that the structure cannot hold',
}

const actions = {
  regularize: 'a ridge was added to its covariance',
  reseed: 'it was given half of the heaviest',
  drop: 'it was removed',
  keep: 'its old place was kept',
  pool: 'it borrowed the pooled covariance',
  project: 'the nearest one that it can hold was taken',
}

/** `Component 2 collapsed to no width; a ridge was added to its covariance.` Components are counted from 1. */
export function describeEvent({ component, cause, action }: Intervention): string {
  return `Component ${component + 1} ${causes[cause]}; ${actions[action]}.`
}

/** Whether a component collapsed, rather than only began badly. */
export function isCollapse({ cause }: Intervention): boolean {
  return cause === 'empty' || cause === 'singular'
}
