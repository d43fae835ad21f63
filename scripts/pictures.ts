// `pnpm --filter @mixtura/scripts run pictures`: the README's pictures, made from the built page and the built command.
import { spawn } from '@lydell/node-pty'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright'
import { preview } from 'vite'
import { findChromium } from './lib/chromium.mjs'
import { root } from './lib/run.mjs'

const folder = join(root, 'docs', 'pictures')
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: findChromium() ?? 'chromium', args: ['--no-sandbox'] })
for (const scheme of ['light', 'dark'] as const) await takePage(browser, scheme)
await takeTerminal(browser)
await browser.close()

/** The page after EM has converged. */
async function takePage(browser: Browser, colorScheme: 'light' | 'dark'): Promise<void> {
  const server = await preview({ root: join(root, 'apps', 'web'), logLevel: 'silent', preview: { port: 0 } })
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
  await page.goto(server.resolvedUrls!.local[0]!)
  await page.keyboard.press('Space')
  await page.waitForTimeout(15_000)
  await page.screenshot({ path: join(folder, `page-${colorScheme}.png`) })
  await page.close()
  await server.close()
}

/** The live view after EM has converged, beside the truth, in a terminal emulator. */
async function takeTerminal(browser: Browser): Promise<void> {
  const [cols, rows] = [100, 30]
  const command = join(root, 'apps', 'tui', 'dist', 'main.js')
  const { CI: _, ...env } = process.env
  const pty = spawn(process.execPath, [command], {
    name: 'xterm-256color',
    cols,
    rows,
    env: env as Record<string, string>,
  })
  let written = ''
  pty.onData((data) => (written += data))
  await new Promise((resolve) => setTimeout(resolve, 2000))
  for (const keys of ['+++++', ' ']) pty.write(keys)
  await new Promise((resolve) => setTimeout(resolve, 4000))
  pty.write('t')
  await new Promise((resolve) => setTimeout(resolve, 1000))

  const emulator = join(import.meta.dirname, 'node_modules', '@xterm', 'xterm')
  const page = await browser.newPage({ viewport: { width: 1000, height: 640 }, deviceScaleFactor: 2 })
  await page.setContent(
    '<body style="margin:0;background:#111318"><div id="screen" style="padding:16px;width:max-content"></div>',
  )
  await page.addStyleTag({ content: readFileSync(join(emulator, 'css', 'xterm.css'), 'utf8') })
  await page.addScriptTag({ content: readFileSync(join(emulator, 'lib', 'xterm.js'), 'utf8') })
  await page.evaluate(
    ({ cols, rows, written }) => {
      const { Terminal } = globalThis as unknown as {
        Terminal: new (options: object) => { open(on: unknown): void; write(text: string): void }
      }
      const theme = { background: '#111318', foreground: '#e8eaf0' }
      const terminal = new Terminal({ cols, rows, theme, fontFamily: 'DejaVu Sans Mono, monospace', fontSize: 14 })
      terminal.open(
        (globalThis as unknown as { document: { getElementById(id: string): unknown } }).document.getElementById(
          'screen',
        ),
      )
      terminal.write(written)
    },
    { cols, rows, written },
  )
  await page.waitForTimeout(1500)
  await page.locator('#screen').screenshot({ path: join(folder, 'terminal.png') })
  pty.write('q')
  await page.close()
}
