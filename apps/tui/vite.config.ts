import { defineConfig } from 'vite'

/*
 * The command in a few files: from some 460 modules, most of the time to start would go into finding them. What the live
 * view alone needs stays outside, and is loaded with it.
 */
export default defineConfig({
  resolve: { conditions: ['@mixtura/source', 'module', 'node'] },
  ssr: { noExternal: true, external: ['ink', 'react', 'string-width'] },
  build: {
    ssr: true,
    target: 'node22',
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        'pool-worker': '@mixtura/engines/workers/pool-worker',
      },
      // All in one folder, where the workers and `../package.json` are found from any of them.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
