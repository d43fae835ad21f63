import { describe, expect, test } from 'vitest'
import { createJsEngine, type Dataset, type EStepEngine } from '../src/index.ts'
import { portable } from '../src/elementary.ts'
import { engineContract } from '../src/testing/index.ts'
import { createWasmEngine } from '../src/wasm-engine.ts'

function wasm(options?: Parameters<typeof createWasmEngine>[1]) {
  return (dataset: Dataset): EStepEngine => {
    const engine = createWasmEngine(dataset, options)
    expect(engine, 'WebAssembly SIMD runs here').toBeDefined()
    return engine!
  }
}

describe.each([
  ['js', createJsEngine],
  ['js, deterministic', (dataset: Dataset) => createJsEngine(dataset, portable)],
  ['wasm', wasm()],
  ['wasm, deterministic', wasm({ deterministic: true })],
  ['wasm, streaming', wasm({ residentBytes: 1 })],
])('%s', (_, create) => {
  test.each(engineContract(create))('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})
