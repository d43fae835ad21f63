import { checkCount } from './check.ts'
import type { PathSink } from './path.ts'

/** How dots become characters: 2 × 4 dots a cell, quarter blocks, or plain ASCII for fonts that break both. */
export type Marker = 'braille' | 'block' | 'ascii'

/** Characters of one row that belong to one owner. */
export interface Run {
  readonly text: string
  /** The number its dots or glyphs were drawn with; `NOBODY` for blanks and for what belongs to no component. */
  readonly owner: number
}

/** The owner of blanks, axes, and everything neutral. */
export const NOBODY: number = -1

/**
 * A picture in characters. It is drawn in dots, 2 a cell across and 4 down (so dots are about square), x right and y
 * down from the top left corner; whatever falls outside is clipped. The last one to draw into a cell owns it, and of
 * glyph and dots the later shows.
 */
export interface DotGrid {
  readonly columns: number
  readonly rows: number
  /** In dots: 2 × columns. */
  readonly width: number
  /** In dots: 4 × rows. */
  readonly height: number
  /** A sink whose lines belong to `owner`. */
  pen(owner: number): PathSink
  dot(x: number, y: number, owner: number): void
  /** Writes one character over the cell in which the dot (x, y) lies. */
  stamp(x: number, y: number, glyph: string, owner: number): void
  /** The rows, from the top, as runs to be coloured. */
  runs(marker: Marker): Run[][]
  /** The rows, from the top, without colour; each `columns` characters long. */
  text(marker: Marker): string[]
}

/** A blank grid of `columns` × `rows` characters. */
export function createDotGrid(columns: number, rows: number): DotGrid {
  checkCount(columns, 1, 'columns')
  checkCount(rows, 1, 'rows')
  const width = 2 * columns
  const height = 4 * rows
  const dots = new Uint8Array(columns * rows)
  const owners = new Int32Array(columns * rows).fill(NOBODY)
  const glyphs = new Map<number, string>()

  const isInside = (x: number, y: number): boolean => x >= 0 && x < width && y >= 0 && y < height
  const cellAt = (x: number, y: number): number => Math.floor(y / 4) * columns + Math.floor(x / 2)

  const dot = (x: number, y: number, owner: number): void => {
    if (!isInside(x, y)) return
    const cell = cellAt(x, y)
    if (glyphs.delete(cell)) dots[cell] = 0
    dots[cell] |= DOT_BITS[Math.floor(y) % 4][Math.floor(x) % 2]
    owners[cell] = owner
  }
  const stamp = (x: number, y: number, glyph: string, owner: number): void => {
    if (!isInside(x, y)) return
    const cell = cellAt(x, y)
    glyphs.set(cell, glyph)
    owners[cell] = owner
  }
  const runs = (marker: Marker): Run[][] =>
    Array.from({ length: rows }, (_, row) => {
      const line: { text: string; owner: number }[] = []
      for (let cell = row * columns; cell < (row + 1) * columns; cell++) {
        const text = glyphs.get(cell) ?? CHARACTERS[marker](dots[cell])
        const last = line.at(-1)
        if (last?.owner === owners[cell]) last.text += text
        else line.push({ text, owner: owners[cell] })
      }
      return line
    })

  return {
    columns,
    rows,
    width,
    height,
    pen: (owner) => createPen(width, height, (x, y) => dot(x, y, owner)),
    dot,
    stamp,
    runs,
    text: (marker) => runs(marker).map((line) => line.map((run) => run.text).join('')),
  }
}

/** The bit of each dot of a braille cell, [row][column] (Unicode, block U+2800). */
const DOT_BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
]

const TOP_LEFT = 0x03
const TOP_RIGHT = 0x18
const BOTTOM_LEFT = 0x44
const BOTTOM_RIGHT = 0xa0
const QUARTERS = ' ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█'

const FIRST_ROW = 0x09
const MIDDLE_ROWS = 0x36
const LAST_ROW = 0xc0

const CHARACTERS: Record<Marker, (dots: number) => string> = {
  braille: (dots) => (dots === 0 ? ' ' : String.fromCodePoint(0x2800 + dots)),
  block: (dots) =>
    QUARTERS[(dots & TOP_LEFT && 1) | (dots & TOP_RIGHT && 2) | (dots & BOTTOM_LEFT && 4) | (dots & BOTTOM_RIGHT && 8)],
  ascii: (dots) => {
    if (dots === 0) return ' '
    const top = (dots & FIRST_ROW) !== 0
    const bottom = (dots & LAST_ROW) !== 0
    if (top && bottom) return (dots & MIDDLE_ROWS) === 0 ? ':' : '|'
    if (top) return "'"
    return bottom ? '.' : '-'
  },
}

/** Lines as dots, each clipped to the grid first. */
function createPen(width: number, height: number, dot: (x: number, y: number) => void): PathSink {
  let [x, y] = [0, 0]
  let [startX, startY] = [0, 0]
  const lineTo = (toX: number, toY: number): void => {
    const [enter, leave] = visiblePart(x, y, toX - x, toY - y, width, height)
    if (enter <= leave) {
      const ends = [mix(x, toX, enter), mix(y, toY, enter), mix(x, toX, leave), mix(y, toY, leave)] as const
      if (Math.abs(toX - x) >= Math.abs(toY - y)) drawDots(ends[0], ends[1], ends[2], ends[3], dot)
      else drawDots(ends[1], ends[0], ends[3], ends[2], (along, across) => dot(across, along))
    }
    ;[x, y] = [toX, toY]
  }
  return {
    moveTo(toX, toY) {
      ;[x, y] = [toX, toY]
      ;[startX, startY] = [toX, toY]
    },
    lineTo,
    closePath: () => lineTo(startX, startY),
  }
}

/** One dot for each step along the longer side of a line: where the line crosses the middle of that step, if it does. */
function drawDots(
  fromAlong: number,
  fromAcross: number,
  toAlong: number,
  toAcross: number,
  dot: (along: number, across: number) => void,
): void {
  const [low, high] = [Math.min(fromAlong, toAlong), Math.max(fromAlong, toAlong)]
  const length = toAlong - fromAlong || 1
  for (let step = Math.floor(low); step <= high; step++) {
    const along = Math.min(Math.max(step + 0.5, low), high)
    dot(along, mix(fromAcross, toAcross, (along - fromAlong) / length))
  }
}

function mix(from: number, to: number, share: number): number {
  return from + share * (to - from)
}

/** The share [enter, leave] of a line within the grid, enter > leave if none is (Y.-D. Liang, B. A. Barsky, 1984). */
function visiblePart(x: number, y: number, dx: number, dy: number, width: number, height: number): [number, number] {
  let [enter, leave] = [0, 1]
  for (const [from, along, size] of [
    [x, dx, width],
    [y, dy, height],
  ]) {
    if (along === 0) {
      if (from < 0 || from >= size) return [1, 0]
      continue
    }
    const [a, b] = [-from / along, (size - from) / along]
    enter = Math.max(enter, Math.min(a, b))
    leave = Math.min(leave, Math.max(a, b))
  }
  return [enter, leave]
}
