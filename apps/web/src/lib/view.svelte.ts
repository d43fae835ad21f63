import { levels, type NamedLevel } from '@mixtura/viz'

/** What the plot shows beside stones and ellipses. */
export class View {
  truth = $state(false)
  levelId: NamedLevel['id'] = $state('notebook')

  get level(): NamedLevel {
    return levels.find(({ id }) => id === this.levelId)!
  }
}
