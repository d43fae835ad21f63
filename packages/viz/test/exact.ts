/** Rational arithmetic on doubles, to judge formulas by what the given doubles mean and not by another rounding. */

/** A finite double as mantissa · 2^exponent, exactly. */
function split(value: number): { mantissa: bigint; exponent: number } {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, value)
  const high = bits.getUint32(0)
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(bits.getUint32(4))
  const biased = (high >>> 20) & 0x7ff
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n)
  return { mantissa: high >>> 31 ? -mantissa : mantissa, exponent: (biased || 1) - 1075 }
}

/** xx · yy − xy² of the doubles as given: its sign, and its value rounded to a double. */
export function exactDeterminant(xx: number, xy: number, yy: number): number {
  const [a, b, c] = [split(xx), split(xy), split(yy)]
  const first = { mantissa: a.mantissa * c.mantissa, exponent: a.exponent + c.exponent }
  const second = { mantissa: b.mantissa * b.mantissa, exponent: 2 * b.exponent }
  const exponent = Math.min(first.exponent, second.exponent)
  const difference =
    (first.mantissa << BigInt(first.exponent - exponent)) - (second.mantissa << BigInt(second.exponent - exponent))
  const length = difference.toString(2).length
  const shift = Math.max(0, length - 60)
  return Number(difference >> BigInt(shift)) * 2 ** (shift + exponent)
}
