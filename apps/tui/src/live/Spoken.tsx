import type { Snapshot } from '@mixtura/session'
import { formatGain, formatLml, formatParameter } from '@mixtura/viz'
import { Box, Text } from 'ink'
import { count } from '../count.ts'
import { formatScaled } from '../format.ts'
import type { Problem } from '../problem.ts'
import { startText, type Settings } from '../settings.ts'
import { captionOf } from './caption.ts'
import type { Labels } from '../draw/table.ts'
import type { TerminalCommand } from './keymap.ts'

export interface SpokenProps {
  readonly problem: Problem
  readonly snapshot: Snapshot
  readonly settings: Settings
  readonly slots: ArrayLike<number>
  readonly labels: Labels
  readonly message: string
  readonly help: boolean
  readonly commands: readonly TerminalCommand[]
}

/** The view for a screen reader: sentences, no pictures, and nothing that says by place what it does not say in words. */
export function Spoken({ problem, snapshot, settings, slots, labels, message, help, commands }: SpokenProps) {
  const { halfStep, playing, frame } = snapshot
  const half = { start: 'start', E: 'E-step', M: 'M-step' }[halfStep]
  const lml = frame.lml === undefined ? '' : `, LML ${formatLml(frame.lml)} per ${problem.noun}`
  const gain = frame.gain === undefined ? '' : `, gain ${formatGain(frame.gain)}`
  const sentences = [
    `${problem.title}, ${count(problem.dataset.sampleCount, problem.noun)}, ${frame.model.covariance} covariances, ${startText(settings)}.`,
    `Iteration ${frame.iteration}, ${half}${lml}${gain}.${playing ? ' Playing.' : ''}`,
    ...(message ? [message] : []),
    captionOf(snapshot, problem, settings),
    ...componentSentences(snapshot, slots, labels),
    ...(help
      ? commands.flatMap(({ help }) => (help ? [`${help.keys}: ${help.text}.`] : []))
      : ['Question mark lists the keys, q quits.']),
  ]
  return (
    <Box flexDirection="column">
      {sentences.map((sentence, i) => (
        <Text key={i}>{sentence}</Text>
      ))}
    </Box>
  )
}

function componentSentences({ frame: { model } }: Snapshot, slots: ArrayLike<number>, { names, spreads }: Labels) {
  const { weights, means, covariances } = model.toJSON()
  return Array.from(weights.keys())
    .sort((a, b) => slots[a] - slots[b])
    .map((k) => {
      const columns = names.map((name, j) => {
        const [mean, deviation] = [means[k][j], Math.sqrt(covariances[k][j][j])]
        return `${name} ${formatScaled(mean, spreads[j])} plus or minus ${formatScaled(deviation, spreads[j])}`
      })
      return `Component ${slots[k] + 1}: weight ${formatParameter(weights[k])}, ${columns.join(', ')}.`
    })
}
