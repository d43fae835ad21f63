import { mergeConfig } from 'vitest/config'
import { nodeTests } from '../../vitest.base.ts'

/** The tests share one machine and one Chromium: file after file. */
export default mergeConfig(nodeTests, { test: { fileParallelism: false, hookTimeout: 60_000 } })
