import { lastCursor, type Place } from './place.ts'
import type { Snapshot } from './types.ts'

type Flags = Pick<Snapshot, 'playing' | 'computing' | 'speed' | 'canUndo' | 'canRedo'>

/** What is to be seen at a place. */
export function snapshotOf(place: Place, flags: Flags): Snapshot {
  const { record, ghosts, cursor } = place
  const { run, monotone, error, pending } = record
  return {
    run,
    ghosts,
    cursor,
    halfStep: cursor === 0 ? 'start' : cursor % 2 === 1 ? 'E' : 'M',
    frame: run.frames[cursor >> 1] ?? pending,
    responsibilitiesOf: cursor === 0 ? undefined : run.frames[Math.ceil(cursor / 2) - 1],
    lastCursor: lastCursor(place),
    stopReason: run.stopReason,
    monotone,
    error,
    ...flags,
  }
}

/** Whether two snapshots show the same; their parts are immutable, so identity is enough. */
export function isSame(a: Snapshot, b: Snapshot): boolean {
  return (Object.keys(a) as (keyof Snapshot)[]).every((part) => a[part] === b[part])
}
