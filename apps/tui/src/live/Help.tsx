import { padEnd, widthOfText } from '../text.ts'
import type { TerminalCommand } from './keymap.ts'
import { Line } from './Line.tsx'
import { Panel } from './Panel.tsx'
import type { Theme } from '../draw/theme.ts'

interface HelpProps {
  readonly commands: readonly TerminalCommand[]
  readonly width: number
  readonly theme: Theme
}

/** As many commands as fit on one line; the way to the sheet and the way out always do. */
export function HelpLine({ commands, width, theme: { style, words } }: HelpProps) {
  const entries = commands.flatMap(({ help }): [string, string][] =>
    help?.brief ? [[words(help.keys), words(help.brief)]] : [],
  )
  const always = entries.filter(([keys]) => keys === '?' || keys === 'q')
  const others = entries.filter((entry) => !always.includes(entry))
  const widthOf = (shown: typeof entries): number =>
    shown.reduce((sum, [keys, word]) => sum + widthOfText(keys) + 1 + widthOfText(word) + GAP, 1 - GAP)
  while (widthOf([...others, ...always]) > width) others.pop()
  const shown = [...others, ...always].map(([keys, word]) => `${style('bold', keys)} ${style('dim', word)}`)
  return <Line text={` ${shown.join(' '.repeat(GAP))}`} />
}

const GAP = 2

const sides = [
  [
    ['time', 'Time'],
    ['start', 'Start'],
  ],
  [
    ['view', 'View'],
    ['edit', 'Undo, save, quit'],
  ],
] as const

/** Every command and its keys, in the place of the plot. */
export function HelpSheet({ commands, width, height, theme }: HelpProps & { readonly height: number }) {
  const { style, words } = theme
  const columns = sides.map((side) =>
    side.flatMap(([group, heading], i) => [
      ...(i > 0 ? [''] : []),
      style('bold', heading),
      ...commands
        .filter((command) => command.group === group)
        .flatMap(({ help }) => (help ? [`${padEnd(words(help.keys), 11)}${style('dim', words(help.text))}`] : [])),
    ]),
  )
  const half = Math.floor((width - 4) / 2)
  const lines = Array.from({ length: Math.max(...columns.map((column) => column.length)) }, (_, row) =>
    columns.map((column) => padEnd(column[row] ?? '', half)).join(''),
  )
  return <Panel title="keys" note={words('? closes')} width={width} height={height} lines={lines} theme={theme} />
}
