import { speeds, type Session, type Snapshot } from './types.ts'

/** Something to do, as buttons, shortcuts, keymaps and help lines need it. */
export interface Command<Id extends string = string> {
  readonly id: Id
  readonly label: string
  /** As in `KeyboardEvent.key`, `Space` spelt out, modifiers before: `Ctrl+Shift+z` (Ctrl is ⌘ on a Mac). */
  readonly keys: readonly string[]
  readonly group: 'time' | 'start' | 'view' | 'edit'
  enabled(snapshot: Snapshot): boolean
  run(): void | Promise<void>
}

/** The ids of all commands. */
export type SessionCommandId =
  | 'play-pause'
  | 'step'
  | 'back'
  | 'half-step'
  | 'half-back'
  | 'first'
  | 'last'
  | 'slower'
  | 'faster'
  | 'restart'
  | 'undo'
  | 'redo'

/** What can be done with a session, in the order of a help line. */
export function sessionCommands(session: Session): readonly Command<SessionCommandId>[] {
  const { getSnapshot } = session
  const hasPast = ({ cursor }: Snapshot): boolean => cursor > 0
  const hasFuture = ({ stopReason, cursor, lastCursor }: Snapshot): boolean => !stopReason || cursor < lastCursor
  const shiftSpeed = (by: number): void => {
    const speed = speeds[speeds.indexOf(getSnapshot().speed) + by]
    if (speed !== undefined) session.setSpeed(speed)
  }
  return [
    {
      id: 'play-pause',
      label: 'Play or pause',
      keys: ['Space'],
      group: 'time',
      enabled: hasFuture,
      run: () => (getSnapshot().playing ? session.pause() : session.play()),
    },
    { id: 'step', label: 'Step', keys: ['ArrowRight'], group: 'time', enabled: hasFuture, run: session.step },
    { id: 'back', label: 'Back', keys: ['ArrowLeft'], group: 'time', enabled: hasPast, run: session.back },
    { id: 'half-step', label: 'Half-step', keys: ['.'], group: 'time', enabled: hasFuture, run: session.stepHalf },
    { id: 'half-back', label: 'Half-step back', keys: [','], group: 'time', enabled: hasPast, run: session.backHalf },
    { id: 'first', label: 'First', keys: ['Home'], group: 'time', enabled: hasPast, run: () => session.seek(0) },
    {
      id: 'last',
      label: 'Last',
      keys: ['End'],
      group: 'time',
      enabled: ({ cursor, lastCursor }) => cursor < lastCursor,
      run: () => session.seek(getSnapshot().lastCursor),
    },
    {
      id: 'slower',
      label: 'Slower',
      keys: ['-'],
      group: 'time',
      enabled: ({ speed }) => speed !== speeds[0],
      run: () => shiftSpeed(-1),
    },
    {
      id: 'faster',
      label: 'Faster',
      keys: ['+'],
      group: 'time',
      enabled: ({ speed }) => speed !== speeds.at(-1),
      run: () => shiftSpeed(1),
    },
    { id: 'restart', label: 'Restart', keys: ['r'], group: 'start', enabled: () => true, run: () => session.reset() },
    {
      id: 'undo',
      label: 'Undo',
      keys: ['Ctrl+z'],
      group: 'edit',
      enabled: ({ canUndo }) => canUndo,
      run: session.undo,
    },
    {
      id: 'redo',
      label: 'Redo',
      keys: ['Ctrl+Shift+z'],
      group: 'edit',
      enabled: ({ canRedo }) => canRedo,
      run: session.redo,
    },
  ]
}
