import { accuracy, adjustedRandIndex, matchLabels, type FitResult } from '@mixtura/core'
import { componentStyles, sparkline, type ComponentStyle, type Marker, type Mixture } from '@mixtura/viz'
import { columnSpread } from './columns.ts'
import { describeEvent } from './events.ts'
import { describeMonotone } from './monotone.ts'
import { count } from './count.ts'
import { formatScaled } from './format.ts'
import type { Problem, Truth } from './problem.ts'
import type { Style } from './style.ts'

/** How the fit was asked for, as far as a reader wants to know. */
export interface FitSettings {
  readonly covariance: string
  readonly init: string
  readonly tolerance: number
  readonly regularization: number
}

export interface Look {
  /** Characters across. */
  readonly width: number
  readonly style: Style
  readonly marker: Marker
}

/** A finished fit on a page: what was fitted, how the likelihood rose, and the parameters beside the true ones. */
export function report(problem: Problem, settings: FitSettings, fit: FitResult, look: Look): string {
  const match = problem.truth && matchTo(problem.truth, fit, problem)
  return [
    ...heading(problem, look),
    '',
    ...howItWent(settings, fit, look),
    '',
    ...likelihood(problem, fit, look),
    '',
    ...parameters(problem, fit, match, look),
    ...(match ? ['', ...agreement(problem, match)] : []),
    '',
  ].join('\n')
}

/** A fit beside what is known of the data, its labels in the numbers of the true groups. */
interface Match {
  readonly truth: Truth
  /** The true mixture, where it has as many components as the fit. */
  readonly mixture: Mixture | undefined
  /** Entry t: the fitted component that stands for true component t. */
  readonly componentOf: readonly number[]
  /** N: fitted labels. */
  readonly labels: Int32Array
}

function matchTo(truth: Truth, { model }: FitResult, { dataset }: Problem): Match {
  const k = model.componentCount
  const fitted = model.predict(dataset)
  const trueLabelOf = matchLabels(truth.labels, fitted)
  const mixture = truth.mixture?.weights.length === k ? truth.mixture : undefined
  // Components that won no sample are matched with nothing; they take the places left.
  const matched = Array.from({ length: k }, (_, t) => trueLabelOf.indexOf(t)).map((c) => (c < k ? c : -1))
  const rest = Array.from({ length: k }, (_, c) => c).filter((c) => !matched.includes(c))
  const componentOf = matched.map((c) => (c >= 0 ? c : rest.shift()!))
  return { truth, mixture, componentOf, labels: fitted.map((label) => trueLabelOf[label]) }
}

function heading({ title, dataset, noun, seed }: Problem, { width, style }: Look): string[] {
  const left = ` ${style('bold', 'mixtura')} · ${title}`
  const right = `${count(dataset.sampleCount, noun)}${seed === undefined ? '' : ` · seed ${seed}`}`
  const gap = width - ` mixtura · ${title}`.length - right.length
  return [`${left}${' '.repeat(Math.max(gap, 2))}${right}`, style('dim', '─'.repeat(width))]
}

function howItWent({ covariance, init, regularization, tolerance }: FitSettings, fit: FitResult, look: Look): string[] {
  const ridge = regularization === 0 ? 'no regularization' : `regularization ${regularization}`
  const start = { kmeans: 'K-means start', random: 'random start' }[init] ?? `start ${init}`
  const reason = {
    tolerance: `the gain fell below the tolerance of ${tolerance.toExponential()}`,
    'max-iterations': `the maximum (${tolerance === 0 ? 'tolerance 0 never stops sooner' : `the gain was not yet below ${tolerance.toExponential()}`})`,
    aborted: 'interrupted',
    collapsed:
      'every component had stood by its ridge alone for 50 iterations; the data are too few for such covariances',
    fell: 'the likelihood fell though nothing but EM was at work: please report this',
  }[fit.stopReason]
  const events = fit.events.map((event) => `iteration ${event.iteration}: ${describeEvent(event)}`)
  const more = events.length - MOST_EVENTS
  return labelled(look, {
    fit: [`${count(fit.model.componentCount, 'component')} · ${covariance} covariances · ${start} · ${ridge}`],
    stopped: [`after ${count(fit.iterations, 'iteration')}: ${reason}`],
    ...(events.length > 0 && { events: [...events.slice(0, MOST_EVENTS), ...(more > 0 ? [`and ${more} more`] : [])] }),
  })
}

const MOST_EVENTS = 6

function likelihood({ noun }: Problem, { startLml, lml, finalLml: end, monotone }: FitResult, look: Look): string[] {
  const all = [startLml, ...lml]
  // ASCII has too few heights of ink to be worth a second line.
  const height = look.marker === 'ascii' ? 1 : 2
  const { lines, min, max } = sparkline(all, { width: look.width - 30, height, marker: look.marker })
  const ends = [`${max.toFixed(7)} max`, `${min.toFixed(7)} min`]
  return labelled(look, {
    LML: [
      `${startLml.toFixed(7)} at the start`,
      `${end.toFixed(7)} at the end ${look.style('dim', `(${end})`)}`,
      `mean log-marginal likelihood per ${noun}, in nats; ${describeMonotone(monotone)}`,
      '',
      ...ends.map((text, row) => `${lines[row] ?? ' '.repeat(look.width - 30)}  ${text}`),
    ],
  })
}

