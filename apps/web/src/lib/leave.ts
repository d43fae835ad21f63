import { assignmentColumns, formatCsv, formatModel, formatTrace } from '@mixtura/io'
import { scatterSvg } from '@mixtura/viz/figures'
import type { App } from './app.svelte.ts'

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
  if (name === 'model.json') {
    return new Blob([formatModel({ model: frame.model, columns })], { type: 'application/json' })
  }
  if (name === 'trace.csv') return new Blob([formatTrace(run.frames)], { type: 'text/csv' })
  const labels = frame.model.predict(dataset)
  const responsibilities = frame.model.responsibilities(dataset)
  const text = formatCsv(assignmentColumns({ points: dataset, names: columns, labels, responsibilities }))
  return new Blob([text], { type: 'text/csv' })
}

/** The plot as it is seen: these columns, this level, the truth where it is shown. */
function plot({ demo, scene, view, theme, strings }: App): string {
  const { sampleCount } = demo.data.dataset
  const { frame } = demo.snapshot
  const truth = view.truth ? demo.data.truth?.mixture : undefined
  const k = scene.seenStyles.length
  const { responsibilities } = scene
  const [across, up] = scene.axes.map((axis) => demo.data.columns[axis]!)
  return scatterSvg({
    points: Array.from({ length: sampleCount }, (_, stone) => [...scene.placeOf(stone)]),
    mixture: scene.mixture,
    ...(truth && { truth }),
    ...(responsibilities && {
      responsibilities: Array.from({ length: sampleCount }, (_, i) => responsibilities.subarray(i * k, (i + 1) * k)),
    }),
    level: view.level,
    styles: scene.styles,
    xLabel: across!,
    yLabel: up!,
    title: strings.question,
    caption: frame.lml === undefined ? '' : strings.lml.at(frame.iteration, frame.lml.toFixed(4), undefined),
    theme: theme.current,
  })
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
