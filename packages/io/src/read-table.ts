import { badSource, TextInput, type TextSource } from './host.ts'
import { checkTableOptions, type TableOptions } from './table-options.ts'
import { PIECE, TableReader } from './table-reader.ts'
import type { Table } from './table.ts'

/**
 * Reads a whole text: comma-, semicolon-, tab-, pipe- or blank-separated, JSON, or NDJSON.
 * @throws IoError on what cannot be read; MixturaError `unknown-option`, `bad-option`
 *
 * @example
 * const table = parseTable('x,y\n1,2\n3,4\n')
 */
export function parseTable(text: string, options?: TableOptions): Table {
  const reader = new TableReader(checkTableOptions(options))
  if (typeof text !== 'string') throw badSource(text)
  feed(reader, text)
  return reader.finish()
}

/**
 * Reads a stream as it comes, without ever holding its whole text: chunks of text or of bytes, cut anywhere.
 * What the source itself throws is passed on.
 * @throws IoError on what cannot be read; MixturaError `unknown-option`, `bad-option`
 *
 * @example
 * const table = await readTable(createReadStream('data.csv'), { source: 'data.csv' }) // in Node
 * const table = await readTable(file.stream(), { source: file.name }) // in a page
 */
export async function readTable(source: TextSource, options?: TableOptions): Promise<Table> {
  const checked = checkTableOptions(options)
  const reader = new TableReader(checked)
  const input = new TextInput(source, checked.encoding, checked.source)
  for await (const text of input.chunks()) feed(reader, text)
  return { ...reader.finish(), encoding: input.encoding }
}

/** In slices, so that a long text is not copied as a whole. */
function feed(reader: TableReader, text: string): void {
  for (let at = 0; at < text.length; at += PIECE) reader.push(text.slice(at, at + PIECE))
}
