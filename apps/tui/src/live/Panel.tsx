import { Box } from 'ink'
import { Line } from './Line.tsx'
import { padEnd, widthOfText } from '../text.ts'
import type { Theme } from '../draw/theme.ts'

export interface PanelProps {
  readonly title: string
  /** At the right end of the upper edge; without its parenthesis, or not at all, where there is no room. */
  readonly note?: string
  /** In the lower edge. */
  readonly footer?: string
  readonly width: number
  readonly height: number
  /** What stands inside: at most `height` − 2 lines of `width` − 4 columns. */
  readonly lines: readonly string[]
  readonly theme: Theme
}

/** A box with words in its edges. */
export function Panel({ title, note = '', footer = '', width, height, lines, theme }: PanelProps) {
  const { style } = theme
  const edge = theme.marker === 'ascii' ? asciiEdge : unicodeEdge
  const inner = width - 4
  const dim = (text: string): string => style('dim', text)
  const along = (from: string, left: string, right: string, to: string): string => {
    const [l, r] = [left && ` ${left} `, right && ` ${right} `]
    const dashes = edge.horizontal.repeat(Math.max(0, width - 4 - widthOfText(l) - widthOfText(r)))
    return dim(from + edge.horizontal) + l + dim(dashes) + dim(r) + dim(edge.horizontal + to)
  }
  const room = width - 9 - widthOfText(title)
  const shown = [note, brief(note)].find((text) => widthOfText(text) <= room) ?? ''
  const rows = Array.from({ length: height - 2 }, (_, i) => lines[i] ?? '')
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Line text={along(edge.topLeft, style('bold', title), shown, edge.topRight)} />
      {rows.map((line, i) => (
        <Line key={i} text={`${dim(edge.vertical)} ${padEnd(line, inner)} ${dim(edge.vertical)}`} />
      ))}
      <Line text={along(edge.bottomLeft, footer, '', edge.bottomRight)} />
    </Box>
  )
}

/** Columns that a title may take, so that a note stands beside it at least without its parenthesis. */
export function roomForTitle(width: number, note: string): number {
  return note === '' ? width - 6 : width - 9 - widthOfText(brief(note))
}

/** A note without its parenthesis. */
const brief = (note: string): string => note.replace(/ \(.*\)$/, '')

const unicodeEdge = {
  topLeft: '┌',
  topRight: '┐',
  bottomLeft: '└',
  bottomRight: '┘',
  horizontal: '─',
  vertical: '│',
}

const asciiEdge: typeof unicodeEdge = {
  topLeft: '+',
  topRight: '+',
  bottomLeft: '+',
  bottomRight: '+',
  horizontal: '-',
  vertical: '|',
}
