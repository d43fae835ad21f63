import type { Dataset, MaybePromise } from '@mixtura/core'
import { manualClock } from '@mixtura/session/testing'
import { render } from 'ink'
import { PassThrough, Writable } from 'node:stream'
import { App } from '../src/live/App.tsx'
import { createLive, type Live } from '../src/live/live.ts'
import { paced } from '../src/live/paced.ts'
import type { View } from '../src/live/view.ts'
import type { Workshop } from '../src/live/workshop.ts'
import { problemOfPreset, type Problem } from '../src/problem.ts'
import type { Settings } from '../src/settings.ts'
import { plain, type Style } from '../src/style.ts'

export interface ScreenOptions {
  readonly columns?: number
  readonly rows?: number
  readonly problem?: Problem
  readonly settings?: Partial<Settings>
  readonly view?: Partial<View>
  readonly style?: Style
  readonly screenReader?: boolean
  /** Who does the heavy work; default: what the view itself would take. */
  readonly openWorkshop?: (dataset: Dataset) => MaybePromise<Workshop>
}

export const keys = { right: '\u001B[C', left: '\u001B[D', home: '\u001B[H', end: '\u001B[F', pageUp: '\u001B[5~' }

const defaults: Settings = {
  components: 3,
  covariance: 'full',
  init: 'kmeans',
  seed: 0,
  tolerance: 1e-6,
  maxIterations: 1000,
  regularization: 0,
  onCollapse: 'regularize',
}

/** The live view on a screen that exists only here, with time standing still unless it is told to pass. */
export async function openScreen(options: ScreenOptions = {}) {
  const {
    columns = 80,
    rows = 24,
    problem = problemOfPreset('three-students'),
    settings,
    view,
    style = plain,
  } = options
  const clock = manualClock()
  const live: Live = await createLive(problem, { ...defaults, ...settings }, clock, options.openWorkshop)
  const stdout = new Screen(columns, rows)
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode() {}, ref() {}, unref() {} })
  const initialView = {
    sheet: false,
    truth: false,
    zoomed: false,
    marker: 'braille',
    pair: 0,
    message: '',
    ...view,
  } as const
  const app = render(
    <App live={live} store={paced(live.session, clock, 40)} style={style} initialView={initialView} />,
    {
      stdin: stdin as unknown as NodeJS.ReadStream,
      stdout: stdout as unknown as NodeJS.WriteStream,
      debug: true,
      interactive: true,
      exitOnCtrlC: false,
      patchConsole: false,
      isScreenReaderEnabled: options.screenReader ?? false,
    },
  )

  let failure: unknown
  app.waitUntilExit().catch((error: unknown) => (failure = error))
  /** What is shown now. @throws what ended the view, where it has ended */
  const frame = (): string => {
    if (failure) throw failure
    return stdout.frame
  }

  return {
    live,
    frame,
    lines: (): string[] => frame().split('\n'),
    /** Types keys one after another, each answered before the next. */
    async type(...typed: string[]): Promise<void> {
      for (const key of typed) {
        stdin.write(key)
        await settled()
        clock.advance(40)
        await settled()
      }
    },
    /** Types keys without waiting for them to be drawn. */
    press: (key: string): void => void stdin.write(key),
    async pass(milliseconds: number): Promise<void> {
      clock.advance(milliseconds)
      await settled()
    },
    /** As `pass`, but without waiting for what is left of an escape sequence. */
    async glance(milliseconds: number): Promise<void> {
      clock.advance(milliseconds)
      await drawn()
    },
    resize(columns: number, rows: number): void {
      stdout.columns = columns
      stdout.rows = rows
      stdout.emit('resize')
    },
    async close(): Promise<void> {
      app.unmount()
      await live.close()
    },
  }
}

class Screen extends Writable {
  readonly isTTY = true
  columns: number
  rows: number
  frame = ''

  constructor(columns: number, rows: number) {
    super()
    this.columns = columns
    this.rows = rows
  }

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.frame = chunk.toString('utf8')
    done()
  }
}

/**
 * Until an answered key is drawn: Ink waits a moment for the rest of an escape sequence, and React draws in slices,
 * one a turn of the event loop. Turns are counted, not time, so that a busy machine only takes longer.
 */
async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 30))
  await drawn()
}

async function drawn(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}
