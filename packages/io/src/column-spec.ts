import { closestMatch } from 'leven'
import { IoError } from './errors.ts'
import { Papa } from './papa.ts'
import { counted, quote, showNames } from './show.ts'
import type { Table } from './table.ts'

/** Columns by name or by number from 1: a list, or text such as `x,"a, b",3`. */
export type ColumnSpec = string | readonly (string | number)[]

/**
 * The entries of a list of columns written as one line; a name that holds a comma stands in quotes.
 * @throws IoError `bad-columns`
 */
export function parseColumnList(text: string): string[] {
  const { data, errors } = Papa.parse(text.trim(), { delimiter: ',', newline: '\n', preview: 2 })
  const entries = data.flat().map((entry) => entry.trim())
  if (errors.length === 0 && data.length === 1 && entries.every((entry) => entry !== '')) return entries
  throw new IoError('bad-columns', {
    cause: `${quote(text)} is not a list of columns.`,
    value: text,
    remedy: 'Give names or numbers with commas between them; put a name that holds a comma in quotes.',
  })
}

/**
 * Where in the table (from 0) the columns are.
 * @throws IoError `bad-columns`, `unknown-column`, `ambiguous-column`
 */
export function findColumns(table: Table, spec: ColumnSpec): number[] {
  const entries = typeof spec === 'string' ? parseColumnList(spec) : spec
  if (!Array.isArray(entries) || entries.length === 0) {
    throw new IoError('bad-columns', { cause: 'No column is chosen.', value: spec, remedy: 'Name at least one.' })
  }
  return entries.map((entry) => findColumn(table, entry))
}

/**
 * Where in the table (from 0) a column is. Names come before numbers, so that a column called “2010” can be had.
 * @throws IoError `unknown-column`, `ambiguous-column`
 */
export function findColumn(table: Table, entry: string | number): number {
  const names = table.columns.map(({ name }) => name)
  const found = [...names.keys()].filter((index) => names[index] === entry)
  if (found.length === 1) return found[0]!
  if (found.length > 1) {
    throw new IoError('ambiguous-column', {
      cause: `${found.length} columns are called ${quote(String(entry))}.`,
      value: entry,
      remedy: `Choose by number: ${found.map((index) => index + 1).join(' or ')}.`,
      place: { source: table.source },
    })
  }
  const number = /^\d+$/.test(String(entry)) ? Number(entry) : NaN
  if (number >= 1 && number <= names.length) return number - 1
  throw unknownColumn(table, entry, names)
}

function unknownColumn({ source }: Table, entry: string | number, names: readonly string[]): IoError {
  const wanted = String(entry)
  const nearest = nearestName(wanted, names)
  const suggestion = nearest === undefined ? '' : `Did you mean ${quote(nearest)}? `
  return new IoError('unknown-column', {
    cause: `There is no column ${typeof entry === 'number' ? entry : quote(wanted)}.`,
    value: entry,
    remedy: `${suggestion}There ${names.length === 1 ? 'is' : 'are'} ${counted(names.length, 'column')}: ${showNames(names)}.`,
    place: { source },
  })
}

/** Longer names are not compared: nobody types them, and comparing takes their product. */
const LONGEST_COMPARED = 100

/** The name that was most likely meant by one that does not exist; undefined where none is like it. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const byLetters = new Map(
    names.filter(({ length }) => length <= LONGEST_COMPARED).map((name) => [name.toLowerCase(), name]),
  )
  if (wanted.length > LONGEST_COMPARED) return undefined
  const nearest = closestMatch(wanted.toLowerCase(), [...byLetters.keys()], {
    maxDistance: Math.ceil(wanted.length / 2),
  })
  return nearest === undefined ? undefined : byLetters.get(nearest)
}
