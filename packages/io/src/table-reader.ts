import { CsvRecords } from './csv-records.ts'
import { detectDelimiter } from './delimiter.ts'
import { IoError } from './errors.ts'
import { detectFormat, readJson, readNdjson } from './json-rows.ts'
import { TableBuilder } from './table-builder.ts'
import type { CheckedTableOptions } from './table-options.ts'
import type { Table, TableFormat } from './table.ts'

/** Characters taken at a time; format and delimiter are told by the first so many. */
export const PIECE: number = 2 ** 18

const BYTE_ORDER_MARK = '\uFEFF'

/** Turns text into a table, wherever the text is cut. */
export class TableReader {
  readonly #options: CheckedTableOptions
  readonly #builder: TableBuilder
  #pending = ''
  #format: TableFormat | undefined
  #delimiter: string | undefined
  #records: CsvRecords | undefined
  /** JSON is read when it is complete. */
  #json = ''

  constructor(options: CheckedTableOptions) {
    this.#options = options
    this.#builder = new TableBuilder(options)
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
    const format = this.#format!
    const { source } = this.#options
    if (format === 'json') readJson(this.#json, this.#builder, source)
    if (format === 'ndjson') readNdjson(this.#json, this.#builder, source)
    const { lines, ...table } = this.#builder.finish()
    return { ...table, lines: format === 'json' ? undefined : lines, format, delimiter: this.#delimiter }
  }

  #take(raw: string, isLast: boolean): void {
    if (raw.includes('\0')) throw binaryInput(raw, this.#options.source)
    const piece = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
    const text = this.#format === undefined ? this.#begin(piece, isLast) : piece
    if (this.#records) this.#records.read(text, isLast)
    else this.#json += text
  }

  /** Settles by the first piece how the rest is to be read; returns the piece without a byte order mark. */
  #begin(piece: string, isLast: boolean): string {
    const text = piece.startsWith(BYTE_ORDER_MARK) ? piece.slice(1) : piece
    const sample = isLast ? text : text.slice(0, text.lastIndexOf('\n') + 1)
    const { format, delimiter, decimal, source } = this.#options
    this.#format = format ?? detectFormat(text)
    if (this.#format === 'csv') {
      this.#delimiter = delimiter ?? detectDelimiter(sample, decimal)
      this.#records = new CsvRecords(this.#delimiter, this.#builder, source)
    }
    return text
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
