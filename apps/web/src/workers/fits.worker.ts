import { Dataset } from '@mixtura/core'
import { fitOne, type FitTask } from './fits.ts'

// Each answer is posted as soon as it is there.
addEventListener('message', ({ data: { values, dimension, fits } }: MessageEvent<FitTask>) => {
  const dataset = Dataset.from(values, { dimension })
  for (let index = 0; index < fits.length; index++) postMessage(fitOne(dataset, fits, index))
})
