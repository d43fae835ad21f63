import { covarianceNames, Dataset, GaussianMixture, type CollapsePolicy, type CovarianceName } from '@mixtura/core'
import { levels } from '@mixtura/viz'
import type { App } from './app.svelte.ts'
import { dataOf, type Data } from './data.ts'
import { MAX_SEED, type Setup } from './experiment.ts'
import { pack, unpack } from './packed.ts'
import { pause } from './pause.ts'
import { backgrounds, type View } from './view.svelte.ts'

/** The form of links; others are refused, not guessed at. */
const VERSION = 1
/** Longer links are cut by mail programs and servers. */
const LONGEST = 16_000
/** More of anything in a link would only freeze the page; `work` is stones × components × columns. */
const MOST = { work: 100_000, components: 50, columns: 20, iterations: 100_000, halfSteps: 4000 }

/** Why a link cannot be made or opened. */
export type LinkProblem = 'too-large' | 'version' | 'damaged'

export class LinkError extends Error {
  readonly code: LinkProblem

  constructor(code: LinkProblem) {
    super(code)
    this.code = code
  }
}

interface State {
  readonly v: number
  /** A preset by name, or a table itself. */
  readonly data:
    | { readonly preset: string; readonly n: number; readonly seed: number }
    | { readonly columns: readonly string[]; readonly rows: readonly (readonly number[])[] }
  readonly setup: Setup
  /** Frame 0, where it is not what the setup makes. */
  readonly model?: unknown
  /** The half-step on display. */
  readonly cursor: number
  readonly view: {
    readonly axes: readonly number[]
    readonly truth: boolean
    readonly level: string
    readonly background: string
  }
}

/** The page's state as a link to it. @throws LinkError `too-large` */
export async function linkTo(app: App): Promise<string> {
  const { demo, scene, view } = app
  const { dataset, columns, source } = demo.data
  const { run, cursor } = demo.snapshot
  const { values, dimension, sampleCount } = dataset
  if (!isBearable(dataset, demo.setup.components)) throw new LinkError('too-large')
  const rows = (): number[][] =>
    Array.from({ length: sampleCount }, (_, i) => Array.from(values.subarray(i * dimension, (i + 1) * dimension)))
  const state: State = {
    v: VERSION,
    data: source && 'preset' in source ? source : { columns, rows: rows() },
    setup: demo.setup,
    ...(demo.isStartGiven && run.frames[0] && { model: run.frames[0].model.toJSON() }),
    cursor,
    view: { axes: scene.axes, truth: view.truth, level: view.levelId, background: view.background },
  }
  const url = new URL(location.href)
  const packed = await pack(JSON.stringify(state)).catch(() => {
    throw new LinkError('too-large')
  })
  url.hash = `${VERSION}.${packed}`
  if (url.href.length > LONGEST) throw new LinkError('too-large')
  return url.href
}

/** Sets the page to the state of a link. @throws LinkError; the page is as it was */
export async function openLink(app: App, hash: string): Promise<void> {
  const [version, packed = ''] = hash.replace(/^#/, '').split('.')
  if (version !== String(VERSION)) throw new LinkError(/^\d+$/.test(version!) ? 'version' : 'damaged')
  if (packed.length > LONGEST) throw new LinkError('damaged')
  let state: State
  let data: Data
  let model: GaussianMixture | undefined
  let shown: Shown
  try {
    state = JSON.parse(await unpack(packed)) as State
    checkSetup(state.setup)
    data = await dataFrom(state.data, state.setup)
    model = state.model === undefined ? undefined : GaussianMixture.fromJSON(state.model)
    shown = shownIn(state.view, data.dataset.dimension)
  } catch {
    throw new LinkError('damaged')
  }
  const { demo } = app
  if (model && model.componentCount > MOST.components) throw new LinkError('damaged')
  await demo.load(data, state.setup, model)
  if (demo.problem) {
    demo.problem = undefined
    throw new LinkError('damaged')
  }
  show(app, shown)
  await goTo(app, Math.min(Number(state.cursor) || 0, MOST.halfSteps))
}

function isBearable({ sampleCount, dimension }: Dataset, components: number): boolean {
  return dimension <= MOST.columns && sampleCount * dimension * components <= MOST.work
}

function checkSetup({ components, init, seed, options }: Setup): void {
  const isWhole = (value: unknown, least: number, most: number): boolean =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
  const isAmount = (value: unknown): boolean => Number.isFinite(value) && (value as number) >= 0
  const policies: readonly CollapsePolicy[] = ['error', 'regularize', 'reseed', 'drop']
  const isSound =
    isWhole(components, 1, MOST.components) &&
    ['kmeans', 'random', 'k-means++', 'random-responsibilities'].includes(init) &&
    isWhole(seed, 0, MAX_SEED) &&
    (covarianceNames as readonly CovarianceName[]).includes(options.covariance) &&
    isAmount(options.regularization) &&
    isAmount(options.tolerance) &&
    isWhole(options.maxIterations, 0, MOST.iterations) &&
    policies.includes(options.onCollapse)
  if (!isSound) throw new LinkError('damaged')
}

async function dataFrom(data: State['data'], { components }: Setup): Promise<Data> {
  if ('preset' in data) {
    if (!(data.n <= MOST.work / components)) throw new LinkError('damaged')
    const { presetData } = await import('./preset-data.ts')
    const made = presetData(data.preset as Parameters<typeof presetData>[0], data.n, data.seed)
    if (!isBearable(made.dataset, components)) throw new LinkError('damaged')
    return made
  }
  const dataset = Dataset.from(data.rows as number[][])
  const { dimension } = dataset
  if (dimension < 2 || dimension !== data.columns.length) throw new LinkError('damaged')
  if (!isBearable(dataset, components)) throw new LinkError('damaged')
  return dataOf(dataset, data.columns.map(String))
}

interface Shown extends Pick<View, 'truth' | 'levelId' | 'background'> {
  readonly axes: readonly [number, number]
}

/** What a link says is to be seen; a level or background that is not known here is the usual one. */
function shownIn({ axes, truth, level, background }: State['view'], dimension: number): Shown {
  const [across = 0, up = 1] = axes
  const isColumn = (axis: number): boolean => Number.isInteger(axis) && axis >= 0 && axis < dimension
  if (!isColumn(across) || !isColumn(up) || across === up) throw new LinkError('damaged')
  return {
    axes: [across, up],
    truth: Boolean(truth),
    levelId: levels.find(({ id }) => id === level)?.id ?? 'notebook',
    background: backgrounds.find((name) => name === background) ?? 'none',
  }
}

function show({ scene, view }: App, { axes, truth, levelId, background }: Shown): void {
  scene.axes = axes
  Object.assign(view, { truth, levelId, background })
}

/** Computes what lies before a half-step, with a pause for the page whenever it takes long. */
async function goTo({ demo }: App, cursor: number): Promise<void> {
  const { session } = demo
  let begun = performance.now()
  while (session === demo.session && demo.snapshot.cursor < cursor) {
    const before = demo.snapshot.cursor
    await session.stepHalf()
    if (demo.snapshot.cursor === before) return
    if (performance.now() - begun < 30) continue
    await pause()
    begun = performance.now()
  }
}
