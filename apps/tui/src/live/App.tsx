import { Text, useApp, useInput, useWindowSize } from 'ink'
import { useMemo, useReducer, useState, useSyncExternalStore } from 'react'
import { columnSpread } from '../columns.ts'
import type { Settings } from '../settings.ts'
import type { Style } from '../style.ts'
import type { Scene } from './draw/scatter.ts'
import { pointsOf } from './draw/stones.ts'
import { keyNames, terminalCommands } from './keymap.ts'
import { smallest } from './layout.ts'
import type { Live } from './live.ts'
import type { SnapshotStore } from './paced.ts'
import { save, type SaveKind } from './save.ts'
import { Screen } from './Screen.tsx'
import { createTheme } from './theme.ts'
import { axisPairs, changeView, type View } from './view.ts'

/** How the view was left. */
export type Ending = 'quit' | 'interrupted'

export interface AppProps {
  readonly live: Live
  readonly store: SnapshotStore
  readonly style: Style
  readonly initialView: View
}

/** The live view: the session's snapshot and the view's own state, keys to both. */
export function App({ live, store, style, initialView }: AppProps) {
  const { problem, stones, session } = live
  const { exit } = useApp()
  const window = useWindowSize()
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot)
  const [view, change] = useReducer(changeView, initialView)
  const theme = useMemo(() => createTheme(view.marker, style), [view.marker, style])

  const axes = useMemo(() => axisPairs(problem.dataset.dimension)[view.pair], [problem, view.pair])

  const attempt = (work: () => string | void | Promise<string | void>): void => {
    Promise.resolve()
      .then(work)
      .then((said) => change({ say: said ?? '' }))
      .catch((error: Error) => change({ say: `▲ ${error.message}` }))
  }
  const commands = terminalCommands({
    live,
    change,
    restart: (settings: Settings) => attempt(() => live.restart(settings)),
    save: (kind: SaveKind) => attempt(() => save(kind, live, axes)),
    leave: (ending: Ending) => exit(ending),
  })
  useInput((input, key) => {
    if (view.message) change({ say: '' })
    for (const name of keyNames(input, key)) {
      const command = commands.find(({ keys }) => keys.includes(name))
      if (command?.enabled(session.getSnapshot())) void command.run()
    }
  })

  const points = useMemo(() => pointsOf(stones, axes), [stones, axes])
  const [labels] = useState(() => ({ names: problem.columns, spreads: columnSpread(problem.dataset) }))
  const { model } = snapshot.frame
  const scene: Scene = {
    stones,
    points,
    axes,
    model,
    tellsApart: snapshot.responsibilitiesOf?.model,
    slots: live.slotsOf(snapshot.run, model),
    truth: view.truth ? problem.truth : undefined,
  }

  if (window.columns < smallest.columns || window.rows < smallest.rows) return <TooSmall {...window} />
  return (
    <Screen
      {...{ live, snapshot, scene, labels, view, window, theme, commands }}
      settings={live.settingsOf(snapshot.run)}
    />
  )
}

function TooSmall({ columns, rows }: { columns: number; rows: number }) {
  return (
    <Text>
      {`mixtura needs ${smallest.columns} × ${smallest.rows} characters; this window has ${columns} × ${rows}. Make it larger, or press q.`}
    </Text>
  )
}
