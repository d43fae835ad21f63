import { mergeConfig } from 'vitest/config'
import { nodeTests } from '../../vitest.base.ts'

/** The tests share one machine and one Chromium: file after file. What they wait for may take its time on a busy one. */
export default mergeConfig(nodeTests, {
  test: { fileParallelism: false, hookTimeout: 60_000, expect: { poll: { timeout: 10_000 } } },
})
