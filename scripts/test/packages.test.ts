import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { build, preview } from 'vite'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { findChromium } from '../lib/chromium.mjs'
import { root } from '../lib/run.mjs'
import { createWorkshop, nodes, run, runtimes, type Workshop } from './consumer.ts'

const fixture = join(root, 'fixtures', 'three-students-seed12.json')
const { x, z, lml, accuracy } = JSON.parse(await readFile(fixture, 'utf8'))
/** The notebook's log-marginal likelihood after 50 iterations. */
const lastLml: number = lml[49]

let workshop: Workshop
beforeAll(async () => {
  workshop = await createWorkshop()
}, 120_000)
afterAll(() => workshop.dispose())

describe('packed, installed outside the workspace with only what it depends on, and used in Node, Deno and Bun', () => {
  /** What each of them prints for `consumers/<name>` in a project that asks for this package alone. */
  async function observe(name: string): Promise<unknown[]> {
    const project = await workshop.project([`@mixtura/${name}`], name)
    await cp(fixture, join(project, 'three-students-seed12.json'))
    return Promise.all(runtimes.map(async (runtime) => JSON.parse(await run(project, ...runtime, 'main.mjs'))))
  }

  const expected = {
    core: { lml: expect.closeTo(lastLml, 9), accuracy },
    datagen: { stones: 500, first: x[0].map((value: number) => expect.closeTo(value, 12)), firstLabel: z[0] },
    viz: {
      center: [1, 2],
      semiMajor: expect.closeTo(2 * Math.SQRT2, 12),
      semiMinor: expect.closeTo(Math.SQRT2, 12),
      rotation: 0,
      mass: expect.closeTo(1 - Math.exp(-1), 12),
      path: 'M0,0L3,4',
    },
    io: { lml: expect.closeTo(lastLml, 9), refused: { code: 'not-a-number', row: 2, column: 2 } },
    engines: { lml: expect.closeTo(lastLml, 9), engine: 'workers/wasm', threads: 1 },
    session: { last: expect.closeTo(lml[49], 9), first: expect.closeTo(lml[0], 9) },
  }

  test.each(Object.entries(expected))('%s', { timeout: 180_000 }, async (name, observation) => {
    expect(await observe(name)).toEqual(runtimes.map(() => observation))
  })

  test('mixtura, the command', { timeout: 180_000 }, async () => {
    const project = await workshop.project(['mixtura'])
    for (const node of nodes) {
      const report = await run(project, node, 'node_modules/.bin/mixtura', 'report')
      const [, fitted] = /at the end \((-[\d.]+)\)/.exec(report) ?? []
      expect(Number(fitted)).toBeCloseTo(lastLml, 9)
      expect(report).toContain(String(accuracy))
    }
  })
})

const ours = (name: string): string => `@mixtura/${name}`
const libraries = ['core', 'datagen', 'viz', 'session', 'io', 'engines'].map(ours)

test('the libraries, packed and installed, can be required', { timeout: 180_000 }, async () => {
  const project = await workshop.project(libraries, 'required')
  for (const node of nodes) {
    const { lml, functions } = JSON.parse(await run(project, node, 'main.cjs'))
    expect(lml).toBeCloseTo(lastLml, 9)
    expect(functions).toEqual(['function', 'function', 'function', 'function'])
  }
})

test('their types hold in a strict project, library declarations checked too', { timeout: 180_000 }, async () => {
  const project = await workshop.project(libraries, 'typed')
  for (const resolution of ['nodenext', 'bundler']) {
    expect(await run(project, 'tsc', '-p', `tsconfig.${resolution}.json`)).toBe('')
  }
})

test(
  'core, datagen, viz and engines, packed and installed, work in a Vite page and in a worker of it',
  { timeout: 180_000 },
  async () => {
    const project = await workshop.project(['core', 'datagen', 'viz', 'engines'].map(ours), 'page')
    const config = { root: project, configFile: false, logLevel: 'warn', worker: { format: 'es' } } as const
    await build(config)
    const server = await preview(config)
    onTestFinished(() => server.close())
    const browser = await chromium.launch({
      executablePath: findChromium() ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    })
    onTestFinished(() => browser.close())

    const page = await browser.newPage()
    const errors: Error[] = []
    page.on('pageerror', (error) => errors.push(error))
    await page.goto(server.resolvedUrls!.local[0])
    await page.locator('body[data-lml][data-worker-lml][data-pool-lml]').waitFor()

    expect(errors).toEqual([])
    for (const attribute of ['data-lml', 'data-worker-lml', 'data-pool-lml']) {
      expect(Number(await page.locator('body').getAttribute(attribute))).toBeCloseTo(lastLml, 9)
    }
    const boxes = await Promise.all((await page.locator('svg path').all()).map((path) => path.boundingBox()))
    expect(boxes).toHaveLength(3)
    for (const box of boxes) expect(Math.min(box!.width, box!.height)).toBeGreaterThan(10)
  },
)
