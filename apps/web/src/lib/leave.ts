import { Dataset, GaussianMixture } from '@mixtura/core'
import { assignmentColumns, csvBlocks, formatModel, formatTrace } from '@mixtura/io'
import { componentStyles, formatLml, neutrals, type ComponentStyle, type Mixture } from '@mixtura/viz'
import { scatterSvg } from '@mixtura/viz/figures'
import { panelsIn } from '../strings/panels.ts'
import type { App } from './app.svelte.ts'
import { pause } from './pause.ts'
import { orderOf } from './slots.ts'

/** What can be taken along, by the name of its file. */
export const takeaways = ['plot.svg', 'plot.png', 'model.json', 'responsibilities.csv', 'trace.csv'] as const
export type Takeaway = (typeof takeaways)[number]

/** Makes a file of what is displayed and hands it to the browser. */
export async function take(app: App, name: Takeaway): Promise<void> {
  const url = URL.createObjectURL(await contentOf(app, name))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = `mixtura-${name}`
  anchor.click()
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

async function contentOf(app: App, name: Takeaway): Promise<Blob> {
  const { demo } = app
  const { dataset, columns } = demo.data
  const { frame, run } = demo.snapshot
  if (name === 'plot.svg') return new Blob([plot(app)], { type: 'image/svg+xml' })
  if (name === 'plot.png') return picture(plot(app))
  if (name === 'trace.csv') return new Blob([formatTrace(run.frames)], { type: 'text/csv' })
  const model = inOrder(frame.model, orderOf(demo.slots))
  if (name === 'model.json') return new Blob([formatModel({ model, columns })], { type: 'application/json' })
  return assignments(model, dataset, columns)
}

/** The same model, its components in the order of their colours, which is how the page numbers them. */
export function inOrder(model: GaussianMixture, order: readonly number[]): GaussianMixture {
  const { weights, means, covariances, ...rest } = model.toJSON()
  return GaussianMixture.fromJSON({
    ...rest,
    weights: order.map((k) => weights[k]!),
    means: order.map((k) => means[k]!),
    covariances: order.map((k) => covariances[k]!),
  })
}

/** Rows that are written before the page has its turn. */
const ROWS_A_TURN = 4096

async function assignments(model: GaussianMixture, dataset: Dataset, names: readonly string[]): Promise<Blob> {
  const { values, dimension } = dataset
  const parts: string[] = []
  for (let start = 0; start < values.length; start += ROWS_A_TURN * dimension) {
    const points = Dataset.from(values.subarray(start, start + ROWS_A_TURN * dimension), { dimension })
    const labels = model.predict(points).map((label) => label + 1)
    const responsibilities = model.responsibilities(points)
    const [header, ...rows] = csvBlocks(assignmentColumns({ points, names, labels, responsibilities, first: 1 }))
    parts.push(...(start === 0 ? [header!] : []), ...rows)
    await pause()
  }
  return new Blob(parts, { type: 'text/csv' })
}

/** The plot as it is seen, on white paper: these columns, this level, the truth where it is shown. */
function plot(app: App): string {
  const { demo, scene, view, strings } = app
  const { sampleCount } = demo.data.drawn
  const palette = componentStyles(scene.styles.length, 'light')
  const styles = demo.slots.map((slot) => palette[slot]!)
  const truth = view.truth ? demo.data.truth?.mixture : undefined
  const { components, groups } = inPairs(
    scene.styles.length,
    truth?.weights.length ?? 0,
    truth && demo.agreement(scene.model)?.matched,
  )
  // After a component was dropped, the E-step that is seen is still of all.
  const responsibilities = scene.seenStyles.length === components.length ? scene.responsibilities : undefined
  const nobody: ComponentStyle = { ...styles[0]!, colour: neutrals.light.mutedInk }
  const [across, up] = scene.axes.map((axis) => demo.data.columns[axis]!)
  return scatterSvg({
    points: Array.from({ length: sampleCount }, (_, stone) => [...scene.placeOf(stone)]),
    mixture: chosen(scene.mixture, components),
    ...(truth && { truth: chosen(truth, groups) }),
    ...(responsibilities && {
      responsibilities: Array.from({ length: sampleCount }, (_, i) =>
        components.map((k) => responsibilities[i * components.length + k]!),
      ),
    }),
    level: view.level,
    styles: [...components.map((k) => styles[k]!), ...groups.slice(components.length).map(() => nobody)],
    xLabel: across!,
    yLabel: up!,
    title: strings.question,
    caption: captionOf(app),
    theme: 'light',
  })
}

/** What it takes to see the same again: the stones, the start and how far it went. */
function captionOf({ demo, strings }: App): string {
  const words = panelsIn(strings.locale).leave
  const { dataset, source } = demo.data
  const { components, init, seed } = demo.setup
  const { iteration, lml } = demo.snapshot.frame
  const parts = [words.picture(dataset.sampleCount, source && 'preset' in source ? source.seed : undefined)]
  parts.push(`K = ${components}`)
  if (!demo.isStartGiven) parts.push(words.begun(strings.start[init], seed))
  if (lml !== undefined) parts.push(strings.lml.at(iteration, strings.number(formatLml(lml)), undefined))
  return parts.join(' · ')
}

/** Components and groups of the truth, those that stand for each other at the same place and so in the same colour. */
function inPairs(
  componentCount: number,
  groupCount: number,
  matched: ArrayLike<number> = [],
): { components: number[]; groups: number[] } {
  const isPaired = (k: number): boolean => matched[k]! < groupCount
  const all = Array.from({ length: componentCount }, (_, k) => k)
  const paired = all.filter(isPaired)
  const named = paired.map((k) => matched[k]!)
  const others = Array.from({ length: groupCount }, (_, group) => group).filter((group) => !named.includes(group))
  return { components: [...paired, ...all.filter((k) => !isPaired(k))], groups: [...named, ...others] }
}

function chosen({ weights, means, covariances }: Mixture, order: readonly number[]): Mixture {
  return {
    weights: order.map((k) => weights[k]!),
    means: order.map((k) => means[k]!),
    covariances: order.map((k) => covariances[k]!),
  }
}

/** An SVG drawn at twice its size. */
async function picture(svg: string): Promise<Blob> {
  const image = new Image()
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = 2 * image.naturalWidth
  canvas.height = 2 * image.naturalHeight
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(image.src)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser makes no PNG.')))),
  )
}
