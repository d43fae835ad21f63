import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileKernels, kernelModule, withSharedMemory } from '../scripts/build-kernel.ts'
import { changesBetween, textOf } from '../scripts/kernel-text.ts'
import { plainKernel, relaxedChanges, sharedChanges } from '../src/kernel-bytes.ts'
import { bytesOf, changed } from '../src/kernel-text.ts'

test('the committed kernels are what assembly/ compiles to', async () => {
  const kernels = await compileKernels()
  const committed = readFileSync(new URL('../src/kernel-bytes.ts', import.meta.url), 'utf8')
  expect(committed === kernelModule(kernels), 'run `pnpm run wasm` in packages/core').toBe(true)
  const plain = bytesOf(plainKernel)
  expect(plain).toEqual(kernels.plain)
  const relaxed = changed(plain, bytesOf(relaxedChanges))
  expect(relaxed).toEqual(kernels.relaxed)
  expect(changed(plain, bytesOf(sharedChanges))).toEqual(withSharedMemory(plain))
  expect(changed(relaxed, bytesOf(sharedChanges))).toEqual(withSharedMemory(relaxed))
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

test('any bytes come of any others by the changes between them', () => {
  const few = fc.integer({ min: 0, max: 3 })
  const alike = fc.array(few, { maxLength: 1000 }).map((bytes) => Uint8Array.from(bytes))
  fc.assert(
    fc.property(fc.oneof(alike, fc.uint8Array()), fc.oneof(alike, fc.uint8Array()), (original, target) => {
      expect(changed(original, changesBetween(original, target))).toEqual(target)
    }),
  )
})

test('changes that one byte cannot count', () => {
  const long = Uint8Array.from({ length: 2000 }, (_, i) => (i * i) % 251)
  const [start, end] = [long.subarray(0, 600), long.subarray(1400)]
  const without = Uint8Array.of(...start, ...end)
  for (const [original, target] of [
    [long, without],
    [without, long],
    [long, long],
    [long, new Uint8Array()],
    [new Uint8Array(), long],
    [long, long.map((byte) => 255 - byte)],
  ] as const) {
    expect(changed(original, changesBetween(original, target))).toEqual(target)
  }
})