function parameters({ names, dataset }: Problem, { model }: FitResult, match: Match | undefined, look: Look) {
  const k = model.componentCount
  const spread = columnSpread(dataset)
  const fitted = model.toJSON()
  const order = match?.componentOf ?? Array.from({ length: k }, (_, c) => c)
  const known = match?.mixture
  const looks = componentStyles(k, 'dark')

  const rows = parameterRows(names, spread)
  const blocks = order.map((component, position): Block => {
    const cells = rows.map(({ of, spread }) => [
      formatScaled(of(fitted, component), spread),
      ...(known ? [formatScaled(of(known, position), spread)] : []),
    ])
    return { position, look: looks[position], cells: known ? [['fitted', 'true'], ...cells] : cells }
  })
  const titles = [...(known ? [''] : []), ...rows.map(({ name }) => name)]
  return sideBySide(known ? match.truth.noun : 'component', titles, blocks, look)
}

interface ParameterRow {
  readonly name: string
  readonly spread: number
  readonly of: (mixture: Mixture, component: number) => number
}

/** More columns than this make more covariances than anyone reads: their standard deviations stand for them. */
const MOST_COLUMNS = 4

function parameterRows(columns: readonly string[], spread: readonly number[]): ParameterRow[] {
  const rows: ParameterRow[] = [{ name: 'weight', spread: 1, of: ({ weights }, c) => weights[c] }]
  columns.forEach((name, i) =>
    rows.push({ name: `mean ${name}`, spread: spread[i], of: ({ means }, c) => means[c][i] }),
  )
  columns.forEach((name, i) => {
    if (columns.length > MOST_COLUMNS) {
      const of: ParameterRow['of'] = ({ covariances }, c) => Math.sqrt(covariances[c][i][i])
      rows.push({ name: `σ ${name}`, spread: spread[i], of })
    } else {
      for (let j = i; j < columns.length; j++) {
        const name = i === j ? `var ${columns[i]}` : `cov ${columns[i]}, ${columns[j]}`
        rows.push({ name, spread: spread[i] * spread[j], of: ({ covariances }, c) => covariances[c][i][j] })
      }
    }
  })
  return rows
}

interface Block {
  readonly position: number
  readonly look: ComponentStyle
  /** Rows of one or two cells. */
  readonly cells: readonly (readonly string[])[]
}

/** A table with the components as columns, broken into several where they do not fit beside one another. */
function sideBySide(noun: string, names: readonly string[], blocks: readonly Block[], look: Look): string[] {
  const nameWidth = Math.max(noun.length, ...names.map((name) => name.length))
  const cellWidth = Math.max(...blocks.flatMap(({ cells }) => cells.flat().map((cell) => cell.length)))
  const cellsWide = blocks[0].cells[0].length
  const blockWidth = cellsWide * cellWidth + 2 * (cellsWide - 1)
  const perTable = Math.max(1, Math.floor((look.width - 3 - nameWidth) / (blockWidth + GAP)))

  const tables: string[][] = []
  for (let first = 0; first < blocks.length; first += perTable) {
    const shown = blocks.slice(first, first + perTable)
    const titles = shown.map(({ position, look: { glyph, asciiGlyph, terminalColour } }) => {
      const title = `${look.marker === 'ascii' ? asciiGlyph : glyph} ${position + 1}`
      return look.style(['bold', terminalColour], title.padStart(blockWidth))
    })
    const head = ` ${look.style('dim', noun.padEnd(nameWidth))}  ${titles.join(' '.repeat(GAP))}`
    const body = names.map((name, row) => {
      const cells = shown.map(({ cells }) => cells[row].map((cell) => cell.padStart(cellWidth)).join('  '))
      const line = `  ${cells.join(' '.repeat(GAP))}`
      return ` ${name.padEnd(nameWidth)}${name === '' ? look.style('dim', line) : line}`
    })
    tables.push([head, ...body])
  }
  return tables.flatMap((table, i) => (i === 0 ? table : ['', ...table]))
}

const GAP = 4

function agreement({ noun, dataset }: Problem, { truth, labels }: Match): string[] {
  const share = accuracy(truth.labels, labels)
  const right = Math.round(share * dataset.sampleCount)
  return [
    ` accuracy after matching labels  ${share.toFixed(3)} (${right} of ${count(dataset.sampleCount, noun)})`,
    ` adjusted Rand index             ${adjustedRandIndex(truth.labels, labels).toFixed(3)}`,
  ]
}

function labelled({ style }: Look, entries: Record<string, readonly string[]>): string[] {
  return Object.entries(entries).flatMap(([label, lines]) =>
    lines.map((line, i) => ` ${style('dim', (i === 0 ? label : '').padEnd(8))} ${line}`.trimEnd()),
  )
}
