import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { contentSecurityPolicy } from './vite/content-security-policy.ts'

export default defineConfig({
  // Relative, so that the built page works under any path.
  base: './',
  plugins: [svelte({ compilerOptions: { runes: true } }), contentSecurityPolicy()],
  resolve: { conditions: ['@mixtura/source', 'module', 'browser', 'development|production'] },
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: 'es' },
})
