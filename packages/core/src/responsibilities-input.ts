import { Matrix } from 'ml-matrix'
import { isList, show } from './checks.ts'
import { MixturaError } from './errors.ts'
import { checkMemory } from './memory.ts'
import { createRandom } from './random.ts'

/** N × K uniform numbers, each row divided by its sum. */
export function randomResponsibilities(n: number, k: number, seed: number): Float64Array {
  const random = createRandom(seed)
  const out = roomForResponsibilities(n, k).map(() => 1 - random())
  for (let row = 0; row < n; row++) {
    let sum = 0
    for (let c = 0; c < k; c++) sum += out[row * k + c]!
    for (let c = 0; c < k; c++) out[row * k + c]! /= sum
  }
  return out
}

/** Labels as responsibilities of 0 and 1: N × K. @throws MixturaError `bad-labels` */
export function checkLabels(labels: ArrayLike<number>, n: number, k: number): Float64Array {
  if (!isList(labels) || labels.length !== n) {
    throw new MixturaError('bad-labels', {
      cause: isList(labels) ? `There are ${labels.length} labels for ${n} samples.` : `The labels are ${show(labels)}.`,
      value: labels,
      remedy: 'Give one label a sample.',
    })
  }
  const out = roomForResponsibilities(n, k)
  for (let row = 0; row < n; row++) {
    const label = labels[row]!
    if (!(Number.isInteger(label) && label >= 0 && label < k)) {
      throw new MixturaError('bad-labels', {
        cause: `Label ${row} is ${show(label)}.`,
        value: label,
        remedy: `Labels are whole numbers from 0 to ${k - 1}.`,
      })
    }
    out[row * k + label] = 1
  }
  return out
}

/** N × K, each row summing to 1. @throws MixturaError `bad-responsibilities` */
export function checkResponsibilities(
  input: Matrix | readonly ArrayLike<number>[],
  n: number,
  k: number,
): Float64Array {
  const rows: readonly ArrayLike<number>[] = Matrix.isMatrix(input)
    ? (input as Matrix).to2DArray()
    : (input as readonly ArrayLike<number>[])
  const bad = (cause: string, value: unknown): MixturaError =>
    new MixturaError('bad-responsibilities', {
      cause,
      value,
      remedy: `Give ${n} rows of ${k} numbers ≥ 0 that sum to 1.`,
    })
  if (!Array.isArray(rows) || rows.length !== n) throw bad('The responsibilities do not have one row a sample.', rows)
  const out = roomForResponsibilities(n, k)
  rows.forEach((row, i) => {
    if (!isList(row)) throw bad(`Row ${i} is ${show(row)}.`, row)
    let sum = 0
    for (let c = 0; c < k; c++) {
      const value = row[c]
      if (!(typeof value === 'number' && value >= 0)) throw bad(`Row ${i} holds ${show(value)} at ${c}.`, value)
      out[i * k + c] = value
      sum += value
    }
    if (row.length !== k || !(Math.abs(sum - 1) <= 1e-8))
      throw bad(`Row ${i} has ${row.length} values that sum to ${sum}.`, sum)
  })
  return out
}

/** N × K zeros. @throws MixturaError `out-of-memory` */
function roomForResponsibilities(n: number, k: number): Float64Array {
  checkMemory(`Responsibilities of ${n} × ${k}`, 16 * n * k, 'Use fewer components, or fewer rows.')
  return new Float64Array(n * k)
}
