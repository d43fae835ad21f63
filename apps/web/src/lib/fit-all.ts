import type { Dataset, FitOptions } from '@mixtura/core'
import { fitOne, type FitFailure, type FitOutcome, type FitTask } from '../workers/fits.ts'

export type { FitFailure, FitOutcome } from '../workers/fits.ts'

/**
 * Makes many fits beside the page, in a worker; where there is none, on the page's own thread, one between two frames.
 * @param report called for each fit as it ends
 * @param signal ends it early
 */
export function fitAll(
  dataset: Dataset,
  fits: readonly FitOptions[],
  report: (outcome: FitOutcome | FitFailure) => void,
  signal: AbortSignal,
): void {
  let reported = 0
  const take = (outcome: FitOutcome | FitFailure): void => {
    if (signal.aborted) return
    reported++
    report(outcome)
  }

  /** The page's own thread, from the first fit that is still missing. */
  const goOnHere = (): void => {
    if (signal.aborted || reported === fits.length) return
    take(fitOne(dataset, fits, reported))
    setTimeout(goOnHere)
  }

  try {
    const worker = new Worker(new URL('../workers/fits.worker.ts', import.meta.url), { type: 'module' })
    signal.addEventListener('abort', () => worker.terminate())
    worker.addEventListener('message', ({ data }: MessageEvent<FitOutcome | FitFailure>) => {
      take(data)
      if (reported === fits.length) worker.terminate()
    })
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      worker.terminate()
      goOnHere()
    })
    const task: FitTask = { values: dataset.values, dimension: dataset.dimension, fits }
    worker.postMessage(task)
  } catch {
    goOnHere()
  }
}
