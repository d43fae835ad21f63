// The thread that does the heavy work of the live view: bound to its samples once, it answers questions in order.
import { createEngine, Dataset, MixturaError } from '@mixtura/core'
import { parentPort, workerData } from 'node:worker_threads'
import type { Answer, Question, Result, WorkerData } from './worker-protocol.ts'
import { findStart } from './workshop.ts'

const { values, dimension, sampleWeights } = workerData as WorkerData
const dataset = Dataset.from(values, { dimension, ...(sampleWeights && { sampleWeights }) })
const engine = createEngine(dataset)

parentPort!.on('message', ({ id, question }: { id: number; question: Question }) => {
  parentPort!.postMessage({ id, result: answer(question) } satisfies Answer)
})

function answer(question: Question): Result {
  try {
    if ('eStep' in question) return { sums: engine.eStep(question.eStep).sums }
    const { model, events } = findStart(dataset, question.findStart)
    return { mixture: model.toJSON(), events }
  } catch (error) {
    // Anything else is a defect: it ends this thread, and with it the view, which says so.
    if (!(error instanceof MixturaError)) throw error
    const { code, message, value, remedy } = error
    return { error: { code, cause: message.slice(0, -remedy.length - 1), value, remedy } }
  }
}
