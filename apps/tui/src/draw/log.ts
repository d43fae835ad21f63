import { formatGain, formatLml } from '@mixtura/viz'
import type { HistoryFrame } from '@mixtura/session'
import { padStart, shorten } from '../text.ts'
import { describeEvent } from '../events.ts'
import type { Theme } from './theme.ts'

/** The last iterations up to the one shown, newest at the bottom: number, LML, gain; and every event under its own. */
export function drawLog(frames: readonly HistoryFrame[], columns: number, rows: number, theme: Theme): string[] {
  const { style, words } = theme
  const heading = style('dim', `iter ${padStart('LML', 8)}  ${words('Δ')}`)
  const lines = frames
    .slice(1 - rows)
    .flatMap(({ iteration, lml, gain, events }) => [
      `${padStart(String(iteration), 4)} ${padStart(formatLml(lml), 8)}  ${gain === undefined ? 'start' : formatGain(gain)}`,
      ...events.map((event) => shorten(words(`▲ ${describeEvent(event)}`), columns)),
    ])
  const last = lines.length - 1
  return [heading, ...lines.map((line, i) => (i === last ? style('bold', line) : line)).slice(1 - rows)]
}
