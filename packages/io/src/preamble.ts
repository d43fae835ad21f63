import { COMMENT, detectDelimiter, isEven, splitSample } from './delimiter.ts'
import { isHeader } from './first-rows.ts'
import { lineEnds } from './lines.ts'
import { toNumber } from './numbers.ts'
import type { CheckedTableOptions } from './table-options.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/** Excel's own line above a table. */
const SEPARATOR_LINE = /"?sep=([^\n])"?(?:\n|$)/iy

/** More characters than this are never waited for. */
const LONGEST_WAIT = 2 ** 20

/** How far a text has been passed, and whether what stands above the table is over there. */
interface Passed {
  readonly end: number
  readonly isOver: boolean
}

/**
 * What stands above a table, passed piece by piece: a byte order mark, lines that were to be skipped, Excel's `sep=;`,
 * and a run of lines that begin with #. Such a line is a comment, but for one that has as many cells as the table:
 * that is the row of names, or of data.
 */
export class Preamble {
  readonly #options: CheckedTableOptions
  #toSkip: number
  #stage: 'mark' | 'skip' | 'separator' | 'comments' = 'mark'
  /** Lines that were passed. */
  lines = 0
  comments = 0
  /** The delimiter that Excel's line names. */
  separator: string | undefined

  constructor(options: CheckedTableOptions) {
    this.#options = options
    this.#toSkip = options.skip
  }

  /** Goes on at the start of `text`, whose line ends are \n. */
  pass(text: string, isLast: boolean): Passed {
    const passed = this.#pass(text, isLast)
    this.lines += lineEnds(text, 0, passed.end)
    return passed
  }

  #pass(text: string, isLast: boolean): Passed {
    let at = 0
    if (this.#stage === 'mark') {
      if (text.startsWith(BYTE_ORDER_MARK)) at = 1
      this.#stage = 'skip'
    }
    while (this.#toSkip > 0) {
      const end = text.indexOf('\n', at)
      if (end < 0) return { end: text.length, isOver: isLast }
      at = end + 1
      this.#toSkip--
    }
    if (this.#stage === 'skip') this.#stage = 'separator'
    if (this.#stage === 'separator') {
      SEPARATOR_LINE.lastIndex = at
      const [line, separator] = SEPARATOR_LINE.exec(text) ?? ['']
      this.separator = separator
      at += line.length
      this.#stage = 'comments'
    }
    return this.#options.comment === undefined ? this.#passComments(text, at, isLast) : { end: at, isOver: true }
  }

  #passComments(text: string, start: number, isLast: boolean): Passed {
    const run: number[] = []
    let at = start
    while (at < text.length) {
      const end = text.indexOf('\n', at)
      if (text.startsWith(COMMENT, at)) run.push(at)
      else if (end < 0 || text.slice(at, end).trim() !== '') break
      at = end < 0 ? text.length : end + 1
    }
    if (run.length === 0) return { end: start, isOver: true }
    if (at < text.length || isLast) return this.#end(text, run, at)
    // Nothing but such lines so far: a table, or comments whose last may still be the row of names.
    if (this.#isTable(text.slice(run[0]))) return { end: run[0]!, isOver: true }
    const last = run.at(-1)!
    if (text.length - last > LONGEST_WAIT) return { end: last, isOver: true }
    this.comments += run.length - 1
    return { end: last, isOver: false }
  }

  #isTable(text: string): boolean {
    const rows = splitSample(text, this.#delimiterOf(text), undefined)
    return isEven(rows.map((cells) => cells.length)) && rows.at(-1)!.some((cell) => this.#isNumber(cell))
  }

  #delimiterOf(text: string): string {
    const { delimiter, decimal } = this.#options
    return delimiter ?? this.separator ?? detectDelimiter(text, decimal, undefined)
  }

  /** Where the comments of a run (of lines by their starts) are over, of which `end` is the end. */
  #end(text: string, run: readonly number[], end: number): Passed {
    const below = text.slice(end, end + LONGEST_WAIT)
    if (below.trim() === '') {
      if (this.#isTable(text.slice(run[0]))) return { end: run[0]!, isOver: true }
      this.comments += run.length
      return { end, isOver: true }
    }
    const delimiter = this.#delimiterOf(below)
    const [first = [], ...rows] = splitSample(below, delimiter, undefined)
    let kept = run.length
    if (first.length > 1 && !isHeader(first, rows, this.#options)) {
      for (let i = run.length - 1; i >= 0; i--) {
        const line = text.slice(run[i], text.indexOf('\n', run[i]))
        const [cells = []] = splitSample(line, delimiter, undefined)
        if (cells.length !== first.length) break
        kept = i
        if (!cells.some((cell, j) => this.#isNumber(cell) && this.#isNumber(first[j]!))) break
      }
    }
    this.comments += kept
    return { end: run[kept] ?? end, isOver: true }
  }

  #isNumber(cell: string): boolean {
    return !Number.isNaN(toNumber(cell, this.#options))
  }
}
