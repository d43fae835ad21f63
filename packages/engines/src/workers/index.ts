/** @module @mixtura/engines/workers */

export type { AbortSignalLike } from './abort-signal.ts'
export { fitAsync, type FitAsyncOptions, type FitAsyncResult, type FitProgress } from './fit-async.ts'
export { createWorkerPool, type WorkerPool, type WorkerPoolOptions } from './pool.ts'
export { createWorkersEngine, type WorkersEngine, type WorkersEngineOptions } from './workers-engine.ts'
