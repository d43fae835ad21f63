/** Sums of `count` blocks, a power of two, from block `first` on. */
export interface BlockSums {
  readonly first: number
  readonly count: number
  readonly sums: Float64Array
}

/**
 * Adds blocks up as in a knock-out tournament, as far as both of a pair are there: 0 and 1, 2 and 3, then these two pairs …
 * Whoever holds which blocks, the same additions are made in the end, and so the same bits. Adds within the arrays given.
 * @param parts by `first`
 */
export function addPairs(parts: readonly BlockSums[]): BlockSums[] {
  const added: BlockSums[] = []
  for (let part of parts) {
    for (let left = added.at(-1); left && arePair(left, part); left = added.at(-1)) {
      added.pop()
      addTo(left.sums, part.sums)
      part = { ...left, count: 2 * left.count }
    }
    added.push(part)
  }
  return added
}

/** Adds the numbers of one array to those of another. */
export function addTo(sums: Float64Array, others: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += others[i]!
}

function arePair(left: BlockSums, right: BlockSums): boolean {
  const { first, count } = left
  return count === right.count && first + count === right.first && first % (2 * count) === 0
}
