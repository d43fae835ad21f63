import { cp, readFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright'
import { build, createServer, preview } from 'vite'
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

  const installers = ['npm', 'pnpm', 'bun'] as const
  const alone = installers.flatMap((installer) => Object.keys(expected).map((name) => [name, installer] as const))
  test.each(alone)('%s alone, installed by %s', { timeout: 180_000 }, async (name, installer) => {
    const project = await workshop.alone(`@mixtura/${name}`, installer)
    await cp(fixture, join(project, 'three-students-seed12.json'))
    const program = installer === 'bun' ? 'bun' : process.execPath
    const observation = expected[name as keyof typeof expected]
    expect(JSON.parse(await run(project, program, 'main.mjs'))).toEqual(observation)
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

describe('packed and installed, used in a page', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: findChromium() ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    })
  })
  afterAll(() => browser.close())

  /** Opens the page of `consumers/page`, and expects in it what the notebook came to, computed in several ways. */
  async function expectFits(url: string, more: Record<string, number>): Promise<Page> {
    const page = await browser.newPage()
    onTestFinished(() => page.close())
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on(
      'response',
      (response) =>
        response.ok() || response.status() === 304 || complaints.push(`${response.status()} ${response.url()}`),
    )
    await page.goto(url)
    const expected = { lml: lastLml, poolLml: lastLml, poolThreads: 1, ...more }
    const seen = (): Promise<DOMStringMap> => page.locator('body').evaluate((body) => ({ ...body.dataset }))
    await expect
      .poll(async () => [...complaints, ...Object.keys(await seen())], { timeout: 60_000 })
      .toEqual(expect.arrayContaining(Object.keys(expected)))
      .catch((error: Error) => {
        throw new Error(`${error.message}\n${complaints.join('\n')}`, { cause: error })
      })
    expect(complaints).toEqual([])
    const values = await seen()
    for (const [name, value] of Object.entries(expected)) expect(Number(values[name]), name).toBeCloseTo(value, 9)
    return page
  }
  const ofPage = ['core', 'datagen', 'viz', 'engines'].map(ours)

  test('that Vite has built', { timeout: 180_000 }, async () => {
    const project = await workshop.project(ofPage, 'page')
    const config = { root: project, configFile: false, logLevel: 'warn', worker: { format: 'es' } } as const
    await build(config)
    const server = await preview(config)
    onTestFinished(() => server.close())
    const page = await expectFits(server.resolvedUrls!.local[0]!, { workerLml: lastLml })
    const boxes = await Promise.all((await page.locator('svg path').all()).map((path) => path.boundingBox()))
    expect(boxes).toHaveLength(3)
    for (const box of boxes) expect(Math.min(box!.width, box!.height)).toBeGreaterThan(10)
  })

  test('that Vite’s dev server serves, as it is without any configuration', { timeout: 180_000 }, async () => {
    const project = await workshop.project(ofPage, 'page')
    const server = await createServer({ root: project, configFile: false, logLevel: 'error', server: { port: 0 } })
    onTestFinished(() => server.close())
    await server.listen()
    expect(await expectFits(server.resolvedUrls!.local[0]!, { workerLml: lastLml })).toBeTruthy()
  })

  test('that has an import map, and no tool at all', { timeout: 180_000 }, async () => {
    const project = await workshop.project(libraries, 'import-map')
    await expectFits(await serveFolder(project), {
      steppedLml: lastLml,
      shown: Number(lastLml.toFixed(4)),
      traced: 50,
      parsed: 2,
    })

    // Where a policy forbids workers the page computes itself.
    const page = await browser.newPage()
    onTestFinished(() => page.close())
    await page.goto(await serveFolder(project, { 'Content-Security-Policy': "worker-src 'none'" }))
    const body = page.locator('body[data-parsed]')
    expect(Number(await body.getAttribute('data-pool-lml'))).toBeCloseTo(lastLml, 9)
    expect(await body.getAttribute('data-pool-threads')).toBe('0')
    expect(await body.getAttribute('data-fallback')).toBe('engine-failed')
  })
})

/** Serves a folder the way a static host does. @returns its address */
async function serveFolder(folder: string, headers: Record<string, string> = {}): Promise<string> {
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript' }
  const server = createHttpServer((request, response) => {
    const path = join(folder, request.url === '/' ? 'index.html' : request.url!)
    readFile(path).then(
      (content) =>
        response.writeHead(200, { ...headers, 'Content-Type': types[extname(path)] ?? 'text/plain' }).end(content),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
