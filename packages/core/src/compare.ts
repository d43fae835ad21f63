import { Matrix } from 'ml-matrix'
import { munkres } from 'munkres'
import { isList, show } from './checks.ts'
import { MixturaError } from './errors.ts'

/**
 * How often label a of one labelling meets label b of another: entry (a, b), labels whole numbers from 0.
 *
 * @example
 * confusionMatrix([0, 0, 1, 1], [1, 1, 1, 0]).to2DArray() // → [ [ 0, 2 ], [ 1, 1 ] ]
 */
export function confusionMatrix(truth: ArrayLike<number>, labels: ArrayLike<number>): Matrix {
  checkLabelPair(truth, labels)
  const size = 1 + Math.max(largest(truth), largest(labels))
  const counts = Matrix.zeros(size, size)
  for (let i = 0; i < truth.length; i++) counts.set(truth[i]!, labels[i]!, counts.get(truth[i]!, labels[i]!) + 1)
  return counts
}

/**
 * The renaming of `labels` that agrees with `truth` on most samples (optimal assignment): entry b is the true label
 * that stands for label b.
 *
 * @example
 * matchLabels([0, 0, 1, 1], [1, 1, 0, 0]) // → Int32Array(2) [ 1, 0 ]
 */
export function matchLabels(truth: ArrayLike<number>, labels: ArrayLike<number>): Int32Array {
  const counts = confusionMatrix(truth, labels)
  const cost = counts.transpose().neg().to2DArray()
  const matched = new Int32Array(counts.rows)
  for (const [label, trueLabel] of munkres(cost)) matched[label] = trueLabel
  return matched
}

/**
 * The share of samples whose label agrees with the truth as both are named; match the labels first.
 *
 * @example
 * accuracy([0, 0, 1, 1], [0, 0, 1, 0]) // → 0.75
 */
export function accuracy(truth: ArrayLike<number>, labels: ArrayLike<number>): number {
  checkLabelPair(truth, labels)
  let equal = 0
  for (let i = 0; i < truth.length; i++) if (truth[i] === labels[i]) equal++
  return equal / truth.length
}

/**
 * Agreement of two partitions beyond chance: 1 the same, 0 what chance gives (Hubert & Arabie 1985, eq. 5).
 *
 * @example
 * adjustedRandIndex([0, 0, 1, 1], [5, 5, 3, 3]) // → 1
 * adjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1]).toFixed(3) // → -0.500
 */
export function adjustedRandIndex(truth: ArrayLike<number>, labels: ArrayLike<number>): number {
  const counts = confusionMatrix(truth, labels)
  const pairs = (count: number): number => (count * (count - 1)) / 2
  const sumPairs = (values: readonly number[]): number => values.reduce((sum, count) => sum + pairs(count), 0)
  const together = sumPairs(counts.to1DArray())
  const inTruth = sumPairs(counts.sum('row'))
  const inLabels = sumPairs(counts.sum('column'))
  const expected = (inTruth * inLabels) / Math.max(1, pairs(truth.length))
  const most = (inTruth + inLabels) / 2
  return most === expected ? 1 : (together - expected) / (most - expected)
}

/** Labels are indices into a square table, which is to stay within some megabytes. */
const MOST_LABELS = 2 ** 11

function checkLabelPair(truth: ArrayLike<number>, labels: ArrayLike<number>): void {
  for (const list of [truth, labels]) {
    if (isList(list)) continue
    throw new MixturaError('bad-labels', {
      cause: `The labels are ${show(list)}.`,
      value: list,
      remedy: 'Give an array of whole numbers from 0.',
    })
  }
  if (truth.length !== labels.length || truth.length === 0) {
    throw new MixturaError('bad-labels', {
      cause: `There are ${labels.length} labels and ${truth.length} true ones.`,
      value: labels.length,
      remedy: 'Give as many labels as true labels, at least one.',
    })
  }
  for (const list of [truth, labels]) {
    for (let i = 0; i < list.length; i++) {
      const label = list[i]!
      if (Number.isInteger(label) && label >= 0 && label < MOST_LABELS) continue
      throw new MixturaError('bad-labels', {
        cause: `A label is ${show(label)}.`,
        value: label,
        remedy: `Labels are whole numbers from 0 to ${MOST_LABELS - 1}: number them without gaps.`,
      })
    }
  }
}

function largest(labels: ArrayLike<number>): number {
  let most = 0
  for (let i = 0; i < labels.length; i++) most = Math.max(most, labels[i]!)
  return most
}
