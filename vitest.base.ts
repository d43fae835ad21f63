import { fileURLToPath } from 'node:url'
import type { ViteUserConfig } from 'vitest/config'

/** What every package's Node tests share: sources instead of builds, and a report the root counts. */
export const nodeTests: ViteUserConfig = {
  ssr: { resolve: { conditions: ['@mixtura/source', 'module', 'node', 'development|production'] } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: [fileURLToPath(new URL('./vitest.setup.ts', import.meta.url))],
    testTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
  },
}
