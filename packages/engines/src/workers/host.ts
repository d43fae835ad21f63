/** The part of Node that is used, declared here because browsers run this too. */
interface NodeProcess {
  getBuiltinModule(name: 'node:worker_threads'): NodeWorkerThreads
  getBuiltinModule(name: 'node:os'): { availableParallelism(): number }
}

interface NodeWorkerThreads {
  readonly Worker: new (url: URL, options: { execArgv: string[] }) => NodeWorker
  readonly parentPort: NodeParentPort | null
}

export interface NodeWorker {
  on(event: 'message' | 'error' | 'messageerror' | 'exit', listener: (value: unknown) => void): void
  postMessage(message: unknown, transfer: readonly ArrayBufferLike[]): void
  ref(): void
  unref(): void
  terminate(): Promise<unknown>
}

export interface NodeParentPort {
  on(event: 'message', listener: (message: unknown) => void): void
  postMessage(message: unknown, transfer: readonly ArrayBufferLike[]): void
}

const { process } = globalThis as { process?: Partial<NodeProcess> }

/** Undefined in browsers. */
export const node: NodeProcess | undefined = process?.getBuiltinModule ? (process as NodeProcess) : undefined

/** Cores to compute on; in a browser one is left to the page. */
export function availableThreads(): number {
  if (node) return node.getBuiltinModule('node:os').availableParallelism()
  return Math.max(1, (globalThis.navigator?.hardwareConcurrency ?? 2) - 1)
}

/** Whether workers can read the same memory: in browsers on cross-origin isolated pages only. */
export function canShareMemory(): boolean {
  return typeof SharedArrayBuffer === 'function' && globalThis.crossOriginIsolated !== false
}

/** Lets the host's other work have its turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
