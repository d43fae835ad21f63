import { parquetMetadata, parquetReadObjects, toJson } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

/**
 * The rows of a Parquet file as NDJSON, one group of rows at a time.
 *
 * @throws Error where the file is damaged or of a kind that cannot be read
 */
export async function* parquetRows(file: ArrayBuffer): AsyncGenerator<Uint8Array, void, void> {
  const metadata = parquetMetadata(file)
  let rowStart = 0
  for (const { num_rows: count } of metadata.row_groups) {
    const rowEnd = rowStart + Number(count)
    const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd })
    yield Buffer.from(rows.map((row) => `${JSON.stringify(row, asJson)}\n`).join(''))
    rowStart = rowEnd
  }
}

declare global {
  interface JSON {
    /** ES2025, in Node since 21: text that `stringify` writes as it is. */
    rawJSON(text: string): object
  }
}

/** Whole numbers of 64 bits keep their digits. */
function asJson(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? JSON.rawJSON(String(value)) : value instanceof Uint8Array ? toJson(value) : value
}
