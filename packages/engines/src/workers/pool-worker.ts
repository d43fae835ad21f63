import { node, type WebWorkerScope } from './host.ts'
import { createAnswerer } from './answerer.ts'
import type { Question } from './protocol.ts'

/** What a worker runs: it answers in order. */
const answer = createAnswerer()
const parentPort = node?.getBuiltinModule('node:worker_threads').parentPort

if (parentPort) {
  parentPort.on('message', (question) => {
    const { message, transfer } = answer(question as Question)
    parentPort.postMessage(message, transfer)
  })
} else {
  const scope = globalThis as unknown as WebWorkerScope
  scope.addEventListener('message', ({ data }) => {
    const { message, transfer } = answer(data as Question)
    scope.postMessage(message, transfer)
  })
}
