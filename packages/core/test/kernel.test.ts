import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileKernels, kernelModule } from '../scripts/build-kernel.ts'

test('the committed kernels are what assembly/ compiles to', async () => {
  const kernels = await compileKernels()
  const committed = readFileSync(new URL('../src/kernel-bytes.ts', import.meta.url), 'utf8')
  expect(committed === kernelModule(kernels), 'run `pnpm run wasm` in packages/core').toBe(true)
})
