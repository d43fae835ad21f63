import { checkOptions, MixturaError } from '@mixtura/core'
import type { DecimalSign } from './numbers.ts'
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
  /** What to call the input in messages, such as its file name. */
  source?: string | undefined
}

export interface CheckedTableOptions {
  readonly format: TableFormat | undefined
  readonly delimiter: string | undefined
  readonly header: boolean | undefined
  readonly decimal: DecimalSign
  readonly source: string | undefined
}

/** @throws MixturaError `unknown-option`, `bad-option` */
export function checkTableOptions(options: TableOptions | undefined): CheckedTableOptions {
  const checked = checkOptions<CheckedTableOptions>(options, {
    format: oneOf<TableFormat, undefined>('format', ['csv', 'json', 'ndjson'], undefined),
    delimiter: checkDelimiter,
    header: oneOf('header', [true, false], undefined),
    decimal: oneOf<DecimalSign, DecimalSign>('decimal', ['.', ','], '.'),
    source: (value) => {
      if (value === undefined || typeof value === 'string') return value
      throw badOption('source', value, 'Give a name.')
    },
  })
  if (checked.delimiter === checked.decimal) {
    throw badOption('delimiter', checked.delimiter, 'Numbers with a decimal comma need another delimiter.')
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

function checkDelimiter(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && /^[^\p{L}\p{N}"#+.\r\n-]$/u.test(value))) return value
  throw badOption('delimiter', value, 'Give one character, such as a comma, semicolon, tab or blank.')
}
