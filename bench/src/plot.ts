import { componentStyles, neutrals, type Theme } from '@mixtura/viz'
import { scaleLog, type ScaleLogarithmic } from 'd3-scale'
import { mkdirSync, writeFileSync } from 'node:fs'
import { results } from './report.ts'

type Point = readonly [x: number, y: number]

interface Series {
  readonly name: string
  readonly points: readonly Point[]
}

interface Plot {
  readonly title: string
  readonly xLabel: string
  readonly yLabel: string
  /** Positive numbers: both axes are logarithmic. */
  readonly series: readonly Series[]
}

const size = { width: 640, height: 400 }
const inside = { left: 72, right: 616, top: 76, bottom: 344 }

/** Saves a plot as `<name>.light.svg` and `<name>.dark.svg`. */
export function plot(name: string, content: Plot): void {
  mkdirSync(results, { recursive: true })
  for (const theme of ['light', 'dark'] as const) {
    writeFileSync(`${results}${name}.${theme}.svg`, plotSvg(content, theme))
  }
}

/** A standalone SVG document. */
export function plotSvg({ title, xLabel, yLabel, series }: Plot, theme: Theme): string {
  const { surface, ink, mutedInk, rule } = neutrals[theme]
  const all = series.flatMap(({ points }) => points)
  const x = logScale(
    all.map(([value]) => value),
    [inside.left, inside.right],
  )
  const y = logScale(
    all.map(([, value]) => value),
    [inside.bottom, inside.top],
  ).nice()
  const text = (at: string, words: string, anchor: string = 'middle'): string =>
    `<text ${at} fill="${mutedInk}" font-size="12" text-anchor="${anchor}">${words}</text>`
  const styles = componentStyles(series.length, theme)
  const drawn = series.map(({ name, points }, at) => {
    const { colour } = styles[at]
    const places = points.toSorted(([a], [b]) => a - b).map((point) => [x(point[0]), y(point[1])].map(twoDecimals))
    const legendX = inside.left + twoDecimals(((inside.right - inside.left) / series.length) * at)
    return [
      `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`),
      `<circle cx="${legendX}" cy="52" r="4" fill="${colour}"/>`,
      text(`x="${legendX + 10}" y="56"`, name, 'start'),
    ].join('\n')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" font-family="system-ui, sans-serif">`,
    `<title>${title}</title>`,
    `<rect width="${size.width}" height="${size.height}" fill="${surface}"/>`,
    `<text x="${inside.left}" y="30" fill="${ink}" font-size="15" font-weight="600">${title}</text>`,
    ...decades(x).flatMap((value) => [
      `<path d="M${twoDecimals(x(value))},${inside.top}V${inside.bottom}" stroke="${rule}"/>`,
      text(`x="${twoDecimals(x(value))}" y="${inside.bottom + 18}"`, label(value)),
    ]),
    ...decades(y).flatMap((value) => [
      `<path d="M${inside.left},${twoDecimals(y(value))}H${inside.right}" stroke="${rule}"/>`,
      text(`x="${inside.left - 8}" y="${twoDecimals(y(value) + 4)}"`, label(value), 'end'),
    ]),
    ...drawn,
    text(`x="${(inside.left + inside.right) / 2}" y="${size.height - 16}"`, xLabel),
    text(`transform="translate(16 ${(inside.top + inside.bottom) / 2}) rotate(-90)"`, yLabel),
    '</svg>\n',
  ].join('\n')
}

type Scale = ScaleLogarithmic<number, number>

function logScale(values: readonly number[], range: readonly [number, number]): Scale {
  return scaleLog([Math.min(...values), Math.max(...values)], range)
}

/** Powers of ten; where there are fewer than three, all ticks. */
function decades(scale: Scale): number[] {
  const powers = scale.ticks().filter((value) => Number.isInteger(Math.log10(value)))
  return powers.length > 2 ? powers : scale.ticks(6)
}

function label(value: number): string {
  return value >= 1e5 || value < 1e-3 ? `10${superscript(Math.round(Math.log10(value)))}` : String(value)
}

function superscript(power: number): string {
  return [...String(power)].map((character) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(character)]).join('')
}

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100
}
