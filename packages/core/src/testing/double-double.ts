/**
 * Numbers of twice the precision, as unevaluated sums high + low (Dekker 1971, Numer. Math. 18, 224–242): about 31
 * decimal digits, for reference values.
 */
export interface DoubleDouble {
  readonly high: number
  readonly low: number
}

export const zero: DoubleDouble = { high: 0, low: 0 }
export const one: DoubleDouble = { high: 1, low: 0 }

export function fromNumber(value: number): DoubleDouble {
  return { high: value, low: 0 }
}

/** a + b of two numbers, exactly. */
export function exactSum(a: number, b: number): DoubleDouble {
  const high = a + b
  const part = high - a
  return { high, low: a - (high - part) + (b - part) }
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = exactSum(a.high, b.high)
  const low = exactSum(a.low, b.low)
  const first = renormalize(high.high, high.low + low.high)
  return renormalize(first.high, first.low + low.low)
}

export function subtract(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  return add(a, { high: -b.high, low: -b.low })
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.high * b.high
  const [a1, a2] = split(a.high)
  const [b1, b2] = split(b.high)
  const low = a2 * b2 - (high - a1 * b1 - a2 * b1 - a1 * b2)
  return renormalize(high, low + (a.high * b.low + a.low * b.high))
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = fromNumber(a.high / b.high)
  const rest = subtract(a, multiply(first, b))
  const second = fromNumber(rest.high / b.high)
  const last = subtract(rest, multiply(second, b)).high / b.high
  return add(add(first, second), fromNumber(last))
}

const LN2: DoubleDouble = { high: Math.LN2, low: 2.3190468138462996e-17 }

/** eˣ: x = n ln 2 + 256 r, then (eʳ)²⁵⁶ 2ⁿ by squaring. Below e⁻⁷⁰⁰ it is 0. */
export function exp(x: DoubleDouble): DoubleDouble {
  if (!(x.high >= -700)) return zero
  const n = Math.round(x.high / LN2.high)
  const reduced = subtract(x, multiply(fromNumber(n), LN2))
  const r = { high: reduced.high / 256, low: reduced.low / 256 }
  let term = one
  let sum = one
  for (let i = 1; i <= 10; i++) {
    term = divide(multiply(term, r), fromNumber(i))
    sum = add(sum, term)
  }
  for (let i = 0; i < 8; i++) sum = multiply(sum, sum)
  const power = 2 ** n
  return { high: sum.high * power, low: sum.low * power }
}

/** log x by one Newton step from the platform's. */
export function log(x: DoubleDouble): DoubleDouble {
  const start = fromNumber(Math.log(x.high))
  const { high, low } = start
  return add(start, subtract(multiply(x, exp({ high: -high, low: -low })), one))
}

function renormalize(high: number, low: number): DoubleDouble {
  const sum = high + low
  return { high: sum, low: low - (sum - high) }
}

/** Two halves of 26 bits (Veltkamp). */
function split(a: number): [number, number] {
  const shifted = 134217729 * a
  const high = shifted - (shifted - a)
  return [high, a - high]
}
