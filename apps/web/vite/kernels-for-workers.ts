import type { Plugin } from 'vite'

/**
 * Leaves core's WebAssembly kernels out of the page's own thread, where only small data are fitted: core then uses its
 * JavaScript engine, as on a host without WebAssembly. Workers, which fit the large data, are built without this plugin.
 */
export function kernelsForWorkers(): Plugin {
  return {
    name: 'kernels-for-workers',
    enforce: 'pre',
    load: (id) => (/core\/(src|dist)\/kernel-bytes\.[jt]s$/.test(id) ? NO_KERNELS : undefined),
  }
}

const NO_KERNELS = "export const plainKernel = ''; export const relaxedKernel = ''"
