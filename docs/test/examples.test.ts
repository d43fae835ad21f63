import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'

/**
 * Every `ts` block of a page is run, all of a page as one program, and every `console.log(…) // → text` must print
 * that text.
 */

const docs = new URL('../', import.meta.url)
const target = new URL('.examples/', docs)
mkdirSync(target, { recursive: true })

const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md') && !/^api|node_modules|\.vitepress|\.generated/.test(name))
  .filter((name) => programOf(name) !== '')
  .sort()

function programOf(page: string): string {
  const text = readFileSync(new URL(page, docs), 'utf8')
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code).join('\n')
}

describe.each(pages)('%s', (page) => {
  test('prints what it says it prints', async () => {
    const program = programOf(page)
    const promised = [...program.matchAll(/^ *console\.log\(.*\) \/\/ → (.*)$/gm)].map(([, text]) => text)
    const file = new URL(`${page.replace(/\W/g, '-')}.ts`, target)
    writeFileSync(file, program)
    const printed: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((...values: unknown[]) => {
      printed.push(
        values
          .map((value) => (typeof value === 'string' ? value : inspect(value, { breakLength: Infinity })))
          .join(' '),
      )
    })
    await import(fileURLToPath(file))
    log.mockRestore()
    expect(promised.length).toBeGreaterThan(0)
    expect(printed).toEqual(promised)
  })
})

test('the pages were found', () => {
  expect(pages).toContain('notebook.md')
  expect(pages).toContain('guides/starts.md')
})

test('no page or README takes the last of a trace for what a result has a name for', () => {
  const root = new URL('../../', import.meta.url)
  const readmes = ['README.md', ...readdirSync(new URL('packages', root)).map((name) => `packages/${name}/README.md`)]
  const texts = [...pages.map((page) => new URL(page, docs)), ...readmes.map((name) => new URL(name, root))]
  for (const url of texts) expect(readFileSync(url, 'utf8'), url.pathname).not.toMatch(/\blml\.at\(-1\)/)
})
