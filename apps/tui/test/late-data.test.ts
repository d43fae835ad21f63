import { createEngine, Dataset, initialize, type EStepEngine, type MaybePromise } from '@mixtura/core'
import type { Snapshot } from '@mixtura/session'
import fc from 'fast-check'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Workshop } from '../src/live/workshop.ts'
import { problemOfPreset, type Problem } from '../src/problem.ts'
import type { Settings } from '../src/settings.ts'
import { keys, openScreen } from './screen.tsx'

// Data too large to answer at once: every key, pressed in every state that late answers leave the view in.

// What is saved is written into the working directory: this one.
const directory = mkdtempSync(join(tmpdir(), 'mixtura-late-'))
const before = process.cwd()
beforeAll(() => process.chdir(directory))
afterAll(() => process.chdir(before))
const empty = (): void => readdirSync(directory).forEach((file) => rmSync(join(directory, file)))

/** Work whose answers wait until they are let go, in the order they are let go in, or fail. */
function slowWork() {
  const waiting: { answer: () => void; fail: () => void }[] = []
  const later = <T>(work: () => MaybePromise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      waiting.push({
        answer: () => {
          // The work's own errors are answers too.
          try {
            resolve(work())
          } catch (error) {
            reject(error)
          }
        },
        fail: () => reject(new Error('the bomb went off')),
      })
    })
  let opened = false
  return {
    waiting,
    /** The first start is there before anything is shown; all that follows is late. */
    open(dataset: Dataset): Workshop {
      const engine = createEngine(dataset)
      const slow: EStepEngine = {
        name: 'slow',
        sampleCount: engine.sampleCount,
        dimension: engine.dimension,
        weightTotal: engine.weightTotal,
        eStep: (scoring) => later(() => engine.eStep(scoring)),
      }
      const find = ({ components, init, seed, covariance, regularization }: Settings) =>
        initialize(dataset, { components, init, seed, covariance, regularization })
      return {
        engine: slow,
        findStart(settings) {
          if (opened) return later(() => find(settings))
          opened = true
          return find(settings)
        },
        close: () => {},
      }
    },
    /** Lets one of the answers go, counted from the oldest. */
    let(which: number, how: 'answer' | 'fail'): void {
      if (waiting.length > 0) waiting.splice(which % waiting.length, 1)[0]![how]()
    },
  }
}

const cloud = (title: string, rows: number[][]): Problem => ({
  title,
  dataset: Dataset.from(rows),
  columns: rows[0]!.map((_, j) => `c${j + 1}`),
  names: rows[0]!.map((_, j) => `c${j + 1}`),
  noun: 'row',
  components: 2,
})
const wave = (n: number, d: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: d }, (_, j) => (i % 2) * 10 + Math.sin(i * (j + 1)) + j))

const situations: Record<string, { problem: Problem; settings?: Partial<Settings>; states?: string[] }> = {
  'with a known truth': { problem: problemOfPreset('three-students') },
  'one column': { problem: cloud('one column', wave(40, 1)) },
  'three columns': { problem: cloud('three columns', wave(40, 3)) },
  'a component that is dropped on the way': {
    problem: cloud('dropped', [...wave(40, 2), [30, 30], [30, 30], [30.0001, 30]]),
    settings: { components: 4, onCollapse: 'drop', init: 'k-means++' },
    states: ['a component dropped'],
  },
  'a component that collapses': {
    problem: cloud('collapsed', [...wave(40, 2), [30, 30], [30, 30], [30, 30]]),
    settings: { components: 3, onCollapse: 'error' },
  },
}

/** Every key that the sheet names, but for those that leave. */
const everyKey = Array.from(' ,.-+=ruUn[]citzxm?MTP').concat([
  keys.right,
  keys.left,
  keys.home,
  keys.end,
  keys.pageUp,
  '\u001B[6~',
])
type Step =
  | { press: string }
  | { let: 'answer' | 'fail'; which: number }
  | { settle: number }
  | { pass: number }
  | { size: [number, number] }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ press: fc.constantFrom(...everyKey) }) },
  { weight: 2, arbitrary: fc.record({ press: fc.constantFrom('nn', 'n[', ']u', '.n', 'ru', ' n') }) },
  { weight: 6, arbitrary: fc.record({ let: fc.constant('answer' as const), which: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ let: fc.constant('fail' as const), which: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ settle: fc.constantFrom(5, 60) }) },
  { weight: 2, arbitrary: fc.record({ pass: fc.constantFrom(40, 300, 2000) }) },
  { weight: 1, arbitrary: fc.record({ size: fc.constantFrom<[number, number]>([80, 24], [60, 20], [120, 40]) }) },
)

