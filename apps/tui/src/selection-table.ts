import type { Candidate, Criterion, Selection, SpuriousComponent } from '@mixtura/core'
import type { Style } from './style.ts'

/** The criterion of every candidate, a line for each number of components, and which is best. */
export function selectionTable(
  { criterion, candidates, failures, best, overruled, warnings }: Selection,
  style: Style,
): string {
  const structures = [...new Set([...candidates, ...failures].map(({ covariance }) => covariance))]
  const counts = [...new Set([...candidates, ...failures].map(({ components }) => components))].sort((a, b) => a - b)
  const find = (k: number, covariance: string): Candidate | undefined =>
    candidates.find((candidate) => candidate.components === k && candidate.covariance === covariance)

  const cell = (k: number, covariance: string): string => {
    const candidate = find(k, covariance)
    if (!candidate) return '–'.padStart(WIDTH)
    const isSpurious = candidate.spurious.length > 0
    const mark = candidate === best ? '*' : isSpurious ? '?' : ' '
    const text = `${candidate[criterion].toFixed(1)}${mark}`.padStart(WIDTH)
    return candidate === best ? style(['bold', 'green'], text) : isSpurious ? style('dim', text) : text
  }
  const heading = `  K${structures.map((name) => `${name} `.padStart(WIDTH)).join('')}`
  const lines = counts.map((k) => String(k).padStart(3) + structures.map((covariance) => cell(k, covariance)).join(''))

  const { components, covariance } = best
  const better = candidates.filter(
    (candidate) => candidate.spurious.length > 0 && candidate[criterion] < best[criterion],
  )
  const notes = [
    `* best: K = ${components}, ${covariance}, ${names[criterion]} ${best[criterion].toFixed(3)} (smaller is better)`,
    ...(best.spurious.length > 0 ? [`  no candidate is sound, not even this one: ${sayWhy(best.spurious)}`] : []),
    ...(candidates.some(({ spurious }) => spurious.length > 0)
      ? [
          '? a component that does not pay: it stands only by a repair, or foretells samples left out hardly better than the others',
        ]
      : []),
    ...(overruled
      ? [`  the verdict overrules ${names[criterion]}, which alone would choose, less by ${overruled.cost.toFixed(1)}:`]
      : []),
    ...better
      .sort((a, b) => a[criterion] - b[criterion])
      .slice(0, MOST_TOLD)
      .map(({ components, covariance, spurious }) => `? K = ${components}, ${covariance}: ${sayWhy(spurious)}`),
    ...warnings.map(({ cause }) => `! ${cause} Where weights are shares, say --sample-size rows, kish, or how many.`),
    ...failures
      .slice(0, MOST_TOLD)
      .map(({ components, covariance, error }) => `– K = ${components}, ${covariance}: ${error.message}`),
    ...(failures.length > MOST_TOLD ? [`– and ${failures.length - MOST_TOLD} more that could not be fitted`] : []),
  ]
  return [`    ${style('bold', names[criterion])}`, style('dim', heading.trimEnd()), ...lines, '', ...notes, ''].join(
    '\n',
  )
}

function sayWhy(spurious: readonly SpuriousComponent[]): string {
  const why = spurious.map(({ component, cause }) => {
    return `component ${component + 1} ${cause === 'held-up' ? 'stands only by a repair' : 'does not pay for itself'}`
  })
  return why.join(', ')
}

const WIDTH = 14
const MOST_TOLD = 3
const names: Readonly<Record<Criterion, string>> = { bic: 'BIC', aic: 'AIC', icl: 'ICL' }
