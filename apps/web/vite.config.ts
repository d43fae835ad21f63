import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { contentSecurityPolicy } from './vite/content-security-policy.ts'
import { leaveOut } from './vite/leave-out.ts'
import { offline } from './vite/offline.ts'

/** Its export map offers only a bundle of everything; from its sources the page takes what it uses. */
const { resolve: resolveForCore } = createRequire(new URL('../../packages/core/package.json', import.meta.url))
const matrixSources = fileURLToPath(new URL('src/index.js', `file://${resolveForCore('ml-matrix')}`))

export default defineConfig({
  // Relative, so that the built page works under any path.
  base: './',
  // Told to both builds where page and docs are published together; alone, this page has no docs to link to.
  define: { 'import.meta.env.DOCS_BASE': JSON.stringify(process.env.DOCS_BASE ?? '') },
  plugins: [svelte({ compilerOptions: { runes: true } }), leaveOut(), contentSecurityPolicy(), offline()],
  resolve: {
    conditions: ['@mixtura/source', 'module', 'browser', 'development|production'],
    alias: { 'ml-matrix': matrixSources },
  },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the first paint computes with stays together, which compresses better than many small pieces.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'core',
              test: /core\/src\/(?!select-model|remote)|session\/src|ml-matrix|pure-rand|munkres|svelte\/src/,
            },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
})
