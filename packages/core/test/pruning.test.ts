import { expect, test } from 'vitest'
import { createWasmEngine, Dataset } from '../src/index.ts'
import { createProblem } from '../src/testing/problems.ts'

test('a row without density is named as the data set has it, also when the rows were sorted', () => {
  const { dataset, scoring } = createProblem({ n: 1501, d: 9, k: 5, form: 'triangular', separation: 20 })
  const values = dataset.values.slice()
  values[9 * 700] = 1e75
  const engine = createWasmEngine(Dataset.from(values, { dimension: 9 }))!
  for (let call = 0; call < 3; call++) engine.eStep(scoring)
  const narrow = { ...scoring, precisionsCholesky: scoring.precisionsCholesky.map((u) => u * 1e100) }
  expect(() => engine.eStep(narrow)).toThrow('Row 700')
})
