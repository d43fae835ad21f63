import { Papa, type QuoteError } from './papa.ts'
import { WHITESPACE } from './delimiter.ts'
import { IoError } from './errors.ts'
import { lineEnds, rawEnd } from './lines.ts'
import type { RowFault, RowSink } from './table-builder.ts'
import type { CheckedTableOptions } from './table-options.ts'

/** Characters of one record: a longer one means a quote that is never closed, or no table at all. */
const LONGEST_RECORD = 2 ** 20

/**
 * Takes delimited text apart, piece by piece, and hands each record to the sink with the line it starts on. Line ends
 * come as \n. Blank lines, lines of empty cells, and comments, where those were asked for, are passed over, but counted.
 */
export class CsvRecords {
  readonly #delimiter: string
  readonly #options: CheckedTableOptions
  readonly #sink: RowSink
  /** The record that has begun but not ended. */
  #rest = ''
  /** The same as it was written, where records are kept. */
  #rawRest = ''
  /** Line on which the rest starts. */
  #line: number
  #commentCount = 0

  constructor(delimiter: string, firstLine: number, options: CheckedTableOptions, sink: RowSink) {
    this.#delimiter = delimiter
    this.#line = firstLine
    this.#options = options
    this.#sink = sink
  }

  get commentCount(): number {
    return this.#commentCount
  }

  /**
   * @param raw the piece as it was written
   * @throws IoError `unclosed-quote`, `record-too-long`, and what the sink throws
   */
  read(piece: string, isLast: boolean, raw: string): void {
    const { comment, keepRecords } = this.#options
    const byWords = this.#delimiter === WHITESPACE
    const text = this.#rest + (byWords ? piece.replaceAll('\t', ' ') : piece)
    const rawText = keepRecords ? this.#rawRest + raw : ''
    const rawAfter = (start: number, length: number): number =>
      rawText.length === text.length ? start + length : rawEnd(rawText, start, length)
    let end = 0
    let rawAt = 0
    const parser = new Papa.Parser({
      delimiter: this.#delimiter,
      newline: '\n',
      comments: comment || false,
      step: ({ data: [fields], errors, meta: { cursor } }) => {
        const start = this.#passComments(text, end)
        const line = this.#line
        const lastLine = line + lineEnds(text, start, cursor - 1)
        if (errors.length > 0) this.#checkClosed(errors, text, start)
        this.#line = lastLine + 1
        const rawStart = rawAfter(rawAt, start - end)
        rawAt = rawAfter(rawStart, cursor - start)
        end = cursor
        const record = keepRecords ? rawText.slice(rawStart, rawAt) : undefined

        const cells = byWords ? fields.filter((field) => field !== '') : fields
        const fault = errors.length > 0 ? badQuote(line, lastLine) : undefined
        if (fault || !cells.every(isBlank)) this.#sink.addRow(cells, { line, fault, record })
      },
    })
    parser.parse(text, 0, !isLast)

    const over = this.#passComments(text, end)
    this.#rest = text.slice(over)
    this.#rawRest = rawText.slice(rawAfter(rawAt, over - end))
    if (isLast && comment && this.#rest.startsWith(comment)) this.#commentCount++
    if (this.#rest.length > LONGEST_RECORD) throw this.#tooLong()
  }

  /** Where the comment lines at `start`, which the parser leaves out silently, are over. */
  #passComments(text: string, start: number): number {
    const { comment } = this.#options
    if (comment === undefined || comment === '') return start
    let at = start
    while (text.startsWith(comment, at)) {
      const end = text.indexOf('\n', at)
      if (end < 0) break
      at = end + 1
      this.#line++
      this.#commentCount++
    }
    return at
  }

  #checkClosed(errors: readonly QuoteError[], text: string, start: number): void {
    const unclosed = errors.find(({ code }) => code === 'MissingQuotes')
    if (unclosed) throw this.#unclosed(this.#line + lineEnds(text, start, unclosed.index!))
  }

  #tooLong(): IoError {
    if (this.#rest.includes('"')) return this.#unclosed(this.#line)
    return new IoError('record-too-long', {
      cause: `The line is longer than ${LONGEST_RECORD} characters.`,
      remedy: 'Give one row a line.',
      place: { source: this.#options.source, line: this.#line },
    })
  }

  #unclosed(line: number): IoError {
    return new IoError('unclosed-quote', {
      cause: 'A quote opens here, and none closes it before a delimiter or the end of a line.',
      remedy: 'Close it, or write it twice where it is part of a quoted text.',
      place: { source: this.#options.source, line },
    })
  }
}

function badQuote(line: number, lastLine: number): RowFault {
  const cause = `has text after a closing quote${lastLine > line ? `, and so runs on to line ${lastLine}` : ''}.`
  return { code: 'bad-quote', cause }
}

function isBlank(cell: string): boolean {
  return cell === '' || cell.trim() === ''
}
