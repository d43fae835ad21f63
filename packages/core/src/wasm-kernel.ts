import { webAssembly } from './host.ts'
import { plainKernel, relaxedChanges } from './kernel-bytes.ts'
import { bytesOf, changed } from './kernel-text.ts'

/** What assembly/index.ts exports; addresses and sizes are in bytes. */
export interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer }
  layOutRows(count: number, columns: number, weighted: boolean, already?: boolean): number
  readonly top: { readonly value: number }
  readonly staged: { readonly value: number }
  takeRows(first: number, count: number): void
  carryRow(from: number, to: number): void
  model(components: number, isDiagonal: boolean, aside?: number): number
  pack(): number
  accumulate(first: number, count: number, prune: boolean): number
  readonly left: { readonly value: number }
  firstWithoutDensity(): number
  beginSums(address: number): void
  addSums(to: number, from: number): void
  completeSums(address: number): void
  readonly tileRows: { readonly value: number }
  scoreRows(first: number, count: number): void
  densitiesOfRows(count: number): number
  responsibilitiesOfRows(count: number): number
  marginalsOfRows(count: number): number
  labelsOfRows(count: number): number
  beginSeeds(most: number): number
  placeSeed(row: number): number
  drawRow(target: number): number
  weighCandidates(count: number): number
  beginClusters(components: number): number
  assignRows(): number
  readonly changed: { readonly value: number }
  readonly labels: { readonly value: number }
}

/** The numbers at an address; to be asked for anew after whatever may let the memory grow. */
export function numbersAt(kernel: Kernel, address: number, length: number): Float64Array {
  return new Float64Array(kernel.memory.buffer, address, length)
}

/** Bytes of memory up to which a kernel is kept for the next data set. */
const KEPT_BYTES = 2 ** 20

/** Kernels whose rows are done with, one of each build: to make another takes longer than a small fit. */
const idle = new Map<object, Kernel>()
const builds = new WeakMap<Kernel, object>()

/**
 * A kernel with a memory of its own. Fused multiply-adds are used where there are any, unless the result is to have
 * equal bits wherever this engine runs.
 * @returns undefined where WebAssembly or its vectors are missing, or not allowed to be compiled
 */
export function createKernel(deterministic: boolean): Kernel | undefined {
  const build = (!deterministic && relaxed()) || plain()
  if (!webAssembly || !build) return undefined
  const kernel = idle.get(build) ?? (new webAssembly.Instance(build, {}).exports as Kernel)
  idle.delete(build)
  builds.set(kernel, build)
  return kernel
}

/** Takes a kernel back that nobody asks anything more. */
export function giveBack(kernel: Kernel): void {
  if (kernel.memory.buffer.byteLength <= KEPT_BYTES) idle.set(builds.get(kernel)!, kernel)
}

const plain = compiledOnce(() => bytesOf(plainKernel))
const relaxed = compiledOnce(() => changed(bytesOf(plainKernel), bytesOf(relaxedChanges)))

/** Compiled when first asked for: null where that does not work. */
export function compiledOnce(bytes: () => Uint8Array): () => object | null {
  let compiled: object | null | undefined
  return () => (compiled === undefined ? (compiled = tryToCompile(bytes())) : compiled)
}

function tryToCompile(bytes: Uint8Array): object | null {
  if (!webAssembly?.validate(bytes)) return null
  try {
    return new webAssembly.Module(bytes)
  } catch {
    // A page's content security policy may forbid it.
    return null
  }
}
