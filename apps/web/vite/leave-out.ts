import type { Plugin } from 'vite'

/**
 * Leaves out of the page's own thread what it never asks of core; workers are built without this plugin.
 *
 * WebAssembly, because here only small data are fitted: core then computes as on a host without it. And the distribution
 * function, whose erfc is a sixth of all that core needs, and the singular values with which ml-matrix solves only on request.
 */
export function leaveOut(): Plugin {
  return {
    name: 'leave-out',
    enforce: 'pre',
    load: (id) => replacements[/\/(?:core|ml-matrix)\/(?:src|dist)\/(?:dc\/)?([\w-]+)\.[jt]s$/.exec(id)?.[1] ?? ''],
  }
}

const replacements: Record<string, string> = {
  'wasm-engine': 'export const createWasmEngine = () => undefined',
  'wasm-scorer': 'export const createWasmScorer = () => undefined',
  'wasm-clustering': "export { createJsClustering as createClustering } from './js-clustering.ts'",
  'distribution-function':
    "export function distributionFunction() { throw new Error('The page was built without cdf.') }",
  svd: "export default function SingularValueDecomposition() { throw new Error('The page was built without it.') }",
}
