import { checkOptions, MixturaError } from '@mixtura/core'
import { encodings, type Encoding } from './host.ts'
import type { DecimalSign, NumberFormat, ThousandsSign } from './numbers.ts'
import type { TableFormat } from './table.ts'

/** How to read a text as a table; what is left out is found out. */
export interface TableOptions {
  /** Default: told by the first characters. `csv` is any delimited text. */
  format?: TableFormat | undefined
  /** One character; a blank stands for any run of blanks and tabs. Default: told by the first lines. */
  delimiter?: string | undefined
  /** Whether the first row holds names. Default: it does where text stands above numbers. */
  header?: boolean | undefined
  /** The decimal sign of delimited text. Default: `.` */
  decimal?: DecimalSign | undefined
  /** What stands between groups of three digits. Default: nothing. A blank is any kind of blank. */
  thousands?: ThousandsSign | undefined
  /** Cells that stand for no value, beside the empty one, and in place of the usual words (NA, null, ?, …). */
  missing?: readonly string[] | undefined
  /**
   * What a line begins with to be a comment, anywhere; '' for no comments at all. Default: lines above the table that
   * begin with # and do not have as many cells as the table.
   */
  comment?: string | undefined
  /** Lines above the table to pass over. Default: 0. */
  skip?: number | undefined
  /** How bytes are decoded. Default: by the byte order mark, else UTF-8. */
  encoding?: Encoding | undefined
  /** Whether to keep the text of the rows, so that columns may be appended to them. Default: false. */
  keepRecords?: boolean | undefined
  /** What to call the input in messages, such as its file name. */
  source?: string | undefined
}

export interface CheckedTableOptions extends NumberFormat {
  readonly format: TableFormat | undefined
  readonly delimiter: string | undefined
  readonly header: boolean | undefined
  readonly comment: string | undefined
  readonly skip: number
  readonly encoding: Encoding | undefined
  readonly keepRecords: boolean
  readonly source: string | undefined
}

/** @throws MixturaError `unknown-option`, `bad-option` */
export function checkTableOptions(options: TableOptions | undefined): CheckedTableOptions {
  const checked = checkOptions<CheckedTableOptions>(options, {
    format: oneOf<TableFormat, undefined>('format', ['csv', 'json', 'ndjson'], undefined),
    delimiter: checkDelimiter,
    header: oneOf('header', [true, false], undefined),
    decimal: oneOf<DecimalSign, DecimalSign>('decimal', ['.', ','], '.'),
    thousands: oneOf<ThousandsSign, undefined>('thousands', [',', '.', ' ', "'"], undefined),
    missing: checkMissing,
    comment: checkComment,
    skip: (value = 0) => {
      if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number
      throw badOption('skip', value, 'Give a number of lines, 0 or more.')
    },
    encoding: oneOf<Encoding, undefined>('encoding', encodings, undefined),
    keepRecords: oneOf<boolean, boolean>('keepRecords', [true, false], false),
    source: (value) => {
      if (value === undefined || typeof value === 'string') return value
      throw badOption('source', value, 'Give a name.')
    },
  })
  if (checked.delimiter === checked.decimal) {
    throw badOption('delimiter', checked.delimiter, 'Numbers with a decimal comma need another delimiter.')
  }
  if (checked.thousands === checked.decimal) {
    throw badOption('thousands', checked.thousands, 'It cannot be the decimal sign as well.')
  }
  return checked
}

/** A check that lets the choices pass, and takes the fallback for what is not given. */
export function oneOf<T extends string | boolean, F extends T | undefined>(
  name: string,
  choices: readonly T[],
  fallback: F,
): (value: unknown) => T | F {
  return (value) => {
    if (value === undefined) return fallback
    const choice = choices.find((one) => one === value)
    if (choice === undefined) throw badOption(name, value, `Give one of ${choices.join(', ')}.`)
    return choice
  }
}

function badOption(name: string, value: unknown, remedy: string): MixturaError {
  const shown = typeof value === 'string' ? `“${value}”` : String(value)
  return new MixturaError('bad-option', { cause: `The option ${name} is ${shown}.`, value, remedy })
}

function checkMissing(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.every((word) => typeof word === 'string')) return value.map((word) => word.trim())
  throw badOption('missing', value, 'Give a list of texts.')
}

function checkComment(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && /^(?:[^\p{L}\p{N}\s"+.-]{1,4})?$/u.test(value))) return value
  throw badOption('comment', value, 'Give a sign that no row begins with, such as # or %, or an empty text for none.')
}

function checkDelimiter(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && /^[^\p{L}\p{N}"#+.\r\n-]$/u.test(value))) return value
  throw badOption('delimiter', value, 'Give one character, such as a comma, semicolon, tab or blank.')
}
