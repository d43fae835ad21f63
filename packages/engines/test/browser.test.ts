import { GaussianMixture, type FitOptions } from '@mixtura/core'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright'
import { build, preview, type PreviewServer } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fitAsync, createWorkerPool } from '../src/workers/index.ts'
import { heaps } from './problems.ts'

const root = fileURLToPath(new URL('page', import.meta.url))
const isolating = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }

let outDir: string
let browser: Browser
beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'mixtura-engines-'))
  const resolve = { conditions: ['@mixtura/source', 'module', 'browser', 'development|production'] }
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true },
  })
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
})
afterAll(async () => {
  await browser.close()
  await rm(outDir, { recursive: true })
})

describe.each([
  ['cross-origin isolated', isolating, true],
  ['not isolated', {}, false],
])('in a page that is %s', (_, headers, isolated) => {
  let server: PreviewServer
  let page: Page
  const complaints: string[] = []
  beforeAll(async () => {
    server = await preview({
      root,
      configFile: false,
      build: { outDir },
      preview: { port: 0, headers },
      logLevel: 'error',
    })
    page = await browser.newPage()
    page.on('pageerror', (error) => complaints.push(String(error.stack)))
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    await page.goto(server.resolvedUrls!.local[0]!)
    await page.waitForFunction(() => 'fitHeaps' in window)
  })
  afterAll(async () => {
    await page.close()
    await server.close()
  })

  const fits: [string, number, number, number, Partial<Omit<FitOptions, 'signal'>>][] = [
    ['from K-means', 50_000, 2, 3, { tolerance: 0, maxIterations: 50 }],
    ['in eight dimensions', 20_000, 8, 5, { init: 'random', seed: 2, tolerance: 0, maxIterations: 50 }],
    ['in plain JavaScript', 40_000, 2, 3, { engine: 'js', tolerance: 0, maxIterations: 20 }],
  ]
  test.each(fits)('the numbers are those of Node: %s', async (_, n, d, k, options) => {
    const observed = await page.evaluate(([n, d, k, options]) => window.fitHeaps(n, d, k, options, 2), [
      n,
      d,
      k,
      options,
    ] as const)
    const { lml, engine } = GaussianMixture.fit(heaps(n, d, k), { components: k, ...options })
    expect(observed).toMatchObject({ threads: 2, engine: `workers/${engine}`, isolated, sharedMemory: isolated })
    expect(observed.lml).toHaveLength(lml.length)
    expect(observed.lml.every((value, i) => Math.abs(value - lml[i]!) < 1e-9)).toBe(true)
  })

  test('deterministic fits have the bits of Node', async () => {
    const options = { deterministic: true, init: 'random', seed: 1, tolerance: 0, maxIterations: 10 } as const
    const observed = await page.evaluate((options) => window.fitHeaps(20_000, 3, 4, options, 2), options)
    const pool = createWorkerPool({ threads: 1 })
    const { lml } = await fitAsync(heaps(20_000, 3, 4), { components: 4, ...options, threads: 1, pool })
    await pool.dispose()
    expect(observed.lml).toEqual(Array.from(lml))
  })

  // Another process may hold the page up, but not each time.
  test('a million rows keep it for no task of more than 50 ms', { retry: 3 }, async () => {
    const observed = await page.evaluate(() => window.fitHeaps(1_000_000, 2, 3, { maxIterations: 30, tolerance: 0 }))
    expect(observed.threads).toBeGreaterThan(0)
    expect(observed.lml).toHaveLength(30)
    expect(observed.longTasks).toEqual([])
    // One that did would be seen.
    expect(await page.evaluate(() => window.keepBusy(80))).toHaveLength(1)
  })

  test('an aborted signal stops a fit within 50 ms', { retry: 3 }, async () => {
    const { reason, milliseconds } = await page.evaluate(() => window.abortMidway(200_000))
    expect(reason).toBe('Error: enough')
    expect(milliseconds).toBeLessThan(50)
  })

  test('nobody has complained', () => {
    expect(complaints).toEqual([])
  })
})
