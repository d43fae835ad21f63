import { expect, test } from 'vitest'
import { createWasmEngine, Dataset } from '../src/index.ts'
import { createProblem } from '../src/testing/problems.ts'
import { referenceStatistics } from '../src/testing/reference.ts'
import { numbersAt } from '../src/wasm-kernel.ts'
import { createWasmRows } from '../src/wasm-rows.ts'

test.each([
  { d: 5, k: 8, separation: 0.5, leaves: false },
  { d: 5, k: 8, separation: 6, leaves: true },
  { d: 40, k: 4, separation: 0.2, leaves: false },
  { d: 40, k: 4, separation: 2, leaves: true },
  { d: 40, k: 4, separation: 300, leaves: true },
])('what is left early is missed by no sum: %o', ({ d, k, separation, leaves }) => {
  for (const weighted of [false, true]) {
    const { dataset, scoring } = createProblem({ n: 401, d, k, form: 'triangular', separation, weighted })
    const rows = createWasmRows(dataset, {})!
    const { scale } = referenceStatistics(dataset, scoring)
    rows.load(0)
    const [whole, pruned] = [false, true].map((prune) => {
      const sums = rows.writeModel(scoring)
      expect(rows.kernel.accumulate(0, 401, prune)).toBe(-1)
      expect(rows.kernel.left.value > 0).toBe(prune && leaves)
      return numbersAt(rows.kernel, sums, scale.length).slice()
    })
    for (let i = 1; i < scale.length; i++) {
      expect(Math.abs(whole![i]! - pruned![i]!)).toBeLessThanOrEqual(1e-12 * scale[i]!)
    }
  }
})

test('a row without density is named as the data set has it, also when the rows were sorted', () => {
  const { dataset, scoring } = createProblem({ n: 1501, d: 9, k: 5, form: 'triangular', separation: 20 })
  const values = dataset.values.slice()
  values[9 * 700] = 1e75
  const engine = createWasmEngine(Dataset.from(values, { dimension: 9 }))!
  for (let call = 0; call < 3; call++) engine.eStep(scoring)
  const narrow = { ...scoring, precisionsCholesky: scoring.precisionsCholesky.map((u) => u * 1e100) }
  expect(() => engine.eStep(narrow)).toThrow('Row 700')
})

test('rows that have been sorted in memory are back in their own order for whoever asks next', () => {
  const { dataset, scoring } = createProblem({
    n: 1501,
    d: 9,
    k: 5,
    form: 'triangular',
    separation: 20,
    weighted: true,
  })
  const [sorted, fresh] = [createWasmEngine(dataset)!, createWasmEngine(dataset)!]
  const shares = (engine: typeof sorted): Float64Array => {
    const out = new Float64Array(1501 * 5)
    engine.responsibilities!(scoring, 0, 1501, out)
    return out
  }
  for (let call = 0; call < 3; call++) sorted.eStep(scoring)
  expect(shares(sorted)).toEqual(shares(fresh))
  const after = sorted.eStep(scoring)
  expect(after.sums).toEqual(sorted.eStep(scoring).sums)
  expect(after.lml).toBeCloseTo(fresh.eStep(scoring).lml, 12)
})
