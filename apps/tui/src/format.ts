import { formatParameter } from '@mixtura/viz'

/** Columns whose spread is of order 1 get the three decimals of `formatParameter`; others as many digits as that would be. */
export function decimalsFor(spread: number): number {
  return 3 - Math.round(Math.log10(spread))
}

/** A parameter of a quantity that varies by about `spread`, so that estimates a thousandth of it apart look different. */
export function formatScaled(value: number, spread: number): string {
  if (!(spread > 0)) return formatParameter(value)
  const decimals = decimalsFor(spread)
  if (decimals >= 0 && decimals <= 8 && Math.abs(value) < 1e9) return withoutMinusZero(value.toFixed(decimals))
  if (decimals < 0 && Math.abs(value) < 1e9) return withoutMinusZero(value.toFixed(0))
  return value.toExponential(3)
}

/** One or many: `1 stone`, `500 stones`, thousands apart. */
export function count(n: number, noun: string): string {
  return `${groupThousands(n)} ${noun}${n === 1 ? '' : 's'}`
}

/** 100 000 with a thin gap, as print does; four digits stay together. */
export function groupThousands(n: number): string {
  return n < 10_000 ? String(n) : String(n).replaceAll(/\B(?=(\d{3})+$)/g, ' ')
}

function withoutMinusZero(text: string): string {
  return /^-[0.]+$/.test(text) ? text.slice(1) : text
}
