import type { PathSink } from './path.ts'

/** A sink that writes the `d` attribute of an SVG path, read by `toString()`, with at most `decimals` decimals. */
export function createSvgPath(decimals: number = 2): PathSink & { toString(): string } {
  const unit = 10 ** decimals
  const round = (value: number): number => Math.round(value * unit) / unit
  let d = ''
  return {
    moveTo: (x, y) => void (d += `M${round(x)},${round(y)}`),
    lineTo: (x, y) => void (d += `L${round(x)},${round(y)}`),
    closePath: () => void (d += 'Z'),
    toString: () => d,
  }
}
