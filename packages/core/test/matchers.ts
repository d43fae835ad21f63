import { expect } from 'vitest'

/** The largest absolute difference between two equally shaped nests of numbers. */
export function largestDifference(actual: unknown, expected: unknown): number {
  const a = flatten(actual)
  const b = flatten(expected)
  expect(a.length).toBe(b.length)
  expect(a.length).toBeGreaterThan(0)
  return a.reduce((most, value, i) => {
    const difference = Math.abs(value - b[i]!)
    return Number.isNaN(difference) || difference > most ? difference : most
  }, 0)
}

export function flatten(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (value && typeof (value as { to2DArray?: unknown }).to2DArray === 'function') {
    return (value as { to2DArray(): number[][] }).to2DArray().flat()
  }
  return Array.from(value as ArrayLike<unknown>).flatMap(flatten)
}

/** The code of the error a call throws; fails where it throws none. */
export function codeOf(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    const { code, message, remedy } = error as { code?: string; message: string; remedy?: string }
    expect(message, 'the message ends with the remedy').toContain(remedy ?? 'no remedy')
    return code ?? `no code: ${message}`
  }
  return 'nothing was thrown'
}
