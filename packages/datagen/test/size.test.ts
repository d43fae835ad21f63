import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { expect, test } from 'vitest'

const source = JSON.stringify(fileURLToPath(new URL('../src/index.ts', import.meta.url)))

/** What a page ships for an import beside ml-matrix and what else is `external`: minified and gzipped, in bytes. */
async function shippedBytes(code: string, external: readonly RegExp[]): Promise<number> {
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
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', external: [/ml-matrix/, ...external] },
    },
  })) as Rolldown.RolldownOutput
  const bundle = result.output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('')
  return gzipSync(bundle, { level: 9 }).length
}

test.each([
  ['all of it, beside pure-rand', `export * from ${source}`, [/pure-rand/], 8_000],
  ['the three students, with the generator', `export { threeStudents } from ${source}`, [], 5_000],
  ['the measured data sets, without any generator', `export { iris, oldFaithful } from ${source}`, [], 2_500],
])('%s, stays within its budget', async (_, code, external, budget) => {
  const bytes = await shippedBytes(code, external)
  expect(bytes).toBeLessThan(budget)
  // A bundle that lost its content would be far smaller.
  expect(bytes).toBeGreaterThan(budget / 2)
})
