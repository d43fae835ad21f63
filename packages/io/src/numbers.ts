/** What stands between whole and part. */
export type DecimalSign = '.' | ','

/** Decimal digits with at most one decimal sign and an exponent; so neither hexadecimal nor “1_000” nor “Infinity”. */
const NUMBER = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/
const NUMBER_WITH_COMMA = /^\s*[+-]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?\s*$/

/** Words for “no value here”, beside the empty cell. */
const MISSING = /^\s*(?:#?n\/a|na|nan|null|none|nil|missing|[?.-]|)\s*$/i

/** The number a cell holds: ±Infinity where it is too large for a double, NaN where the text is no number. */
export function toNumber(text: string, decimal: DecimalSign): number {
  if (decimal === '.') return NUMBER.test(text) ? Number(text) : NaN
  return NUMBER_WITH_COMMA.test(text) ? Number(text.replace(',', '.')) : NaN
}

/** Whether a cell says that it has no value; such cells do not tell numbers from text. */
export function isMissing(text: string): boolean {
  return MISSING.test(text)
}

/** Whether a cell would be a number if its comma were the decimal sign. */
export function hasDecimalComma(text: string): boolean {
  return text.includes(',') && NUMBER_WITH_COMMA.test(text)
}

/** Why a cell holds no usable number. */
export function numberProblem(
  text: string,
  decimal: DecimalSign,
): 'missing-value' | 'not-a-number' | 'number-too-large' {
  if (text.trim() === '') return 'missing-value'
  return Number.isNaN(toNumber(text, decimal)) ? 'not-a-number' : 'number-too-large'
}
