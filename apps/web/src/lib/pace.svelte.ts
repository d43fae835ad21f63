import { speeds, type Session, type Speed } from '@mixtura/session'

export type Chosen = Speed | 'auto'

export const choices: readonly Chosen[] = ['auto', ...speeds]

/** The first iterations are slow enough to be understood, the rest fast enough to be waited for. */
const stages: readonly { readonly before: number; readonly speed: Speed }[] = [
  { before: 3, speed: 1 },
  { before: 6, speed: 2 },
  { before: 12, speed: 5 },
  { before: Infinity, speed: 15 },
]

/** How fast a run plays: at the speed someone chose, or by itself, slowly first. */
export class Pace {
  chosen: Chosen = $state('auto')

  /** The next slower or faster speed than the present one, from now on. */
  shift(present: Speed, by: number): void {
    this.chosen = speeds[speeds.indexOf(present) + by] ?? present
  }

  speedAt(iteration: number): Speed {
    return this.chosen === 'auto' ? stages.find(({ before }) => iteration < before)!.speed : this.chosen
  }

  /** Hands the session the speed for its next iteration. */
  apply(session: Session, iteration: number): void {
    const speed = this.speedAt(iteration)
    if (speed !== session.getSnapshot().speed) session.setSpeed(speed)
  }
}
