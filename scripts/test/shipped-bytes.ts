import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { root } from '../lib/run.mjs'

/** What a page ships for `code`: minified, gzipped, with all it imports except `external`; in bytes. */
export async function shippedBytes(
  code: string,
  external: readonly RegExp[],
  conditions: readonly string[] = ['@mixtura/source', 'module', 'browser'],
): Promise<number> {
  const entry = join(root, 'scripts', 'entry.js')
  const result = (await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
    resolve: { conditions: [...conditions] },
    build: {
      write: false,
      minify: true,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', external: [...external] },
    },
  })) as Rolldown.RolldownOutput
  const bundle = result.output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('')
  return gzipSync(bundle, { level: 9 }).length
}
