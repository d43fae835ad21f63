import { defineConfig } from 'vitest/config'
import { nodeTests } from '../vitest.base.ts'

export default defineConfig(nodeTests)
