import { MixturaError } from '@mixtura/core'
import { CsvRecords } from './csv-records.ts'
import { detectDelimiter } from './delimiter.ts'
import { checkText } from './host.ts'
import { detectFormat, readJson, readNdjson } from './json-rows.ts'
import { rawEnd, withPlainLineEnds } from './lines.ts'
import { Preamble } from './preamble.ts'
import { TableBuilder } from './table-builder.ts'
import type { CheckedTableOptions } from './table-options.ts'
import type { Table } from './table.ts'

/** Characters taken at a time; format and delimiter are told by the first so many. */
export const PIECE: number = 2 ** 18

/** Turns text into a table, wherever the text is cut. */
export class TableReader {
  readonly #options: CheckedTableOptions
  readonly #preamble: Preamble
  #pending = ''
  /** What has not been passed while it is looked for where the table begins: with plain line ends, and as it was. */
  #beginning = ''
  #rawBeginning = ''
  /** What stands above the table, where records are kept. */
  #above = ''
  #parser: Parser | undefined

  constructor(options: CheckedTableOptions) {
    this.#options = options
    this.#preamble = new Preamble(options)
  }

  /** @throws IoError on what cannot be read */
  push(text: string): void {
    this.#pending += text
    while (this.#pending.length > PIECE) {
      // The two characters of a line end stay together.
      const end = this.#pending[PIECE - 1] === '\r' ? PIECE - 1 : PIECE
      this.#take(this.#pending.slice(0, end), false)
      this.#pending = this.#pending.slice(end)
    }
  }

  /** @throws IoError on what cannot be read, `empty-input`, `no-rows` */
  finish(): Table {
    this.#take(this.#pending, true)
    const table = this.#parser!.finish()
    const { records } = table
    return {
      ...table,
      encoding: undefined,
      commentCount: this.#preamble.comments + table.commentCount,
      records: records && { ...records, above: this.#above },
    }
  }

  #take(raw: string, isLast: boolean): void {
    checkText(raw, this.#options.source)
    const text = withPlainLineEnds(raw)
    if (this.#parser) {
      this.#parser.read(text, isLast, raw)
      return
    }
    const first = this.#beginning + text
    const rawFirst = this.#rawBeginning + raw
    const { end, isOver } = this.#preamble.pass(first, isLast)
    const rawAt = rawEnd(rawFirst, 0, end)
    if (this.#options.keepRecords) this.#above += rawFirst.slice(0, rawAt)
    this.#beginning = first.slice(end)
    this.#rawBeginning = rawFirst.slice(rawAt)
    if (!isOver) return
    this.#parser = createParser(this.#beginning, isLast, this.#options, this.#preamble)
    this.#parser.read(this.#beginning, isLast, this.#rawBeginning)
  }
}

interface Parser {
  /** Takes the next piece, with line ends as \n, and as it was written. */
  read(text: string, isLast: boolean, raw: string): void
  finish(): Table
}

/** The parser for a text that begins so below what stands above it. */
function createParser(first: string, isLast: boolean, options: CheckedTableOptions, above: Preamble): Parser {
  const format = options.format ?? detectFormat(first)
  return format === 'csv'
    ? createCsvParser(first, isLast, options, above)
    : createJsonParser(format, options, above.lines + 1)
}

function createCsvParser(first: string, isLast: boolean, options: CheckedTableOptions, above: Preamble): Parser {
  const { comment = '', decimal } = options
  const wholeLines = isLast ? first : first.slice(0, first.lastIndexOf('\n') + 1)
  const delimiter = options.delimiter ?? above.separator ?? detectDelimiter(wholeLines, decimal, comment || undefined)
  checkDelimiter(delimiter, options)
  const builder = new TableBuilder({ ...options, delimiter })
  const records = new CsvRecords(delimiter, above.lines + 1, options, builder)
  return {
    read: (text, isLast, raw) => records.read(text, isLast, raw),
    finish: () => ({
      ...builder.finish(),
      format: 'csv',
      delimiter,
      encoding: undefined,
      commentCount: records.commentCount,
      records: builder.records && { ...builder.records, above: '' },
    }),
  }
}

/** @throws MixturaError `bad-option` where a sign would have two meanings */
function checkDelimiter(delimiter: string, { comment, decimal }: CheckedTableOptions): void {
  if (delimiter !== comment && delimiter !== decimal) return
  const other = delimiter === comment ? 'comment' : 'decimal'
  throw new MixturaError('bad-option', {
    cause: `“${delimiter}” is both the delimiter and the option ${other}.`,
    value: delimiter,
    remedy: 'Give another delimiter.',
  })
}

/** JSON can be read only when it is complete. */
function createJsonParser(format: 'json' | 'ndjson', options: CheckedTableOptions, firstLine: number): Parser {
  const builder = new TableBuilder(options)
  let json = ''
  return {
    read: (text) => {
      json += text
    },
    finish: () => {
      if (format === 'json') readJson(json, builder, options)
      else readNdjson(json, builder, options, firstLine)
      return {
        ...builder.finish(),
        format,
        delimiter: undefined,
        encoding: undefined,
        commentCount: 0,
        records: builder.records && { ...builder.records, above: '' },
      }
    },
  }
}
