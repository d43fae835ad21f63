import type { Plugin } from 'vite'

/**
 * Leaves out of the page's own thread what it never asks of core. Workers are built without this plugin.
 *
 * The WebAssembly kernels: here only small data are fitted, and core then uses its JavaScript engine, as on a host without
 * WebAssembly. The distribution function, whose erfc is a sixth of all that core needs.
 */
export function leaveOut(): Plugin {
  return {
    name: 'leave-out',
    enforce: 'pre',
    load(id) {
      if (/core\/(src|dist)\/kernel-bytes\.[jt]s$/.test(id)) return NO_KERNELS
      if (/core\/(src|dist)\/distribution-function\.[jt]s$/.test(id)) return NO_DISTRIBUTION_FUNCTION
      return undefined
    },
  }
}

const NO_KERNELS = "export const plainKernel = ''; export const relaxedKernel = ''"
const NO_DISTRIBUTION_FUNCTION =
  "export function distributionFunction() { throw new Error('The page was built without cdf.') }"
