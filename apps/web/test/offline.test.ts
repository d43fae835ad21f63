import { createServer, type Server } from 'node:http'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright'
import { expect, onTestFinished, test } from 'vitest'

const dist = new URL('../dist/', import.meta.url)
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

/** Any static host: the built files under some path, with these headers. */
async function host(
  base: string,
  headers: Record<string, string> = {},
  root: URL = dist,
): Promise<{ url: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url!, 'http://host').pathname
    const name = path.startsWith(base) ? path.slice(base.length) || 'index.html' : undefined
    try {
      const body = await readFile(new URL(name!, root))
      response.writeHead(200, { 'content-type': types[extname(name!)] ?? 'application/octet-stream', ...headers })
      response.end(body)
    } catch {
      response.writeHead(404)
      response.end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://localhost:${(server.address() as { port: number }).port}${base}`, server }
}

async function visit(url: string) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  onTestFinished(() => browser.close())
  const context = await browser.newContext()
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.goto(url)
  await page.locator('[data-component]').first().waitFor({ state: 'attached' })
  return { context, page, errors }
}

test('after the first visit the page needs no network, under any path', async () => {
  const { url, server } = await host('/courses/week-7/')
  const { context, page, errors } = await visit(url)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await context.setOffline(true)
  server.closeAllConnections()
  server.close()
  await page.reload()
  await page.locator('[data-component]').first().waitFor({ state: 'attached' })
  // What comes later in a visit is there, too.
  await page.getByRole('button', { name: 'Your own table' }).click()
  await page.getByText('Nothing leaves this page.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: 'Was Bayes right?' }).scrollIntoViewIfNeeded()
  await page.locator('.katex').first().waitFor()
  await page.keyboard.press('ArrowRight')
  expect(errors).toEqual([])
})

test('a new build takes the old one’s place whole, once no page of the old one is open; what lies below is left alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mixtura-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await cp(dist, folder, { recursive: true })
  await cp(new URL('../public/favicon.svg', import.meta.url), join(folder, 'docs', 'index.html'))
  const { url } = await host('/', {}, pathToFileURL(`${folder}/`))
  const { context, page } = await visit(url)
  const build = (): Promise<string | undefined> => page.evaluate(() => document.documentElement.dataset.build)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.reload()

  const next = async (name: string, from: RegExp, to: string): Promise<void> => {
    const file = join(folder, name)
    await writeFile(file, (await readFile(file, 'utf8')).replace(from, to))
  }
  await next('index.html', /<html /, '<html data-build="next" ')
  await next('sw.js', /mixtura-\w+/, 'mixtura-next')
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.update()
    while (!registration.waiting) await new Promise(requestAnimationFrame)
  })
  await page.reload()
  expect(await build()).toBeUndefined()

  await page.goto(`${url}docs/index.html`)
  expect(await page.locator('.page').count()).toBe(0)
  await page.close()
  const reopened = async (): Promise<string | undefined> => {
    const again = await context.newPage()
    await again.goto(url)
    const found = await again.evaluate(() => document.documentElement.dataset.build)
    await again.close()
    return found
  }
  await expect.poll(reopened, { timeout: 10_000 }).toBe('next')
})

test.each([
  ['isolated', { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }],
  ['not isolated', {}],
])('%s, the page works alike', async (_, headers) => {
  const { url } = await host('/', headers)
  const { page, errors } = await visit(url)
  expect(await page.evaluate(() => crossOriginIsolated)).toBe('cross-origin-opener-policy' in headers)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => page.getByRole('slider').getAttribute('aria-valuenow')).toBe('1')
  expect(errors).toEqual([])
})

test('without storage, workers, service workers and WebAssembly the page still fits', async () => {
  const { url } = await host('/')
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('refused', 'SecurityError')
        },
      })
    }
    Object.defineProperty(navigator, 'serviceWorker', { value: undefined })
    for (const name of ['Worker', 'WebAssembly', 'SharedArrayBuffer']) Reflect.deleteProperty(window, name)
  })
  await page.goto(url)
  await page.locator('[data-component]').first().waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Dark colours' }).click()
  await page.getByLabel('Speed').selectOption({ label: 'max' })
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.getByRole('button', { name: 'Play again' }).waitFor()
  expect(errors).toEqual([])
})
