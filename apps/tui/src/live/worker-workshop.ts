import { GaussianMixture, MixturaError, SufficientStatistics, type Dataset } from '@mixtura/core'
import { Worker } from 'node:worker_threads'
import type { Answer, Question, Result, WorkerData } from './worker-protocol.ts'
import type { Workshop } from './workshop.ts'

/** On a thread of its own, so that the view stays fluid however many samples there are. */
export function createWorkerWorkshop(dataset: Dataset): Workshop {
  const { dimension, sampleCount, weightTotal, sampleWeights } = dataset
  const workerData: WorkerData = { values: shared(dataset.values), dimension, sampleWeights }
  const worker = new Worker(new URL('worker.js', import.meta.url), { workerData })

  const waiting = new Map<number, { resolve: (result: Result) => void; reject: (error: Error) => void }>()
  let asked = 0
  let failure: Error | undefined
  worker.on('message', ({ id, result }: Answer) => {
    waiting.get(id)!.resolve(result)
    waiting.delete(id)
  })
  worker.on('error', (error) => {
    failure = error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  })
  const ask = async (question: Question): Promise<Exclude<Result, { error: unknown }>> => {
    // Nobody is there any more to answer.
    if (failure) throw failure
    const result = await new Promise<Result>((resolve, reject) => {
      const id = asked++
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, question })
    })
    if ('error' in result) throw new MixturaError(result.error.code, result.error)
    return result
  }

  return {
    engine: {
      name: 'worker',
      sampleCount,
      dimension,
      weightTotal,
      async eStep(scoring) {
        const { form, logConstants, means, precisionsCholesky } = scoring
        const answer = await ask({ eStep: { form, logConstants, means, precisionsCholesky } })
        const statistics = new SufficientStatistics(
          form === 'triangular' ? 'full' : 'diagonal',
          means,
          logConstants.length,
        )
        statistics.sums.set((answer as { sums: Float64Array }).sums)
        return statistics
      },
    },
    async findStart(settings) {
      const answer = (await ask({ findStart: settings })) as Extract<Result, { mixture: unknown }>
      return { model: GaussianMixture.fromJSON(answer.mixture), events: answer.events }
    },
    close: async () => void (await worker.terminate()),
  }
}

function shared(values: Float64Array): Float64Array {
  if (values.buffer instanceof SharedArrayBuffer) return values
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength))
  copy.set(values)
  return copy
}
