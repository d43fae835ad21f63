/** Median and quartiles of some measurements. */
export interface Spread {
  readonly low: number
  readonly median: number
  readonly high: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): number => {
    const place = share * (sorted.length - 1)
    const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
    return below + (place - Math.floor(place)) * (above - below)
  }
  return { low: at(0.25), median: at(0.5), high: at(0.75) }
}

/** How many times faster, round by round: clocks drift, but within a round both meet the same weather. */
export function ratiosOf(theirs: readonly number[], ours: readonly number[]): Spread {
  return spreadOf(theirs.map((seconds, round) => seconds / ours[round]))
}
