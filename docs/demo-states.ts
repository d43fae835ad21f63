/** States of the web demo that pages link to. `cursor` counts half-steps: 2 n is iteration n, just after its M-step. */
export interface DemoState {
  readonly data: { readonly preset: string; readonly n: number; readonly seed: number }
  readonly components: number
  readonly init: 'kmeans' | 'random'
  readonly seed?: number
  readonly cursor: number
  readonly truth?: boolean
}

const threeStudents = { preset: 'three-students', n: 500, seed: 12 }

export const demoStates = {
  stones: { data: threeStudents, components: 3, init: 'kmeans', cursor: 0 },
  'first-e-step': { data: threeStudents, components: 3, init: 'random', cursor: 1 },
  'first-m-step': { data: threeStudents, components: 3, init: 'random', cursor: 2 },
  estimate: { data: threeStudents, components: 3, init: 'kmeans', cursor: 88, truth: true },
  starts: { data: threeStudents, components: 4, init: 'random', seed: 3, cursor: 40 },
  choosing: { data: { preset: 'old-faithful', n: 272, seed: 0 }, components: 2, init: 'kmeans', cursor: 10 },
  collapse: { data: { preset: 'duplicated-points', n: 300, seed: 1 }, components: 4, init: 'kmeans', cursor: 40 },
} as const satisfies Record<string, DemoState>

/** As the demo's own share links have it. */
export function stateInLink({ data, components, init, seed = 0, cursor, truth = false }: DemoState): object {
  return {
    v: 1,
    data,
    setup: {
      components,
      init,
      seed,
      options: { covariance: 'full', regularization: 0, tolerance: 1e-6, maxIterations: 1000, onCollapse: 'error' },
    },
    cursor,
    view: { axes: [0, 1], truth, level: 'notebook', background: 'none' },
  }
}
