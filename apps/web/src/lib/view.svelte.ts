import { levels, type NamedLevel } from '@mixtura/viz'

/** What can lie behind the stones. */
export const backgrounds = ['none', 'contours', 'density', 'doubt'] as const
export type Background = (typeof backgrounds)[number]

/** The parts of the page that fold away on a phone. */
export type PanelId = 'data' | 'model' | 'start' | 'view' | 'parameters' | 'hills' | 'rating' | 'leave'

/** What the plot shows beside stones and ellipses, and what is looked at. */
export class View {
  truth = $state(false)
  background: Background = $state('none')
  levelId: NamedLevel['id'] = $state('notebook')
  /** The stone whose numbers are explained. */
  selectedStone: number | undefined = $state()
  /** The component whose handles are shown. */
  selectedComponent: number | undefined = $state()
  /** Whether the tools that change the stones are laid out. */
  editing = $state(false)
  /** Which closer look at what is displayed is open below the plot. */
  closer: 'maths' | 'table' | undefined = $state()
  /** Of the panels that fold away, those that are open. */
  unfolded: ReadonlySet<PanelId> = $state.raw(new Set<PanelId>(['parameters']))
  /** Whether the list of keys is open. */
  help = $state(false)
  hoveredStone: number | undefined = $state()

  get level(): NamedLevel {
    return levels.find(({ id }) => id === this.levelId)!
  }

  /** Nothing is looked at, and nothing extra is shown. */
  clear(): void {
    this.truth = false
    this.background = 'none'
    this.selectedStone = this.selectedComponent = this.hoveredStone = undefined
    this.editing = this.help = false
    this.closer = undefined
  }

  /** Opens a panel, or folds it away. */
  fold(id: PanelId, open: boolean = !this.unfolded.has(id)): void {
    const others = Array.from(this.unfolded).filter((other) => other !== id)
    this.unfolded = new Set(open ? [...others, id] : others)
  }

  /** Shows this background, or none where it is shown already. */
  toggleBackground(wanted: Background): void {
    this.background = this.background === wanted ? 'none' : wanted
  }
}
