import { describe, expect, test } from 'vitest'
import {
  createEngine,
  Dataset,
  GaussianMixture,
  MixturaError,
  type EStepEngine,
  type FitOptions,
} from '../src/index.ts'
import { createStarts, densityUnderflow, fitRemotely, rowsOfStart, type RemoteRows } from '../src/remote/index.ts'
import { createProblem } from '../src/testing/problems.ts'

const { dataset } = createProblem({ n: 400, d: 2, k: 3, form: 'triangular', weighted: true })
const options: FitOptions = { components: 3, seed: 4, restarts: 3, tolerance: 1e-4 }

/** Rows "elsewhere": behind a promise, in this very process. */
function rowsElsewhere(eStep?: (engine: EStepEngine) => EStepEngine['eStep']): RemoteRows {
  const engine = createEngine(dataset)
  const starts = createStarts(dataset, options)
  const answer = eStep?.(engine) ?? engine.eStep
  return {
    dataset,
    engine: { ...engine, eStep: async (scoring) => answer(scoring) },
    start: async (index) => starts.start(index),
  }
}

describe('a fit of rows that are held elsewhere', () => {
  test('is the fit, bit for bit', async () => {
    const seen: number[] = []
    const onFrame = ({ lml }: { lml: number }): void => void seen.push(lml)
    const expected = GaussianMixture.fit(dataset, { ...options, frames: true })
    const actual = await fitRemotely({ ...options, frames: true, onFrame }, () => rowsElsewhere())
    expect(actual.lml).toEqual(expected.lml)
    expect(actual.optima).toEqual(expected.optima)
    expect(actual.model.toJSON()).toEqual(expected.model.toJSON())
    expect(actual.frames!.map(({ lml }) => lml)).toEqual(expected.frames!.map(({ lml }) => lml))
    expect(seen).toHaveLength(expected.optima.reduce((frames, { iterations }) => frames + iterations + 1, 0))
  })

  test('bad options are refused before anything is bound', async () => {
    let bound = 0
    const bind = (): RemoteRows => {
      bound++
      return rowsElsewhere()
    }
    await expect(fitRemotely({ components: 0 }, bind)).rejects.toThrow(MixturaError)
    expect(bound).toBe(0)
  })

  test('a start that fails there is left out, as in a fit', async () => {
    let calls = 0
    const failing = (engine: EStepEngine): EStepEngine['eStep'] => {
      return (scoring) => {
        if (calls++ === 0) throw densityUnderflow(7)
        return engine.eStep(scoring)
      }
    }
    const { failures, optima } = await fitRemotely(options, () => rowsElsewhere(failing))
    expect(failures.map(({ seed, error }) => [seed, error.code])).toEqual([[4, 'density-underflow']])
    expect(optima.map(({ seed }) => seed)).toEqual([5, 6])
  })

  test('any other failure ends it', async () => {
    const broken = (): EStepEngine['eStep'] => () => {
      throw new Error('gone')
    }
    await expect(fitRemotely(options, () => rowsElsewhere(broken))).rejects.toThrow('gone')
  })

  test.each([
    ['in the first E-step: nothing to show', 0, undefined],
    ['in a later one: the best so far', 2, { stopReason: 'aborted', iterations: 1 }],
  ])('aborted %s', async (_, call, expected) => {
    const controller = new AbortController()
    let calls = 0
    const aborting = (engine: EStepEngine): EStepEngine['eStep'] => {
      return (scoring) => {
        if (calls++ === call) controller.abort(new Error('stopped'))
        controller.signal.throwIfAborted()
        return engine.eStep(scoring)
      }
    }
    const fitted = fitRemotely({ ...options, signal: controller.signal }, () => rowsElsewhere(aborting))
    if (expected) expect(await fitted).toMatchObject(expected)
    else await expect(fitted).rejects.toThrow('stopped')
  })

  test('aborted in a further start, the runs before it count', async () => {
    const controller = new AbortController()
    const rows = rowsElsewhere()
    const start: RemoteRows['start'] = (index) => {
      if (index === 1) controller.abort(new Error('stopped'))
      controller.signal.throwIfAborted()
      return rows.start(index)
    }
    const { optima } = await fitRemotely({ ...options, signal: controller.signal }, () => ({ ...rows, start }))
    expect(optima.map(({ seed }) => seed)).toEqual([4])
  })
})

test('starts are refused on points that no fit can use', () => {
  expect(() => createStarts(Dataset.from([[1], [1]]), { components: 2 })).toThrow(/different points/)
})

test('a start made of the rows that it needs is that of a fit', () => {
  const { values } = createProblem({ n: 30_000, d: 2, k: 3, form: 'triangular' }).dataset
  const many = Dataset.from(values, { dimension: 2 })
  const few = [0, 1].map((index) => rowsOfStart(many, options, index))
  expect(few.map(({ sampleCount }) => sampleCount)).toEqual([10_000, 10_000])
  expect(few[0]!.values).not.toEqual(few[1]!.values)
  few.forEach((rows, index) => {
    expect(createStarts(rows, options).start(index)).toEqual(createStarts(many, options).start(index))
  })
})

test('rows with weights are all of them needed, and so are rows whose sample could not be fitted', () => {
  const weighted = createProblem({ n: 30_000, d: 2, k: 3, form: 'triangular', weighted: true }).dataset
  expect(rowsOfStart(weighted, options, 0)).toBe(weighted)
  // The second column differs in one row only, which a sample of a third will miss.
  const seldom = Dataset.from(
    Float64Array.from({ length: 60_000 }, (_, i) => (i % 2 ? Number(i === 1) : i % 7)),
    { dimension: 2 },
  )
  const missing = [0, 1, 2, 3, 4, 5]
    .map((index) => rowsOfStart(seldom, options, index))
    .filter((rows) => rows === seldom)
  expect(missing.length).toBeGreaterThan(0)
})
