import type { PathSink } from '../src/index.ts'

export interface Outline {
  points: [number, number][]
  closed: boolean
}

/** A sink with the other methods a canvas context has around it, which keeps what was drawn. */
export function createRecorder(): PathSink & {
  beginPath(): void
  stroke(): void
  strokeStyle: string
  outlines: Outline[]
  drawn(): number
} {
  const outlines: Outline[] = []
  return {
    strokeStyle: '#000',
    beginPath: () => void outlines.splice(0),
    stroke: () => {},
    moveTo: (x, y) => void outlines.push({ points: [[x, y]], closed: false }),
    lineTo: (x, y) => void outlines.at(-1)!.points.push([x, y]),
    closePath: () => void (outlines.at(-1)!.closed = true),
    outlines,
    /** The length of all lines, without closing ones. */
    drawn: () =>
      outlines
        .flatMap(({ points }) => points.slice(1).map(([x, y], i) => Math.hypot(x - points[i][0], y - points[i][1])))
        .reduce((sum, length) => sum + length, 0),
  }
}
