import type { Advice } from './advice.ts'
import { printable } from './show.ts'

/** What can be wrong with a file, as stable strings that programs may compare. */
export type IoErrorCode =
  | 'bad-source'
  | 'binary-input'
  | 'bad-encoding'
  | 'empty-input'
  | 'no-rows'
  | 'no-usable-rows'
  | 'unclosed-quote'
  | 'record-too-long'
  | 'bad-json'
  | 'no-numeric-columns'
  | 'not-numeric'
  | 'unknown-column'
  | 'ambiguous-column'
  | 'repeated-column'
  | 'bad-columns'
  | 'bad-model-file'
  | 'not-a-number'
  | 'missing-value'
  | 'number-too-large'
  | 'ragged-row'
  | 'bad-quote'
  | 'bad-row'

/** Where in the input something is; all counts start at 1. */
export interface Place {
  /** What the caller called the input. */
  readonly source?: string | undefined
  /** Line of the text, header and comments included. */
  readonly line?: number | undefined
  /** Row of data, header and comments left out. */
  readonly row?: number | undefined
  /** Column of the table. */
  readonly column?: number | undefined
}

/**
 * The one error this package throws on purpose: which value is wrong, where, why, and what to do about it.
 * `code` is stable; `message` is for people and holds place, cause and remedy.
 */
export class IoError extends Error implements Place {
  readonly code: IoErrorCode
  readonly value: unknown
  readonly remedy: string
  /** Options of reading that may mend it, where the remedy advises such: `[{ decimal: ',' }]`. */
  readonly advice: readonly Advice[]
  readonly source: string | undefined
  readonly line: number | undefined
  readonly row: number | undefined
  readonly column: number | undefined

  constructor(
    code: IoErrorCode,
    problem: {
      cause: string
      value?: unknown
      remedy: string
      advice?: readonly Advice[] | undefined
      place?: Place | undefined
    },
  ) {
    const { source, line, row, column } = problem.place ?? {}
    const where = [source === undefined ? undefined : printable(source), line && `line ${line}`]
      .filter((part) => part !== undefined)
      .join(', ')
    super(`${where && `${where}: `}${problem.cause} ${problem.remedy}`)
    this.name = 'IoError'
    this.code = code
    this.value = problem.value
    this.remedy = problem.remedy
    this.advice = problem.advice ?? []
    this.source = source
    this.line = line
    this.row = row
    this.column = column
  }
}
