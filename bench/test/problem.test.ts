import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createProblem, nameOf, writeProblem } from '../src/problem.ts'

test('the file for peers holds the header, the rows and the start, in that order', () => {
  const problem = createProblem({ n: 50, d: 2, k: 3 })
  const numbers = new Float64Array(new Uint8Array(readFileSync(writeProblem(problem))).buffer)
  expect([...numbers.subarray(0, 4)]).toEqual([50, 2, 3, 0])
  expect(numbers.subarray(4, 104)).toEqual(problem.dataset.values)
  expect([...numbers.subarray(104, 107)]).toEqual(problem.start.weights)
  expect([...numbers.subarray(107, 113)]).toEqual(problem.start.means.to1DArray())
  expect([...numbers.subarray(113)]).toEqual(problem.start.covariances.flatMap((matrix) => matrix.to1DArray()))
})

test('a diagonal problem has diagonal covariances, and says so in its file', () => {
  const problem = createProblem({ n: 50, d: 3, k: 2, covariance: 'diag' })
  const numbers = new Float64Array(new Uint8Array(readFileSync(writeProblem(problem))).buffer)
  expect(numbers[3]).toBe(1)
  expect(problem.start.covariances.every((matrix) => matrix.get(0, 1) === 0 && matrix.get(1, 1) > 0)).toBe(true)
})

test('the same specification gives the same problem', () => {
  const [one, other] = [createProblem({ n: 20, d: 2, k: 2 }), createProblem({ n: 20, d: 2, k: 2 })]
  expect(one.dataset.values).toEqual(other.dataset.values)
  expect(one.start.toJSON()).toEqual(other.start.toJSON())
})

test('names', () => {
  expect(nameOf({ n: 100_000, d: 2, k: 3 })).toBe('(100 000, 2, 3)')
  expect(nameOf({ n: 500, d: 2, k: 3, label: 'separated' })).toBe('(500, 2, 3) separated')
})
