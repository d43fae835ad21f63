export { WorkerPool, type WorkerPoolOptions } from './pool.ts'
export { createWorkersEngine, type WorkersEngine, type WorkersEngineOptions } from './workers-engine.ts'
