import { IoError, type IoErrorCode } from './errors.ts'
import { adviseOnNumbers, COMMENT_ADVICE } from './advice.ts'
import { numberProblem, numberSettings, type NumberFormat } from './numbers.ts'
import { counted, quote, showName } from './show.ts'

/** What can be wrong with one row; such rows are skipped or refused, as the caller says. */
export type RowProblemCode = Extract<
  IoErrorCode,
  'not-a-number' | 'missing-value' | 'number-too-large' | 'ragged-row' | 'bad-quote' | 'bad-row'
>

/** Why one row cannot be used. */
export interface RowProblem {
  readonly code: RowProblemCode
  /** Row of data in the file, from 1: header, comments and blank lines do not count. */
  readonly row: number
  /** Line of the text, from 1, on which the row starts; undefined for JSON. */
  readonly line: number | undefined
  /** Column of the table, from 1, where one cell is to blame. */
  readonly column: number | undefined
  /** The text of that cell. */
  readonly value: string | undefined
  /** Set where the row begins with #, as comments do that nobody asked to leave out. */
  readonly startsComment?: true
  /** “Row 14, column y: “n/a” is not a number.” */
  readonly message: string
}

/** Rows that were left out. */
export interface SkippedRows {
  readonly count: number
  /** How many rows there are, the skipped ones among them. */
  readonly total: number
  /** The first of them, in order: at most 1000. */
  readonly problems: readonly RowProblem[]
}

/** More problems than this are counted, but not described. */
export const MOST_LISTED = 1000

/** A problem of one cell. */
export function cellProblem(
  text: string,
  format: NumberFormat,
  at: { row: number; line: number | undefined; column: number; name: string },
): RowProblem {
  const { name, ...place } = at
  const code = numberProblem(text, format)
  const says = {
    'missing-value': 'there is no value',
    'not-a-number': `${quote(text)} is not a number`,
    'number-too-large': `${quote(text)} is too large for a number`,
  }[code]
  return { code, ...place, value: text, message: `Row ${at.row}, column ${showName(name)}: ${says}.` }
}

/** What to say about rows that were left out; empty where none was. */
export function describeSkipped({ count, total, problems }: SkippedRows): string {
  return count === 0 ? '' : `${problems[0]!.message} Skipped ${count} of ${counted(total, 'row')}.`
}

/** The problem as an error, for those who want no row skipped. */
export function rowError(problem: RowProblem, format: NumberFormat, source: string | undefined): IoError {
  const { code, message, value, startsComment, ...place } = problem
  const { remedy, advice = undefined } = (startsComment && COMMENT_ADVICE) ||
    (value !== undefined && adviseOnNumbers(numberSettings(value, format))) || {
      remedy:
        value === undefined
          ? 'Correct the row, or skip such rows.'
          : 'Correct it, leave the column out, or skip such rows.',
    }
  return new IoError(code, { cause: message, value, remedy, advice, place: { ...place, source } })
}
