import { formatModel, formatTrace } from '@mixtura/io'
import { formatLml } from '@mixtura/viz'
import { open } from 'node:fs/promises'
import { fitReport } from '../fit-report.ts'
import { plotSvg } from '../svg.ts'
import { pointsOf } from '../draw/stones.ts'
import type { Live } from './live.ts'
import { judgeOf } from './view.ts'

export type SaveKind = 'model' | 'trace' | 'plot'

/**
 * Writes what is shown into the working directory, never over a file that is there.
 *
 * @returns the name of the file, in a sentence
 */
export async function save(kind: SaveKind, live: Live, axes: readonly [number, number]): Promise<string> {
  const { name, extension, text } = content(kind, live, axes)
  for (let attempt = 1; ; attempt++) {
    const path = `${name}${attempt > 1 ? `-${attempt}` : ''}.${extension}`
    try {
      const file = await open(path, 'wx')
      await file.writeFile(text).finally(() => file.close())
      return `Saved ${path}.`
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

interface Content {
  readonly name: string
  readonly extension: string
  readonly text: string
}

function content(kind: SaveKind, live: Live, axes: readonly [number, number]): Content {
  if (kind === 'model') return modelContent(live)
  return kind === 'trace' ? traceContent(live) : plotContent(live, axes)
}

/** The model shown, in the form `mixtura fit --json` writes; a run broken off counts as aborted. */
function modelContent({ problem, session, settingsOf }: Live): Content {
  const { run, frame, stopReason } = session.getSnapshot()
  const shown = run.frames.slice(0, frame.iteration + 1)
  const isLast = shown.length === run.frames.length
  const fit = {
    model: frame.model,
    lml: shown.slice(1).map(({ lml }) => lml),
    iterations: frame.iteration,
    converged: isLast && stopReason === 'tolerance',
    stopReason: (isLast && stopReason) || 'aborted',
    events: shown.flatMap(({ events }) => events),
    seed: settingsOf(run).seed,
  }
  const { dataset, columns } = problem
  const text = formatModel({ model: frame.model, columns, report: fitReport(fit, dataset) })
  return { name: 'mixtura-model', extension: 'json', text }
}

function traceContent({ session }: Live): Content {
  const { frames } = session.getSnapshot().run
  if (frames.length === 0) throw new Error('The LML of the start is not known yet: there is no trace to save.')
  return { name: 'mixtura-trace', extension: 'csv', text: formatTrace(frames) }
}

function plotContent({ problem, session, stones }: Live, axes: readonly [number, number]): Content {
  const snapshot = session.getSnapshot()
  const { frame } = snapshot
  const lml = frame.lml === undefined ? [] : [`LML ${formatLml(frame.lml)}`]
  const text = plotSvg({
    points: pointsOf(stones, axes),
    names: [problem.names[axes[0]], problem.names[axes[1]]],
    axes,
    model: frame.model,
    labels: judgeOf(snapshot)?.predict(stones.dataset),
    caption: [problem.title, `iteration ${frame.iteration}`, ...lml].join(' · '),
  })
  return { name: 'mixtura-plot', extension: 'svg', text }
}
