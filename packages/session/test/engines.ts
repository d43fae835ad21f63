import { createEngine, type Dataset, type EStepEngine, type SufficientStatistics } from '@mixtura/core'

/** Core's engine, counting. */
export function countingEngine(dataset: Dataset): EStepEngine & { readonly calls: number } {
  const engine = createEngine(dataset)
  let calls = 0
  return {
    ...engine,
    eStep(scoring) {
      calls++
      return engine.eStep(scoring)
    },
    get calls() {
      return calls
    },
  }
}

export interface HeldEngine extends EStepEngine {
  /** E-steps asked for and not yet answered. */
  readonly open: number
  /** The largest `open` so far. */
  readonly mostOpen: number
  readonly calls: number
  /** Answers the oldest open E-step; resolves when the answer has had its effect. */
  answer(): Promise<void>
  fail(problem: unknown): Promise<void>
}

/** Core's engine, answering when the test says so. */
export function heldEngine(dataset: Dataset): HeldEngine {
  const engine = createEngine(dataset)
  const held: { resolve(): void; reject(problem: unknown): void }[] = []
  let mostOpen = 0
  let calls = 0
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  return {
    ...engine,
    eStep: (scoring) =>
      new Promise<SufficientStatistics>((resolve, reject) => {
        calls++
        held.push({ resolve: () => resolve(engine.eStep(scoring)), reject })
        mostOpen = Math.max(mostOpen, held.length)
      }),
    answer() {
      held.shift()!.resolve()
      return settled()
    },
    fail(problem) {
      held.shift()!.reject(problem)
      return settled()
    },
    get open() {
      return held.length
    },
    get mostOpen() {
      return mostOpen
    },
    get calls() {
      return calls
    },
  }
}
