import { onTestFinished } from 'vitest'
import type { Worker } from 'node:worker_threads'

const threads = process.getBuiltinModule('node:worker_threads')

/** The workers that are started during this test, as they are started; each is first handed to `meet`. */
export function startedWorkers(meet?: (worker: Worker) => void): Worker[] {
  const started: Worker[] = []
  const Original = threads.Worker
  threads.Worker = class extends Original {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args)
      meet?.(this)
      started.push(this)
    }
  }
  onTestFinished(() => {
    threads.Worker = Original
  })
  return started
}
