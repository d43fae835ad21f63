import { accuracy, adjustedRandIndex, matchLabels, type GaussianMixture } from '@mixtura/core'
import type { Snapshot } from '@mixtura/session'
import { count, groupThousands } from '../count.ts'
import type { Problem } from '../problem.ts'
import { startText, type Settings } from '../settings.ts'
import { shorten, spread, widthOfText } from '../text.ts'
import { captionOf } from './caption.ts'
import { axesText } from '../draw/axes.ts'
import { SURE, type Scene } from '../draw/scatter.ts'
import type { Stones } from '../draw/stones.ts'
import type { Theme } from '../draw/theme.ts'

/** The first line: what is fitted and how, and on the right where time stands. */
export function titleLine(problem: Problem, settings: Settings, snapshot: Snapshot, width: number, theme: Theme) {
  const { style, words } = theme
  const { dataset, title, noun, seed } = problem
  const { model, iteration } = snapshot.frame
  const facts = [
    title,
    count(dataset.sampleCount, noun),
    `K ${model.componentCount}`,
    model.covariance,
    settings.init === 'kmeans' ? 'K-means' : startText(settings),
    ...(seed === undefined ? [] : [`data seed ${seed}`]),
  ]
  const last = Math.max(0, snapshot.run.frames.length - 1)
  const half = { start: ' E ▸ M ', E: '[E]▸ M ', M: ' E ▸[M]' }[snapshot.halfStep]
  const right = words(`iter ${iteration}${last > iteration ? `/${last}` : ''}  ${half} `)
  const room = width - widthOfText(' mixtura  ') - widthOfText(right) - 2
  return spread(` ${style('bold', 'mixtura')}  ${asManyAs(facts.map(words), words(' · '), room)}`, right, width)
}

/** The line under the table: what just happened, and on the right whether and how fast time runs. */
export function captionLine(
  message: string,
  problem: Problem,
  settings: Settings,
  snapshot: Snapshot,
  width: number,
  { style, words }: Theme,
): string {
  const { speed, playing } = snapshot
  const right = words(`${playing ? '▸' : '‖'} ${speed === 'max' ? 'full speed' : `${speed}/s`}`)
  const text = words(message || captionOf(snapshot, problem, settings))
  const left = shorten(text, width - widthOfText(right) - 4, words('…'))
  return spread(` ${style(text.startsWith(words('▲')) ? 'bold' : [], left)}`, style('dim', right), width - 1)
}

/** `stones · x → y ↑`, and how many of them where not all can be drawn; names are cut where the width asks for it. */
export function plotTitle(
  { noun, names }: Problem,
  stones: Stones,
  axes: readonly [number, number],
  width: number,
  theme: Theme,
): string {
  const drawn = stones.dataset.sampleCount
  const name = drawn < stones.total ? `${groupThousands(drawn)} of ${count(stones.total, noun)}` : `${noun}s`
  const before = theme.words(`${name} · `)
  return before + axesText(names, axes, width - widthOfText(before), theme)
}

/** What needs saying about the picture: how far it agrees with the truth where that is shown, or what hollow shapes are. */
export function footerText(
  { dataset }: Problem,
  { truth, tellsApart }: Scene,
  model: GaussianMixture,
  width: number,
  { words, marker }: Theme,
): string {
  if (truth) {
    const labels = model.predict(dataset)
    const matched = matchLabels(truth.labels, labels)
    const share = accuracy(
      truth.labels,
      labels.map((label) => matched[label]),
    )
    const index = adjustedRandIndex(truth.labels, labels)
    const facts = [
      ...(truth.mixture ? ['truth dashed'] : []),
      `accuracy ${share.toFixed(3)} after matching`,
      `ARI ${index.toFixed(3)}`,
    ]
    return asManyAs(facts.map(words), words(' · '), width)
  }
  return tellsApart && marker !== 'ascii' ? `hollow: less than ${100 * SURE} % sure` : ''
}

/** The first facts that fit into a width together, at least one; the last ones matter least. */
function asManyAs(facts: readonly string[], separator: string, width: number): string {
  let text = facts[0]
  for (const fact of facts.slice(1)) {
    const longer = text + separator + fact
    if (widthOfText(longer) > width) break
    text = longer
  }
  return shorten(text, width)
}
