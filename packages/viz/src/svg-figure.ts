import { neutrals, type Theme } from './palette.ts'
import { element, escapeText } from './svg.ts'
import { niceTicks, wholeTicks, type Tick } from './ticks.ts'
import { fitViewport, toScreen, visibleBox, type Box, type Viewport } from './viewport.ts'

/** What every figure may be given. */
export interface FigureOptions {
  /** Pixels; default 640 × 560 for a scatter, 640 × 320 for a curve. */
  readonly width?: number
  readonly height?: number
  /** Default `light`. */
  readonly theme?: Theme
  readonly title?: string
  /** Where the picture comes from: data, seed, iteration. Broken into lines as needed. */
  readonly caption?: string
}

/** A figure's inside: what it shows, how it is named and how it draws itself once its viewport is known. */
export interface FigureContent {
  readonly box: Box
  readonly aspect: 'equal' | 'free'
  /** A line under the title, in muted ink. */
  readonly legend: string
  readonly xLabel: string
  readonly yLabel: string
  /** Ticks only at whole numbers along x: iterations. */
  readonly wholeX?: boolean
  readonly draw: (viewport: Viewport) => string[]
}

const FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif'
const LINE = 18
/** The mean width of a character of 12 px text, for breaking captions; a little generous. */
const CHARACTER = 6.4

/** A standalone SVG document: title, legend, axes with ticks around the content, caption. */
export function figureSvg(
  options: FigureOptions,
  content: FigureContent,
  size: { width: number; height: number },
): string {
  const { width = size.width, height = size.height, theme = 'light', title, caption } = options
  const colours = neutrals[theme]
  const left = 64
  const right = 20
  const captionLines = caption === undefined ? [] : wrap(caption, Math.floor((width - left - right) / CHARACTER))
  const top = 16 + (title === undefined ? 0 : 22) + (content.legend === '' ? 0 : LINE)
  const bottom = 44 + (captionLines.length === 0 ? 4 : 10 + LINE * captionLines.length)

  const inner = { width: width - left - right, height: height - top - bottom }
  const viewport = fitViewport(content.box, inner, { padding: 14, aspect: content.aspect })
  const visible = visibleBox(viewport)
  const xCount = Math.max(2, Math.round(inner.width / 90))
  const xTicks = content.wholeX === true ? wholeTicks(visible.x, xCount) : niceTicks(visible.x, xCount)
  const yTicks = niceTicks(visible.y, Math.max(2, Math.round(inner.height / 60)))

  const text = (x: number, y: number, words: string, more: Record<string, string | number> = {}): string =>
    element('text', { x, y, 'font-size': 12, fill: colours.mutedInk, ...more }, [escapeText(words)])
  const vertical = ({ value, label }: Tick): string[] => {
    const x = left + toScreen(viewport, [value, 0])[0]
    return [
      element('path', { d: `M${x.toFixed(1)},${top}V${top + inner.height}`, stroke: colours.rule }),
      text(x, top + inner.height + 18, withMinus(label), { 'text-anchor': 'middle' }),
    ]
  }
  const horizontal = ({ value, label }: Tick): string[] => {
    const y = top + toScreen(viewport, [0, value])[1]
    return [
      element('path', { d: `M${left},${y.toFixed(1)}H${left + inner.width}`, stroke: colours.rule }),
      text(left - 8, y + 4, withMinus(label), { 'text-anchor': 'end' }),
    ]
  }

  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'font-family': FONT,
      style: 'font-variant-numeric: tabular-nums',
    },
    [
      ...(title === undefined ? [] : [element('title', {}, [escapeText(title)])]),
      ...(caption === undefined ? [] : [element('desc', {}, [escapeText(caption)])]),
      element('rect', { width, height, fill: colours.surface }),
      ...(title === undefined
        ? []
        : [text(left, 28, title, { 'font-size': 15, 'font-weight': 600, fill: colours.ink })]),
      ...(content.legend === '' ? [] : [text(left, title === undefined ? 24 : 47, content.legend)]),
      ...xTicks.flatMap(vertical),
      ...yTicks.flatMap(horizontal),
      // A nested svg clips what reaches beyond the axes, without an id that could clash in a page of many figures.
      element('svg', { x: left, y: top, width: inner.width, height: inner.height }, content.draw(viewport)),
      text(left + inner.width / 2, top + inner.height + 36, content.xLabel, { 'text-anchor': 'middle' }),
      text(0, 0, content.yLabel, {
        'text-anchor': 'middle',
        transform: `translate(14 ${top + inner.height / 2}) rotate(-90)`,
      }),
      ...captionLines.map((line, i) => text(left, height - 14 - LINE * (captionLines.length - 1 - i), line)),
    ],
  )
}

function withMinus(label: string): string {
  return label.replace('-', '−')
}

/** Breaks at spaces into lines of at most `length` characters; a longer word stands alone. */
function wrap(text: string, length: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= length) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
