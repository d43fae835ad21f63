import { checkOptions, flag, oneOf, type OptionChecks } from './checks.ts'
import { Dataset } from './dataset.ts'
import type { Clustering } from './clustering.ts'
import { portable, type Elementary } from './elementary.ts'
import { createJsClustering } from './js-clustering.ts'
import type { SyncEStepEngine } from './engine.ts'
import { MixturaError } from './errors.ts'
import { createJsEngine } from './js-engine.ts'
import { clusteringOn } from './wasm-clustering.ts'
import { createWasmEngine } from './wasm-engine.ts'
import { createWasmRows } from './wasm-rows.ts'
import { WasmScorer } from './wasm-scorer.ts'

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

/** What is asked of the options; without any they are the defaults. */
export const engineChecks: OptionChecks<Required<EngineOptions>> = {
  engine: oneOf<EngineName>('engine', engineNames, 'auto'),
  deterministic: flag('deterministic', false),
}

/** Where nothing is said. */
export const usualEngine: Required<EngineOptions> = { engine: 'auto', deterministic: false }

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

/*
 * This file alone knows who computes, and how exactly: whoever goes through rows, be it for an E-step, for K-means or for a
 * prediction, is bound to them here.
 */

/** The engine of checked rows and options. @throws MixturaError `unsupported` */
export function bindRows(dataset: Dataset, { engine, deterministic }: Required<EngineOptions>): SyncEStepEngine {
  const wasm = engine === 'js' ? undefined : createWasmEngine(dataset, { deterministic })
  if (!wasm) refuseWasm(engine)
  return wasm ?? createJsEngine(dataset, elementaryOf({ deterministic }))
}

/** K-means on rows that are not bound yet. @throws MixturaError `unsupported` */
export function bindClustering(dataset: Dataset, { engine, deterministic }: Required<EngineOptions>): Clustering {
  const rows = engine === 'js' ? undefined : createWasmRows(dataset, { deterministic })
  if (!rows) refuseWasm(engine)
  return rows ? clusteringOn(dataset, rows) : createJsClustering(dataset)
}

/** Rows, components and columns below which the kernel's start costs more than it saves. */
const SMALLEST_WORK = 30_000
/** Rows pass through once: a small block will do. */
const RESIDENT_BYTES = 2 ** 22

/** What a model says of single rows; undefined where that is computed in JavaScript. @throws MixturaError `unsupported` */
export function bindScorer(
  dataset: Dataset,
  componentCount: number,
  { engine, deterministic }: Required<EngineOptions>,
): WasmScorer | undefined {
  const isSmall = dataset.values.length * componentCount < SMALLEST_WORK
  if (engine === 'js' || (engine === 'auto' && isSmall)) return undefined
  const rows = createWasmRows(dataset, { deterministic, residentBytes: RESIDENT_BYTES })
  if (!rows) refuseWasm(engine)
  return rows && new WasmScorer(rows, dataset.sampleCount)
}

/** exp and log in JavaScript. */
export function elementaryOf({ deterministic }: Pick<Required<EngineOptions>, 'deterministic'>): Elementary {
  return deterministic ? portable : Math
}

function refuseWasm(engine: EngineName): void {
  if (engine !== 'wasm') return
  throw new MixturaError('unsupported', {
    cause: 'WebAssembly with 128-bit vectors does not run here.',
    value: engine,
    remedy: 'Use engine: auto or js.',
  })
}
