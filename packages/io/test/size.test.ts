import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { expect, test } from 'vitest'

const index = JSON.stringify(fileURLToPath(new URL('../src/index.ts', import.meta.url)))

/** What a page that has core already ships for an import: minified, other dependencies included, gzipped, in bytes. */
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
    build: {
      write: false,
      minify: true,
      rolldownOptions: { input: entry, external: ['@mixtura/core'], preserveEntrySignatures: 'strict' },
    },
  })) as Rolldown.RolldownOutput
  const bundle = result.output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('')
  return gzipSync(bundle, { level: 9 }).length
}

test.each([
  ['all of it, the parser included', `export * from ${index}`, 17_000],
  ['models and traces, without the parser', `export { formatModel, parseModel, formatTrace } from ${index}`, 2_000],
])('%s, stays within its budget', async (_, code, budget) => {
  const bytes = await shippedBytes(code)
  expect(bytes).toBeLessThan(budget)
  // A bundle that lost its content would be far smaller.
  expect(bytes).toBeGreaterThan(budget / 2)
})
