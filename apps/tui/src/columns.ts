import type { Dataset } from '@mixtura/core'

/** D: the standard deviation of each column, for choosing decimals and scales. */
export function columnSpread({ values, dimension: d, sampleCount }: Dataset): number[] {
  return Array.from({ length: d }, (_, j) => {
    let [mean, squares] = [0, 0]
    for (let i = j, seen = 1; i < values.length; i += d, seen++) {
      const difference = values[i] - mean
      mean += difference / seen
      squares += difference * (values[i] - mean)
    }
    return Math.sqrt(squares / sampleCount)
  })
}
