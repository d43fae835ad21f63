/** The middle half of a sample. */
export interface Quartiles {
  readonly low: number
  readonly median: number
  readonly high: number
}

/** By linear interpolation between order statistics. */
export function quartiles(values: readonly number[]): Quartiles {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): number => {
    const place = share * (sorted.length - 1)
    const below = Math.floor(place)
    const above = Math.min(below + 1, sorted.length - 1)
    return sorted[below] + (place - below) * (sorted[above] - sorted[below])
  }
  return { low: at(0.25), median: at(0.5), high: at(0.75) }
}

/** Cost of one more iteration, from the times of a short run and a long one. */
export function slope(short: { iterations: number; time: number }, long: { iterations: number; time: number }): number {
  return (long.time - short.time) / (long.iterations - short.iterations)
}

/** How many times `other` takes what `own` takes, round by round, over the rounds that both took part in. */
export function ratios(other: readonly number[], own: readonly number[]): Quartiles {
  return quartiles(own.slice(0, other.length).map((time, round) => other[round] / time))
}

/** How many times more a doubling of the size takes, were growth between two measurements a power of the size. */
export function perDoubling(
  [smaller, less]: readonly [size: number, cost: number],
  [larger, more]: readonly [size: number, cost: number],
): number {
  return (more / less) ** (1 / Math.log2(larger / smaller))
}
