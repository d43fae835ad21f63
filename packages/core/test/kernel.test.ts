import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileKernels, kernelModule, textOf } from '../scripts/build-kernel.ts'
import { bytesOf } from '../src/kernel-text.ts'

test('the committed kernels are what assembly/ compiles to', async () => {
  const kernels = await compileKernels()
  const committed = readFileSync(new URL('../src/kernel-bytes.ts', import.meta.url), 'utf8')
  expect(committed === kernelModule(kernels), 'run `pnpm run wasm` in packages/core').toBe(true)
})

test('every byte comes back from its text, which is printable and has no quotation marks', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  expect(bytesOf(textOf(all))).toEqual(all)
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(bytesOf(textOf(bytes))).toEqual(bytes)
      expect(textOf(bytes)).toMatch(/^[(-~]*$/)
    }),
  )
})
