import { checkOptions, flag, oneOf, type OptionChecks } from './checks.ts'
import { Dataset } from './dataset.ts'
import { portable } from './elementary.ts'
import type { SyncEStepEngine } from './engine.ts'
import { MixturaError } from './errors.ts'
import { createJsEngine } from './js-engine.ts'
import { createWasmEngine } from './wasm-engine.ts'

/** `auto` is WebAssembly where it runs, and plain JavaScript elsewhere. */
export type EngineName = 'auto' | 'js' | 'wasm'

export const engineNames: readonly EngineName[] = ['auto', 'js', 'wasm']

/** Which engine, and how exactly it repeats itself. */
export interface EngineOptions {
  /** Default `auto`. */
  engine?: EngineName
  /** Equal bits on every machine that runs the same engine. Default false. */
  deterministic?: boolean
}

export const engineChecks: OptionChecks<Required<EngineOptions>> = {
  engine: oneOf<EngineName>('engine', engineNames, 'auto'),
  deterministic: flag('deterministic', false),
}

/**
 * One of this package's own engines, bound to a data set.
 * @throws MixturaError `unsupported` where `wasm` is asked for and does not run
 *
 * @example
 * createEngine(Dataset.from([[0], [1]]), { engine: 'js' }).name // → js
 */
export function createEngine(dataset: Dataset, options: EngineOptions = {}): SyncEStepEngine {
  return bindRows(Dataset.from(dataset), checkOptions<Required<EngineOptions>>(options, engineChecks))
}

/** The engine of checked rows and options. @throws MixturaError `unsupported` */
export function bindRows(dataset: Dataset, { engine, deterministic }: Required<EngineOptions>): SyncEStepEngine {
  const wasm = engine === 'js' ? undefined : createWasmEngine(dataset, { deterministic })
  if (wasm) return wasm
  if (engine === 'wasm') {
    throw new MixturaError('unsupported', {
      cause: 'WebAssembly with 128-bit vectors does not run here.',
      value: engine,
      remedy: 'Use engine: auto or js.',
    })
  }
  return createJsEngine(dataset, deterministic ? portable : Math)
}
