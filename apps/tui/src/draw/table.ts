import type { GaussianMixture } from '@mixtura/core'
import { formatParameter, type Mixture } from '@mixtura/viz'
import { formatScaled } from '../format.ts'
import { commonWidth, LEAST_NAME, padEnd, padStart, shorten, widthOfText } from '../text.ts'
import { componentLooks, type Theme } from './theme.ts'
import { ellipsesOf, lookCount, type Scene } from './scatter.ts'

interface Column {
  readonly heading: string
  /** The column of the data it is about, which its heading names. */
  readonly name?: string
  readonly width: number
  readonly cell: (component: number) => string
}

/** What the columns of the data are called, and the standard deviation of each. */
export interface Labels {
  readonly names: readonly string[]
  readonly spreads: readonly number[]
}

/**
 * The parameters in the plane shown, one component a line: π, μ, standard deviations along the ellipse's axes and its
 * angle, the expected number of samples, and beside them as much of the truth as fits, where it is shown. Components
 * stand in the order of their looks; where there are more than lines, the last line says so.
 */
export function drawTable(
  scene: Scene,
  model: GaussianMixture,
  labels: Labels,
  columns: number,
  rows: number,
  theme: Theme,
): string[] {
  const { slots, truth, stones } = scene
  const { style, words } = theme
  const { weights } = model
  const mixture = truth?.mixture
  const looks = componentLooks(lookCount(scene), theme.marker)
  const shares = {
    heading: words('Nπ'),
    width: 7,
    cell: (k: number) => (weights[k] * stones.weightTotal).toFixed(stones.weightTotal < 10_000 ? 1 : 0),
  }
  // As much of the truth as there is room for beside short names, and then names as long as there is room for.
  const narrow: Column[] = [...parameterColumns(model.toJSON(), scene, labels, theme), shares]
  const room = columns - (mixture ? 6 : 4) - totalWidth(narrow)
  const beside = mixture ? fitting(parameterColumns(mixture, scene, labels, theme), room) : []
  const names = [...narrow, ...beside].flatMap(({ name }) => (name === undefined ? [] : [padEnd(name, LEAST_NAME)]))
  const longest = commonWidth(names, room - totalWidth(beside) + LEAST_NAME * names.length)
  const [estimate, known] = [narrow, beside].map((all) => all.map((column) => withName(column, longest, theme)))

  const heading = ` k  ${write(estimate, ({ heading }) => heading)}  ${write(known, ({ heading }, i) => (i === 0 ? `true ${heading}` : heading))}`
  const lines = Array.from(slots, (_, k) => k)
    .sort((a, b) => slots[a] - slots[b])
    .map((k) => {
      const slot = slots[k]
      const { glyph, colour } = looks[slot]
      const isKnown = mixture !== undefined && slot < mixture.weights.length
      const truthBeside = isKnown ? style('dim', `  ${write(known, ({ cell }) => cell(slot))}`) : ''
      return `${padStart(String(slot + 1), 2)} ${style(colour, glyph)}${write(estimate, ({ cell }) => cell(k))}${truthBeside}`
    })
  const missing = lines.length - (rows - 1)
  const shown = missing > 0 ? [...lines.slice(0, rows - 2), style('dim', `    and ${missing + 1} more`)] : lines
  return [style('dim', heading.trimEnd()), ...shown]
}

function parameterColumns(of: Mixture, { axes }: Scene, { names, spreads }: Labels, { words }: Theme): Column[] {
  const column = (heading: string, width: number, cell: Column['cell']): Column => ({
    heading: words(heading),
    width,
    cell,
  })
  const mean = (axis: number): Column => ({
    ...column('μ', LEAST_NAME + 3, (k) => formatScaled(of.means[k][axis], spreads[axis])),
    name: words(names[axis]),
  })
  const weight = column('π', 7, (k) => formatParameter(of.weights[k]))

  const [first, second] = axes
  if (first === second) {
    const deviation = (k: number): number => Math.sqrt(of.covariances[k][first][first])
    return [weight, mean(first), column('σ', 8, (k) => formatScaled(deviation(k), spreads[first]))]
  }
  const ellipses = ellipsesOf(of, axes, { radius: 1 })
  const widest = Math.max(spreads[first], spreads[second])
  return [
    weight,
    mean(first),
    mean(second),
    column('σ₁', 7, (k) => formatScaled(ellipses[k].semiMajor, widest)),
    column('σ₂', 7, (k) => formatScaled(ellipses[k].semiMinor, widest)),
    column('θ', 6, (k) => words(`${degrees(ellipses[k].rotation)}°`)),
  ]
}

/** A column that names what it is about, as wide as that asks for. */
function withName(column: Column, longest: number, { words }: Theme): Column {
  const { heading, name, width } = column
  if (name === undefined) return column
  const text = `${heading} ${shorten(name, longest, words('…'))}`
  return { ...column, heading: text, width: Math.max(width, widthOfText(text) + 1) }
}

function write(columns: readonly Column[], text: (column: Column, index: number) => string): string {
  // A blank between two, however wide they are.
  return columns.map((column, i) => padStart(`${i > 0 ? ' ' : ''}${text(column, i)}`, column.width)).join('')
}

function totalWidth(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0)
}

function fitting(columns: readonly Column[], room: number): Column[] {
  return columns.filter((_, i) => totalWidth(columns.slice(0, i + 1)) <= room)
}

/** Whole degrees of an axis, which is its own half-turn: −90 … 90. */
function degrees(rotation: number): string {
  return String(Math.round((rotation * 180) / Math.PI) || 0)
}
