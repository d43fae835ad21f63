/** What stands between whole and part. */
export type DecimalSign = '.' | ','

/** What stands between groups of three digits; the blank is any kind of blank, the apostrophe either kind. */
export type ThousandsSign = ',' | '.' | ' ' | "'"

/** How a file writes its numbers. */
export interface NumberFormat {
  readonly decimal: DecimalSign
  /** Undefined where digits are not grouped. */
  readonly thousands: ThousandsSign | undefined
  /** Cells that stand for no value, beside the empty one; undefined for the usual words. */
  readonly missing: readonly string[] | undefined
}

/** A setting under which a text that is no number would be one. */
export type NumberSetting = { readonly decimal: DecimalSign } | { readonly thousands: ThousandsSign }

/*
 * Cells are foreign text of any length, so they are trimmed first and then matched from end to end: no two repetitions
 * in these expressions can share a character, and each takes one pass.
 */

/** Decimal digits with at most one point and an exponent; so neither hexadecimal nor “1_000” nor “Infinity”. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

/** Whole parts in groups of three. */
const GROUPED: Readonly<Record<ThousandsSign, RegExp>> = {
  ',': /^[+-]?\d{1,3}(?:,\d{3})+(?!\d)/,
  '.': /^[+-]?\d{1,3}(?:\.\d{3})+(?!\d)/,
  ' ': /^[+-]?\d{1,3}(?:[ \u00A0\u202F]\d{3})+(?!\d)/,
  "'": /^[+-]?\d{1,3}(?:['’]\d{3})+(?!\d)/,
}

/** The usual words for “no value here”. */
const MISSING = /^(?:#?n\/a|na|nan|null|none|nil|missing|[?.-]|)$/i

/** The number a cell holds: ±Infinity where it is too large for a double, NaN where the text is no number. */
export function toNumber(text: string, { decimal, thousands, missing }: NumberFormat): number {
  const cell = text.trim()
  if (missing?.includes(cell)) return NaN
  const whole = thousands && GROUPED[thousands].exec(cell)?.[0]
  const plain = whole ? whole.replaceAll(/[^\d+-]/g, '') + cell.slice(whole.length) : cell
  if (decimal === '.') return NUMBER.test(plain) ? Number(plain) : NaN
  const pointed = plain.replace(',', '.')
  return !plain.includes('.') && NUMBER.test(pointed) ? Number(pointed) : NaN
}

/** Whether a cell says that it has no value; such cells do not tell numbers from text. */
export function isMissing(text: string, { missing }: Pick<NumberFormat, 'missing'>): boolean {
  const cell = text.trim()
  return missing ? cell === '' || missing.includes(cell) : MISSING.test(cell)
}

/** The settings under which a cell that is no number would be one; none for a cell that is a number. */
export function numberSettings(text: string, format: NumberFormat): NumberSetting[] {
  const sign = format.decimal === '.' ? ',' : '.'
  if (!text.includes(sign) || !Number.isNaN(toNumber(text, format))) return []
  const settings: NumberSetting[] = [{ thousands: sign }, { decimal: sign }]
  return settings.filter((setting) => {
    const other = 'decimal' in setting ? { ...setting, thousands: undefined } : setting
    return !Number.isNaN(toNumber(text, { ...format, ...other }))
  })
}

/** Why a cell holds no usable number. */
export function numberProblem(
  text: string,
  format: NumberFormat,
): 'missing-value' | 'not-a-number' | 'number-too-large' {
  const cell = text.trim()
  if (cell === '' || format.missing?.includes(cell)) return 'missing-value'
  return Number.isNaN(toNumber(cell, format)) ? 'not-a-number' : 'number-too-large'
}
