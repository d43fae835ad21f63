import { Papa, type QuoteError } from './papa.ts'
import { COMMENT, WHITESPACE } from './delimiter.ts'
import { IoError } from './errors.ts'
import type { RowSink } from './table-builder.ts'

/** Characters of one record: a longer one means a quote that is never closed, or no table at all. */
const LONGEST_RECORD = 2 ** 20

/**
 * Takes delimited text apart, piece by piece, and hands each record to the sink with the line it starts on. Line ends
 * come as \n. Blank lines, lines of empty cells, and comments are passed over, but counted as lines.
 */
export class CsvRecords {
  readonly #delimiter: string
  readonly #sink: RowSink
  readonly #source: string | undefined
  /** The record that has begun but not ended. */
  #rest = ''
  /** Line on which the rest starts. */
  #line = 1

  constructor(delimiter: string, sink: RowSink, source: string | undefined) {
    this.#delimiter = delimiter
    this.#sink = sink
    this.#source = source
  }

  /** @throws IoError `unclosed-quote`, `record-too-long`, and what the sink throws */
  read(piece: string, isLast: boolean): void {
    const byWords = this.#delimiter === WHITESPACE
    const text = this.#rest + (byWords ? piece.replaceAll('\t', ' ') : piece)
    let end = 0
    const parser = new Papa.Parser({
      delimiter: this.#delimiter,
      newline: '\n',
      comments: COMMENT,
      step: ({ data: [fields], errors, meta: { cursor } }) => {
        const start = this.#passComments(text, end)
        const line = this.#line
        const lastLine = line + lineEnds(text, start, cursor - 1)
        if (errors.length > 0) this.#checkClosed(errors, text, start)
        this.#line = lastLine + 1
        end = cursor

        const cells = byWords ? fields.filter((field) => field !== '') : fields
        if (errors.length > 0) this.#sink.addRow(cells, line, { code: 'bad-quote', cause: badQuote(line, lastLine) })
        else if (!cells.every(isBlank)) this.#sink.addRow(cells, line)
      },
    })
    parser.parse(text, 0, !isLast)

    this.#rest = text.slice(this.#passComments(text, end))
    if (this.#rest.length > LONGEST_RECORD) throw this.#tooLong()
  }

  /** Where the comment lines at `start`, which the parser leaves out silently, are over. */
  #passComments(text: string, start: number): number {
    let at = start
    while (text.startsWith(COMMENT, at)) {
      const end = text.indexOf('\n', at)
      if (end < 0) break
      at = end + 1
      this.#line++
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
      place: { source: this.#source, line: this.#line },
    })
  }

  #unclosed(line: number): IoError {
    return new IoError('unclosed-quote', {
      cause: 'A quote opens here, and none closes it before a delimiter or the end of a line.',
      remedy: 'Close it, or write it twice where it is part of a quoted text.',
      place: { source: this.#source, line },
    })
  }
}

function badQuote(line: number, lastLine: number): string {
  return `has text after a closing quote${lastLine > line ? `, and so runs on to line ${lastLine}` : ''}.`
}

function isBlank(cell: string): boolean {
  return cell === '' || cell.trim() === ''
}

function lineEnds(text: string, start: number, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++
  return count
}
