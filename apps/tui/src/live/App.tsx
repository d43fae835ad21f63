import { Text, useApp, useInput, useIsScreenReaderEnabled, useStdout, useWindowSize } from 'ink'
import { useEffect, useMemo, useReducer, useState, useSyncExternalStore } from 'react'
import { columnSpread } from '../columns.ts'
import type { Settings } from '../settings.ts'
import type { Style } from '../style.ts'
import type { Scene } from '../draw/scatter.ts'
import { pointsOf } from '../draw/stones.ts'
import { jobControl } from './job-control.ts'
import { keyNames, terminalCommands } from './keymap.ts'
import { smallest } from './layout.ts'
import type { Live } from './live.ts'
import type { SnapshotStore } from './paced.ts'
import { save, type SaveKind } from './save.ts'
import { Screen } from './Screen.tsx'
import { Spoken } from './Spoken.tsx'
import { createTheme } from '../draw/theme.ts'
import { axisPairs, changeView, judgeOf, type View } from './view.ts'

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
  const { exit, suspendTerminal } = useApp()
  const { stdout } = useStdout()
  const window = useWindowSize()
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot)
  const [view, change] = useReducer(changeView, initialView)
  const theme = useMemo(() => createTheme(view.marker, style), [view.marker, style])

  const [job] = useState(() => jobControl(suspendTerminal, (text) => stdout.write(text)))
  useEffect(job.listen, [job])

  const axes = useMemo(() => axisPairs(problem.dataset.dimension)[view.pair], [problem, view.pair])

  const attempt = (work: () => Promise<string | void>): void => {
    work()
      .then((said) => change({ say: said ?? '' }))
      .catch((error: Error) => change({ say: `▲ ${error.message}` }))
  }
  const commands = terminalCommands({
    live,
    change,
    restart: (settings: Settings) => attempt(() => live.restart(settings)),
    save: (kind: SaveKind) => attempt(() => save(kind, live, axes)),
    stop: job.stop,
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
  const [labels] = useState(() => ({ names: problem.names, spreads: columnSpread(problem.dataset) }))
  const { model } = snapshot.frame
  const settings = live.settingsOf(snapshot.run)
  const slots = live.slotsOf(snapshot.run, model)

  if (useIsScreenReaderEnabled()) {
    const { message, sheet } = view
    return <Spoken {...{ problem, snapshot, settings, slots, labels, message, commands }} help={sheet} />
  }
  if (window.columns < smallest.columns || window.rows < smallest.rows) return <TooSmall {...window} />
  const tellsApart = judgeOf(snapshot)
  const truth = view.truth ? problem.truth : undefined
  const scene: Scene = { stones, points, axes, model, tellsApart, slots, truth }
  return <Screen {...{ live, snapshot, settings, scene, labels, view, window, theme, commands }} />
}

function TooSmall({ columns, rows }: { columns: number; rows: number }) {
  return (
    <Text>
      {`mixtura needs ${smallest.columns} × ${smallest.rows} characters; this window has ${columns} × ${rows}. Make it larger, or press q.`}
    </Text>
  )
}
