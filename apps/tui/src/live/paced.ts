import type { Clock, Session, Snapshot } from '@mixtura/session'

/** What React needs of a store. */
export interface SnapshotStore {
  subscribe(listener: () => void): () => void
  getSnapshot(): Snapshot
}

/** The session's snapshots no more often than a screen can show them: the first at once, the latest of each period, the last always. */
export function paced({ subscribe, getSnapshot }: Session, clock: Clock, period: number): SnapshotStore {
  let shown = getSnapshot()
  const listeners = new Set<() => void>()
  let resting = false

  const show = (): void => {
    if (shown === getSnapshot()) return
    shown = getSnapshot()
    for (const listener of listeners) listener()
    resting = true
    clock.schedule(() => {
      resting = false
      show()
    }, period)
  }
  subscribe(() => {
    if (!resting) show()
  })
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    getSnapshot: () => shown,
  }
}
