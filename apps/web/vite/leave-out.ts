import type { Plugin } from 'vite'

/**
 * Leaves out of the page's own thread what it never asks of core; workers are built without this plugin.
 *
 * WebAssembly, because here only small data are fitted: core then computes as on a host without it.
 */
export function leaveOut(): Plugin {
  return {
    name: 'leave-out',
    enforce: 'pre',
    load: (id) => replacements[/\/core\/(?:src|dist)\/([\w-]+)\.[jt]s$/.exec(id)?.[1] ?? ''],
  }
}

const replacements: Record<string, string> = {
  'wasm-engine': 'export const createWasmEngine = () => undefined, wasmEngineOn = createWasmEngine',
  'wasm-scorer': 'export const createWasmScorer = () => undefined',
  'wasm-clustering': "export { createJsClustering as createClustering } from './js-clustering.ts'",
}
