import { formatParameter } from '@mixtura/viz'

/** Three decimals for what varies by 0.1 to 10, as `formatParameter` has them; elsewhere about as many digits as that. */
function decimalsFor(spread: number): number {
  const power = Math.floor(Math.log10(spread))
  return power >= 0 ? 3 - power : 2 - power
}

/** A parameter of a quantity that varies by about `spread`, so that estimates a thousandth of it apart look different. */
export function formatScaled(value: number, spread: number): string {
  if (!(spread > 0)) return formatParameter(value)
  const decimals = decimalsFor(spread)
  if (decimals >= 0 && decimals <= 8 && Math.abs(value) < 1e9) return withoutMinusZero(value.toFixed(decimals))
  if (decimals < 0 && Math.abs(value) < 1e9) return withoutMinusZero(value.toFixed(0))
  return value.toExponential(3)
}

function withoutMinusZero(text: string): string {
  return /^-[0.]+$/.test(text) ? text.slice(1) : text
}
