/** The part of Node and of browsers that is used, declared here because either is missing in the other. */
interface NodeProcess {
  getBuiltinModule(name: 'node:worker_threads'): NodeWorkerThreads
  getBuiltinModule(name: 'node:os'): { availableParallelism(): number }
}

interface NodeWorkerThreads {
  readonly Worker: new (url: object, options: { execArgv: string[] }) => NodeWorker
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

interface Host {
  readonly process?: Partial<NodeProcess>
  readonly crossOriginIsolated?: boolean
  readonly navigator?: { readonly hardwareConcurrency?: number }
  setTimeout(callback: () => void, milliseconds?: number): unknown
  readonly performance: { now(): number }
}

export interface WebWorker {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'messageerror', listener: () => void): void
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void
  postMessage(message: unknown, transfer: readonly ArrayBufferLike[]): void
  terminate(): void
}

/** What a browser's worker is to itself. */
export interface WebWorkerScope {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(message: unknown, transfer: readonly ArrayBufferLike[]): void
}

const host = globalThis as unknown as Host

/** Undefined in browsers. */
export const node: NodeProcess | undefined = host.process?.getBuiltinModule ? (host.process as NodeProcess) : undefined

/** Cores to compute on; in a browser one is left to the page. */
export function availableThreads(): number {
  if (node) return node.getBuiltinModule('node:os').availableParallelism()
  return Math.max(1, (host.navigator?.hardwareConcurrency ?? 2) - 1)
}

/** Whether workers can read the same memory: in browsers on cross-origin isolated pages only. */
export function canShareMemory(): boolean {
  return typeof SharedArrayBuffer === 'function' && host.crossOriginIsolated !== false
}

export function after(milliseconds: number, callback: () => void): void {
  host.setTimeout(callback, milliseconds)
}

/** As `after`, but nobody's process is kept alive by it. */
export function sometimeAfter(milliseconds: number, callback: () => void): void {
  const timer = host.setTimeout(callback, milliseconds) as { unref?(): void }
  timer.unref?.()
}

/** Milliseconds since some moment. */
export function now(): number {
  return host.performance.now()
}

/** Lets the host's other work have its turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => after(0, resolve))
}
