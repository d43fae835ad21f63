import { GaussianMixture, type FitOptions } from '@mixtura/core'
import { fitAsync, createWorkerPool } from '@mixtura/engines/workers'
import { heaps } from '../problems.ts'

/** What a fit in the page came to, and what the page went through meanwhile. */
export interface Observed {
  readonly lml: number[]
  readonly threads: number
  readonly engine: string
  readonly isolated: boolean
  readonly sharedMemory: boolean
  /** Milliseconds of each task that kept the page for more than 50. */
  readonly longTasks: number[]
}

declare global {
  interface Window {
    fitHeaps(n: number, d: number, k: number, options: Partial<FitOptions>, threads?: number): Promise<Observed>
    keepBusy(milliseconds: number): Promise<number[]>
    abortMidway(n: number): Promise<{ reason: string; milliseconds: number }>
  }
}

const pool = createWorkerPool({ threads: 2 })

window.fitHeaps = async (n, d, k, options, threads) => {
  const dataset = heaps(n, d, k)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const { result, longTasks } = await observeLongTasks(() =>
    fitAsync(dataset, { components: k, ...options, signal: undefined, ...(threads && { threads, pool }) }),
  )
  const { lml, threads: used, engine } = result
  const { sharedMemory } = pool
  return { lml: Array.from(lml), threads: used, engine, isolated: crossOriginIsolated, sharedMemory, longTasks }
}

window.keepBusy = async (milliseconds) => {
  const busy = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve))
    const end = performance.now() + milliseconds
    while (performance.now() < end) GaussianMixture.fit([[0], [1], [5]], { components: 1 })
  }
  return (await observeLongTasks(busy)).longTasks
}

window.abortMidway = async (n) => {
  const dataset = heaps(n, 16, 16)
  const controller = new AbortController()
  const fitted = fitAsync(dataset, {
    components: 16,
    kMeansRestarts: 10_000,
    threads: 1,
    pool,
    signal: controller.signal,
  })
  let aborted = 0
  setTimeout(() => {
    aborted = performance.now()
    controller.abort(new Error('enough'))
  }, 300)
  const reason = await fitted.then(
    () => 'none',
    (error: unknown) => String(error),
  )
  return { reason, milliseconds: performance.now() - aborted }
}

async function observeLongTasks<T>(run: () => Promise<T>): Promise<{ result: T; longTasks: number[] }> {
  const longTasks: number[] = []
  const note = (entries: PerformanceEntryList): void => {
    longTasks.push(...entries.map(({ duration }) => duration))
  }
  const observer = new PerformanceObserver((list) => note(list.getEntries()))
  observer.observe({ type: 'longtask' })
  const result = await run()
  // Entries are told of after their task.
  await new Promise((resolve) => setTimeout(resolve, 100))
  note(observer.takeRecords())
  observer.disconnect()
  return { result, longTasks }
}
