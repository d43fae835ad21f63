import { Dataset } from '@mixtura/core'
import { jobs, type Task } from './jobs.ts'

/** Each answer is posted as soon as it is there. */
self.addEventListener('message', ({ data: { job, values, dimension, options } }: MessageEvent<Task>) => {
  const dataset = Dataset.from(values, { dimension })
  const run = jobs[job] as (dataset: Dataset, options: unknown) => unknown
  for (const one of options) self.postMessage(run(dataset, one))
})
