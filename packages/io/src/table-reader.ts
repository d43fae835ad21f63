import { CsvRecords } from './csv-records.ts'
import { detectDelimiter } from './delimiter.ts'
import { IoError } from './errors.ts'
import { detectFormat, readJson, readNdjson } from './json-rows.ts'
import { TableBuilder } from './table-builder.ts'
import type { CheckedTableOptions } from './table-options.ts'
import type { Table } from './table.ts'

/** Characters taken at a time; format and delimiter are told by the first so many. */
export const PIECE: number = 2 ** 18

const BYTE_ORDER_MARK = '\uFEFF'

/** Turns text into a table, wherever the text is cut. */
export class TableReader {
  readonly #options: CheckedTableOptions
  #pending = ''
  #parser: Parser | undefined

  constructor(options: CheckedTableOptions) {
    this.#options = options
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
    return this.#parser!.finish()
  }

  #take(raw: string, isLast: boolean): void {
    if (raw.includes('\0')) throw binaryInput(raw, this.#options.source)
    const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
    if (this.#parser) {
      this.#parser.read(text, isLast)
      return
    }
    const first = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
    this.#parser = createParser(first, isLast, this.#options)
    this.#parser.read(first, isLast)
  }
}

interface Parser {
  /** Takes the next piece, with line ends as \n. */
  read(text: string, isLast: boolean): void
  finish(): Table
}

/** The parser for a text that begins so. */
function createParser(first: string, isLast: boolean, options: CheckedTableOptions): Parser {
  const format = options.format ?? detectFormat(first)
  return format === 'csv' ? createCsvParser(first, isLast, options) : createJsonParser(format, options)
}

function createCsvParser(first: string, isLast: boolean, options: CheckedTableOptions): Parser {
  const wholeLines = isLast ? first : first.slice(0, first.lastIndexOf('\n') + 1)
  const delimiter = options.delimiter ?? detectDelimiter(wholeLines, options.decimal)
  const builder = new TableBuilder({ ...options, delimiter })
  const records = new CsvRecords(delimiter, builder, options.source)
  return {
    read: (text, isLast) => records.read(text, isLast),
    finish: () => ({ ...builder.finish(), format: 'csv', delimiter }),
  }
}

/** JSON can be read only when it is complete. */
function createJsonParser(format: 'json' | 'ndjson', options: CheckedTableOptions): Parser {
  const builder = new TableBuilder(options)
  let json = ''
  return {
    read: (text) => {
      json += text
    },
    finish: () => {
      if (format === 'json') readJson(json, builder, options.source)
      else readNdjson(json, builder, options.source)
      return { ...builder.finish(), format, delimiter: undefined }
    },
  }
}

/** How what people take for a text file begins, once decoded. */
const BINARY_KINDS: readonly (readonly [beginning: string, kind: string, remedy: string])[] = [
  ['\x1F\uFFFD', 'compressed with gzip', 'Decompress it first.'],
  ['PK\x03\x04', 'of a spreadsheet or a zip archive', 'Save the sheet as CSV.'],
  ['\uFFFD\uFFFD', 'encoded as UTF-16', 'Save it as UTF-8.'],
]

function binaryInput(raw: string, source: string | undefined): IoError {
  const [, kind, remedy] = BINARY_KINDS.find(([beginning]) => raw.startsWith(beginning)) ?? []
  return new IoError('binary-input', {
    cause: kind ? `This looks like a file ${kind}.` : 'This is not text: it holds a NUL character.',
    value: raw.slice(0, 4),
    remedy: remedy ?? 'Give delimited text or JSON.',
    place: { source },
  })
}
