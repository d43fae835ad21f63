import { counted, quote } from './show.ts'
import type { Table } from './table.ts'

const SIGNS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  ' ': 'blanks',
  '.': 'point',
  "'": 'apostrophe',
}

/** How a table was read: “header yes, delimiter comma, decimal point, thousands none, missing as usual, encoding utf-8”. */
export function describeReading(table: Table): string {
  const { format, delimiter, header, decimal, thousands, missing, encoding, commentCount } = table
  const parts = [
    format === 'csv' ? undefined : format,
    `header ${header ? 'yes' : 'no'}`,
    delimiter && `delimiter ${signOf(delimiter)}`,
    `decimal ${signOf(decimal)}`,
    `thousands ${thousands ? signOf(thousands) : 'none'}`,
    `missing ${missing ? missing.map(quote).join(' ') || 'the empty cell' : 'the empty cell, NA and the like'}`,
    encoding && `encoding ${encoding}`,
    commentCount > 0 ? `${counted(commentCount, 'comment line')} passed over` : undefined,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}

function signOf(sign: string): string {
  return SIGNS[sign] ?? quote(sign)
}
