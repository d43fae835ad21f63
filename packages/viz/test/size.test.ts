import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { expect, test } from 'vitest'

const source = (name: string): string => fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url))

/** What a page ships for an import: minified, dependencies included, gzipped, in bytes. */
async function shippedBytes(code: string): Promise<number> {
  const entry = 'virtual:entry'
  const result = (await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? `\0${entry}` : undefined),
        load: (id) => (id === `\0${entry}` ? code : undefined),
      },
    ],
    build: { write: false, minify: true, rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' } },
  })) as Rolldown.RolldownOutput
  const bundle = result.output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('')
  return gzipSync(bundle, { level: 9 }).length
}

test.each([
  ['the main entry, culori and d3-array included', 'index', 10_000],
  ['contours, d3-contour included', 'contours', 3_500],
  ['figures, with all they draw with', 'figures', 11_500],
])('%s, stays within its budget', async (_, entry, budget) => {
  const bytes = await shippedBytes(`export * from ${JSON.stringify(source(entry))}`)
  expect(bytes).toBeLessThan(budget)
  // A bundle that lost its content would be far smaller.
  expect(bytes).toBeGreaterThan(budget / 2)
})

test('a page that only draws ellipses ships neither colours, ticks nor characters', async () => {
  const used = `export { ellipseOf, drawEllipse, fitViewport } from ${JSON.stringify(source('index'))}`
  expect(await shippedBytes(used)).toBeLessThan(2_500)
})
