import axe, { type AxeResults } from 'axe-core'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { docPages } from '../src/lib/doc-pages.ts'
import { open, unfold, useBrowser } from './browser.ts'

/** The page as it is published: built for docs that lie below it. That those pages exist is a matter of their own tests. */
const site = mkdtempSync(join(tmpdir(), 'mixtura-site-'))
afterAll(() => rmSync(site, { recursive: true }))
vi.stubEnv('DOCS_BASE', '/docs/')
vi.stubEnv('NODE_ENV', 'production')
await build({ root: new URL('..', import.meta.url).pathname, build: { outDir: site }, logLevel: 'error' })
vi.unstubAllEnvs()
for (const address of ['index.html', ...Object.values(docPages)]) {
  const file = join(site, 'docs', address.replace(/#.*/, ''))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `<!doctype html><link rel="icon" href="data:,"><title>${address}</title>`)
}

describe('published with its docs', () => {
  useBrowser({}, site)

  test.each([320, 390, 1280])('at %i px the page links to them, next to what they explain', async (width) => {
    const page = await open({ viewport: { width, height: 900 }, hasTouch: width < 640 })
    await page.evaluate(() => navigator.serviceWorker.ready)
    expect(await page.getByRole('link', { name: 'Theory and guides' }).isVisible()).toBe(width > 320)
    await unfold(page)
    const inPanel = (panel: string): Promise<string | null> =>
      page.getByRole('region', { name: panel, exact: true }).getByRole('link').getAttribute('href')
    expect(await inPanel('Model')).toBe(`/docs/${docPages.structures}`)
    expect(await inPanel('How many components?')).toBe(`/docs/${docPages.choosing}`)

    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'why LML rises, in full' }).click(),
    ])
    await opened.waitForLoadState()
    expect(new URL(opened.url()).pathname + new URL(opened.url()).hash).toBe(`/docs/${docPages.climb}`)
    expect(await opened.title()).toContain('notebook.html')

    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<AxeResults>('axe.run()')
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  })

  test('the list of keys and the dialog for tables link to them, too', async () => {
    const page = await open()
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByRole('link', { name: 'the command' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Your own table' }).click()
    const link = page.getByRole('dialog').getByRole('link', { name: 'data of your own' })
    expect(await link.getAttribute('href')).toBe(`/docs/${docPages.data}`)
  })

  test('a page in French says that they are in English', async () => {
    const page = await open({ locale: 'fr-FR' })
    const link = page.getByRole('link', { name: 'Théorie et guides (en anglais)' })
    expect(await link.getAttribute('hreflang')).toBe('en')
    await page.getByText('Dans la documentation, en anglais : l’étape E').waitFor({ state: 'attached' })
  })
})

describe('served alone', () => {
  useBrowser()

  test('the page links to nothing that is not there', async () => {
    const page = await open()
    await page.keyboard.press('?')
    await page.getByRole('heading', { name: 'Keys' }).waitFor()
    expect(await page.getByRole('link').count()).toBe(0)
  })
})
