import type { Plugin } from 'vite'

/**
 * Leaves out of the page's own thread what it never asks of core; workers are built without this plugin.
 *
 * WebAssembly, because here only small data are fitted: core then computes as on a host without it. Acceleration, conditional
 * and distribution functions, because the page offers none of them; asked for all the same, they say so.
 */
export function leaveOut(): Plugin {
  return {
    name: 'leave-out',
    enforce: 'pre',
    load: (id) => replacements[/\/core\/(?:src|dist)\/([\w-]+)\.[jt]s$/.exec(id)?.[1] ?? ''],
  }
}

const absent = (...names: string[]): string =>
  names.map((name) => `export function ${name}() { throw new Error('${name} is left out of this page.') }`).join('\n')

const replacements: Record<string, string> = {
  'wasm-engine': 'export const createWasmEngine = () => undefined, wasmEngineOn = createWasmEngine',
  'wasm-rows':
    'export const createWasmRows = () => undefined, layOut = createWasmRows, CHUNK_ROWS = 0, STAGED_ROWS = 0, WasmRows = undefined',
  'wasm-scorer': absent('WasmScorer'),
  'wasm-clustering': absent('clusteringOn'),
  conditional: absent('Conditional', 'marginalOf', 'regressionOf', 'splitAxes'),
  extrapolation: absent('Anderson', 'Squarem'),
  'distribution-function': absent('distributionFunction'),
  // Components are judged where candidates are rated, in workers; of its own fits the page asks for the model.
  spurious: `export const verdictOn = () => []\n${absent('spuriousComponents')}`,
}