/** What no text for people says. */
const oddities = (text: string): string[] => text.match(/.{0,30}(?:undefined|NaN|\[object).{0,30}/g) ?? []

/** What there is to see that needs care, of which every situation must have been in most. */
function states({ run, ghosts, frame, responsibilitiesOf, error, stopReason, computing }: Snapshot): string[] {
  const counts = [frame.model, responsibilitiesOf?.model].map((model) => model?.componentCount)
  return [
    ...(run.frames.length === 0 ? ['no frame yet'] : []),
    ...(ghosts.length > 0 && ghosts.at(-1)!.frames.length === 0 ? ['a ghost without frames'] : []),
    ...(ghosts.length > 1 ? ['several ghosts'] : []),
    ...(computing ? ['an answer is awaited'] : []),
    ...(error ? ['an error'] : []),
    ...(stopReason ? ['the end'] : []),
    ...(frame.events.length > 0 ? ['an intervention'] : []),
    ...(counts[1] !== undefined && counts[0] !== counts[1] ? ['a component dropped'] : []),
  ]
}

const always = ['no frame yet', 'a ghost without frames', 'several ghosts', 'an answer is awaited', 'an error']

test.each(Object.entries(situations))(
  '%s: whatever is typed while answers are late, the view stands',
  { timeout: 300_000 },
  async (_, { problem, settings, states: special = [] }) => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), fc.boolean(), async (steps, screenReader) => {
        empty()
        const work = slowWork()
        const screen = await openScreen({
          problem,
          settings: { components: problem.components, ...settings },
          screenReader,
          openWorkshop: work.open,
        })
        try {
          for (const one of steps) {
            if ('press' in one) screen.press(one.press)
            else if ('let' in one) work.let(one.which, one.let)
            else if ('size' in one) screen.resize(...one.size)
            else if ('pass' in one) await screen.glance(one.pass)
            else {
              for (let i = 0; i < one.settle && work.waiting.length > 0; i++) {
                work.let(0, 'answer')
                await Promise.resolve()
              }
            }
            // Long enough for whatever has changed to be shown.
            await screen.glance(40)
            const { run, ghosts } = screen.live.session.getSnapshot()
            for (const past of [...ghosts, run].filter(({ frames }) => frames.length > 0)) {
              const { componentCount: components, covariance } = past.frames[0]!.model
              expect(screen.live.settingsOf(past)).toMatchObject({ components, covariance })
            }
            states(screen.live.session.getSnapshot()).forEach((state) => seen.add(state))
            expect(oddities(screen.frame())).toEqual([])
          }
        } finally {
          await screen.close()
        }
        for (const file of readdirSync(directory)) {
          expect(oddities(readFileSync(join(directory, file), 'utf8')), file).toEqual([])
        }
      }),
      { numRuns: 50 },
    )
    expect([...seen]).toEqual(expect.arrayContaining([...always, ...special]))
  },
)

test('a start that is found late does not take the place of one that was asked for after it', async () => {
  const work = slowWork()
  const screen = await openScreen({ openWorkshop: work.open })
  screen.press('nn')
  await screen.pass(40)
  // The E-step of the first start waits too, before them.
  work.let(2, 'answer')
  await screen.pass(40)
  work.let(1, 'answer')
  await screen.pass(40)
  const { run, ghosts } = screen.live.session.getSnapshot()
  expect(screen.live.settingsOf(run)).toMatchObject({ init: 'random', seed: 1 })
  expect(ghosts).toHaveLength(1)
  await screen.close()
})

test('before the first likelihood there is no trace to save, and that is said', async () => {
  empty()
  const screen = await openScreen({ openWorkshop: slowWork().open })
  screen.press('T')
  await screen.pass(40)
  expect(screen.frame()).toContain('▲ The LML of the start is not known yet')
  expect(readdirSync(directory)).toEqual([])
  await screen.close()
})
