import type { Dataset } from '@mixtura/core'
import type { Answer, JobName, Options, Task } from '../workers/jobs.ts'
import { pause } from './pause.ts'

/**
 * Does a job many times beside the page, in a worker; where there is none, on the page's own thread, one between two frames.
 * @param report called with each answer, in the order of the options
 * @returns what ends it early
 */
export function workThrough<J extends JobName>(
  job: J,
  dataset: Dataset,
  options: readonly Options<J>[],
  report: (answer: Answer<J>) => void,
): () => void {
  let reported = 0
  let cancelled = false
  const take = (answer: Answer<J>): void => {
    if (cancelled) return
    reported++
    report(answer)
  }

  /** The page's own thread, from the first answer that is still missing. */
  const goOnHere = async (): Promise<void> => {
    const { jobs } = await import('../workers/jobs.ts')
    const run = jobs[job] as (dataset: Dataset, options: Options<J>) => Answer<J>
    for (const missing of options.slice(reported)) {
      if (cancelled) return
      take(run(dataset, missing))
      await pause()
    }
  }

  let worker: Worker | undefined
  try {
    worker = new Worker(new URL('../workers/jobs.worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<Answer<J>>) => {
      take(data)
      if (reported === options.length) worker?.terminate()
    })
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      worker?.terminate()
      void goOnHere()
    })
    const task: Task<J> = { job, values: dataset.values, dimension: dataset.dimension, options }
    worker.postMessage(task)
  } catch {
    void goOnHere()
  }
  return () => {
    cancelled = true
    worker?.terminate()
  }
}
