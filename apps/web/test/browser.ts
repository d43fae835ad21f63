import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright'
import { preview, type PreviewServer } from 'vite'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let server: PreviewServer
let browser: Browser
const complaints: string[] = []
const contexts: BrowserContext[] = []

/** Serves the page as built into `outDir` to a Chromium for the tests of this file. A test in which any page complains fails. */
export function useBrowser(headers: Record<string, string> = {}, outDir = 'dist'): void {
  beforeAll(async () => {
    const root = new URL('..', import.meta.url).pathname
    server = await preview({ root, build: { outDir }, preview: { port: 0, headers }, logLevel: 'error' })
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
  })
  afterEach(async () => {
    // Pages that nobody looks at any more would go on drawing beside the next test.
    await Promise.all(contexts.splice(0).map((context) => context.close()))
    expect(complaints.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })
}

/** What pages have complained of so far in this test, which expected it. */
export function complained(): string[] {
  return complaints.splice(0)
}

/** A page in a browser profile of its own, opened at `path` of the site, with all that follows the first paint in place. */
export async function open(options: BrowserContextOptions = {}, path = ''): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options })
  contexts.push(context)
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error.stack)))
  await page.goto(`${server.resolvedUrls!.local[0]!}${path}`)
  await page.locator('[data-component]').first().waitFor({ state: 'attached' })
  return page
}

/** The likelihood on display, with all its digits. */
export async function shownLml(page: Page): Promise<number> {
  return Number(await page.locator('[data-lml]').getAttribute('data-lml'))
}

/**
 * Plays to the end as fast as frames come. The controls are found by class: to go through all roles and names would keep
 * the page's own thread longer than anything the page does there.
 */
export async function playToEnd(page: Page): Promise<void> {
  const transport = page.locator('.transport:has(.speed)')
  await transport.locator('.speed select').selectOption({ label: 'max' })
  await transport.locator('.primary').click()
  await transport.locator('.primary', { hasText: 'Play again' }).waitFor()
}

/** On a phone panels are folded away: opens them all. */
export async function unfold(page: Page): Promise<void> {
  const folded = page.locator('.panel h2 button[aria-expanded=false]')
  while ((await folded.count()) > 0) await folded.first().press('Enter')
}
