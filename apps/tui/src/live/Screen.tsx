import { Box } from 'ink'
import type { Snapshot } from '@mixtura/session'
import { levels } from '@mixtura/viz'
import type { Settings } from '../settings.ts'
import { drawCurve } from '../draw/curve.ts'
import { drawDensities } from '../draw/densities.ts'
import { drawLog } from '../draw/log.ts'
import { drawScatter, type Scene } from '../draw/scatter.ts'
import { drawTable, type Labels } from '../draw/table.ts'
import { HelpLine, HelpSheet } from './Help.tsx'
import type { TerminalCommand } from './keymap.ts'
import { layOut } from './layout.ts'
import { Line } from './Line.tsx'
import type { Live } from './live.ts'
import { Panel, roomForTitle } from './Panel.tsx'
import type { Theme } from '../draw/theme.ts'
import type { View } from './view.ts'
import { captionLine, footerText, plotTitle, titleLine } from './words.ts'

export interface ScreenProps {
  readonly live: Pick<Live, 'problem' | 'stones'>
  readonly snapshot: Snapshot
  readonly settings: Settings
  readonly scene: Scene
  readonly labels: Labels
  readonly view: View
  readonly window: { readonly columns: number; readonly rows: number }
  readonly theme: Theme
  readonly commands: readonly TerminalCommand[]
}

/** One moment of the session, whole: a function of its properties. */
export function Screen({ live, snapshot, settings, scene, labels, view, window, theme, commands }: ScreenProps) {
  const { problem, stones } = live
  const { run, frame, ghosts } = snapshot
  const layout = layOut(window, frame.model.componentCount)
  const lml = run.frames.map((past) => past.lml)
  const curve = {
    lml,
    iteration: frame.iteration,
    zoomed: view.zoomed,
    // Runs that were left before their first likelihood have no curve.
    ghost: ghosts.findLast(({ frames }) => frames.length > 0)?.frames.map((past) => past.lml),
  }
  const isPlane = scene.axes[0] !== scene.axes[1]
  const note = isPlane ? theme.words(levels[0].label) : ''
  const drawPlot = isPlane ? drawScatter : drawDensities
  const inside = ({ width, height }: { width: number; height: number }): [number, number] => [width - 4, height - 2]

  return (
    <Box flexDirection="column" width={window.columns}>
      <Line text={titleLine(problem, settings, snapshot, window.columns, theme)} />
      {view.sheet ? (
        <HelpSheet commands={commands} width={window.columns} height={layout.plot.height} theme={theme} />
      ) : (
        <Box>
          <Panel
            title={plotTitle(problem, stones, scene.axes, roomForTitle(layout.plot.width, note), theme)}
            note={note}
            footer={footerText(problem, scene, frame.model, layout.plot.width - 6, theme)}
            {...layout.plot}
            lines={drawPlot(scene, ...inside(layout.plot), theme)}
            theme={theme}
          />
          <Box flexDirection="column">
            <Panel
              title={`LML per ${problem.noun}`}
              {...layout.curve}
              lines={lml.length > 0 ? drawCurve(curve, ...inside(layout.curve), theme) : []}
              theme={theme}
            />
            <Panel
              title="log"
              {...layout.log}
              lines={drawLog(run.frames.slice(0, frame.iteration + 1), ...inside(layout.log), theme)}
              theme={theme}
            />
          </Box>
        </Box>
      )}
      {drawTable(scene, frame.model, labels, window.columns - 1, layout.tableRows, theme).map((line, i) => (
        <Line key={i} text={line} />
      ))}
      <Line text={captionLine(view.message, problem, settings, snapshot, window.columns, theme)} />
      <HelpLine commands={commands} width={window.columns} theme={theme} />
    </Box>
  )
}
