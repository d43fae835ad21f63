import { covarianceNames, Dataset, GaussianMixture, type CollapsePolicy, type CovarianceName } from '@mixtura/core'
import { levels } from '@mixtura/viz'
import type { App } from './app.svelte.ts'
import { dataOf, type Data } from './data.ts'
import type { Setup } from './experiment.ts'
import { pack, unpack } from './packed.ts'
import { backgrounds } from './view.svelte.ts'

/** The form of links; others are refused, not guessed at. */
const VERSION = 1
/** Longer links are cut by mail programs and servers. */
const LONGEST = 16_000
/** More of anything in a link would only freeze the page. */
const MOST = { stones: 100_000, components: 50, iterations: 100_000, halfSteps: 4000 }

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
  url.hash = `${VERSION}.${await pack(JSON.stringify(state))}`
  if (url.href.length > LONGEST) throw new LinkError('too-large')
  return url.href
}

/** Sets the page to the state of a link. @throws LinkError; the page is as it was */
export async function openLink(app: App, hash: string): Promise<void> {
  const [version, packed = ''] = hash.replace(/^#/, '').split('.')
  if (version !== String(VERSION)) throw new LinkError(/^\d+$/.test(version!) ? 'version' : 'damaged')
  let state: State
  let data: Data
  let model: GaussianMixture | undefined
  try {
    state = JSON.parse(await unpack(packed)) as State
    checkSetup(state.setup)
    data = await dataFrom(state.data)
    model = state.model === undefined ? undefined : GaussianMixture.fromJSON(state.model)
  } catch {
    throw new LinkError('damaged')
  }
  app.demo.load(data, state.setup, model)
  if (app.demo.problem) throw new LinkError('damaged')
  show(app, state)
  await goTo(app, Math.min(Number(state.cursor) || 0, MOST.halfSteps))
}

function checkSetup({ components, init, seed, options }: Setup): void {
  const isWhole = (value: unknown, least: number, most: number): boolean =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
  const isAmount = (value: unknown): boolean => Number.isFinite(value) && (value as number) >= 0
  const policies: readonly CollapsePolicy[] = ['error', 'regularize', 'reseed', 'drop']
  const isSound =
    isWhole(components, 1, MOST.components) &&
    ['kmeans', 'random', 'k-means++', 'random-responsibilities'].includes(init) &&
    isWhole(seed, 0, 2 ** 32 - 1) &&
    (covarianceNames as readonly CovarianceName[]).includes(options.covariance) &&
    isAmount(options.regularization) &&
    isAmount(options.tolerance) &&
    isWhole(options.maxIterations, 0, MOST.iterations) &&
    policies.includes(options.onCollapse)
  if (!isSound) throw new LinkError('damaged')
}

async function dataFrom(data: State['data']): Promise<Data> {
  if ('preset' in data) {
    if (!(data.n <= MOST.stones)) throw new LinkError('damaged')
    const { presetData } = await import('./preset-data.ts')
    return presetData(data.preset as Parameters<typeof presetData>[0], data.n, data.seed)
  }
  const dataset = Dataset.from(data.rows as number[][])
  if (dataset.dimension < 2 || dataset.dimension !== data.columns.length) throw new LinkError('damaged')
  return dataOf(dataset, data.columns.map(String))
}

function show({ scene, view }: App, { view: { axes, truth, level, background } }: State): void {
  const [across = 0, up = 1] = axes
  if (across !== up && Math.min(across, up) >= 0) scene.axes = [across, up]
  view.truth = Boolean(truth)
  view.levelId = levels.find(({ id }) => id === level)?.id ?? 'notebook'
  view.background = backgrounds.find((name) => name === background) ?? 'none'
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
    await new Promise((resolve) => setTimeout(resolve))
    begun = performance.now()
  }
}
