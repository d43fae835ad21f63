import { adviseOnNumbers, type Advice } from './advice.ts'
import { findColumn, findColumns, type ColumnSpec } from './column-spec.ts'
import { IoError } from './errors.ts'
import { numberSettings, toNumber, type NumberSetting } from './numbers.ts'
import { quote, showName, showNames } from './show.ts'
import type { Column, NumericColumn, Table } from './table.ts'

/** A column that nobody asked for and that is no data. */
export interface LeftOutColumn {
  readonly name: string
  /** Column of the table, from 1. */
  readonly column: number
  readonly reason: 'text' | 'decimal-commas' | 'thousands' | 'empty' | 'row-numbers' | 'identifier' | 'labels'
  /** “Column species is not numeric and was left out.” */
  readonly message: string
  /** Options of reading under which it would be data. */
  readonly advice: readonly Advice[]
}

/** A numeric column and where in the table (from 0) it is. */
export type PickedColumn = NumericColumn & { readonly index: number }

interface PickedColumns {
  readonly data: readonly PickedColumn[]
  readonly weights: PickedColumn | undefined
  readonly leftOut: readonly LeftOutColumn[]
}

/**
 * The columns asked for, or else all that are numeric.
 * @throws IoError `bad-columns`, `unknown-column`, `ambiguous-column`, `repeated-column`, `not-numeric`, `no-numeric-columns`
 */
export function pickColumns(
  table: Table,
  asked: ColumnSpec | undefined,
  weights: string | number | undefined,
): PickedColumns {
  const weightsAt = weights === undefined ? undefined : findColumn(table, weights)
  const { chosen, leftOut } =
    asked === undefined ? everyNumericColumn(table, weightsAt) : { chosen: findColumns(table, asked), leftOut: [] }
  checkDifferent(table, weightsAt === undefined ? chosen : [...chosen, weightsAt])
  return {
    data: chosen.map((index) => asNumeric(table, index)),
    weights: weightsAt === undefined ? undefined : asNumeric(table, weightsAt),
    leftOut,
  }
}

/**
 * The columns (by number, from 1) that are data where nobody chooses, and why the others are left out: those that are
 * no numbers, and those whose whole numbers only name a row or its group.
 */
export function usualColumns(table: Table): { columns: number[]; leftOut: LeftOutColumn[] } {
  const { chosen, leftOut } = dataColumns(table, undefined)
  return { columns: chosen.map((index) => index + 1), leftOut }
}

function everyNumericColumn(table: Table, except: number | undefined): { chosen: number[]; leftOut: LeftOutColumn[] } {
  const { chosen, leftOut } = dataColumns(table, except)
  if (chosen.length === 0) throw noNumericColumns(table)
  return { chosen, leftOut }
}

function dataColumns(table: Table, except: number | undefined): { chosen: number[]; leftOut: LeftOutColumn[] } {
  const judged = table.columns.map((column, index) => ({ index, ...judge(column, index, table) }))
  const asked = judged.filter(({ index }) => index !== except)
  // Numbers that only look like names are data where a table has nothing else.
  const isNothingElse = asked.every(({ reason }) => reason !== undefined)
  const isData = ({ index, reason }: (typeof asked)[number]): boolean =>
    reason === undefined || (isNothingElse && isName(reason) && !hasNameOfNames(table.columns[index]!.name))
  return {
    chosen: asked.filter(isData).map(({ index }) => index),
    leftOut: asked
      .filter((one) => !isData(one))
      .map(({ index, reason, why, advice = [] }) => {
        const { name } = table.columns[index]!
        return { name, column: index + 1, reason: reason!, message: `Column ${showName(name)} ${why}`, advice }
      }),
  }
}

/** Why a column is no data, and how that is said; neither where it is. */
interface Judgement {
  readonly reason?: LeftOutColumn['reason']
  /** What follows “Column species” in a sentence. */
  readonly why?: string
  readonly advice?: readonly Advice[]
}

function judge(column: Column, index: number, table: Table): Judgement {
  if (column.kind === 'text') {
    if (column.text.every((cell) => cell.trim() === '')) return { reason: 'empty', why: 'is empty and was left out.' }
    const settings = settingsOf(column, table)
    const advised = adviseOnNumbers(settings)
    if (!advised) return { reason: 'text', why: 'is not numeric and was left out.' }
    const reason = 'thousands' in settings[0]! ? 'thousands' : 'decimal-commas'
    return { reason, why: `was left out. ${advised.remedy}`, advice: advised.advice }
  }
  if (index === 0 && table.header && !column.isNamed && countsUp(column.values)) {
    return { reason: 'row-numbers', why: 'has no name, counts the rows, and was left out.' }
  }
  const distinct = distinctIntegers(column.values)
  if (!distinct) return {}
  const choose = 'Choose it to fit it.'
  if (column.isNamed && hasNameOfNames(column.name)) {
    return {
      reason: 'identifier',
      why: `holds whole numbers, tells rows apart by its name, and was left out. ${choose}`,
    }
  }
  const given = column.values.length - column.exceptions.size
  if (given >= FEWEST_ROWS && distinct.size === given) {
    return {
      reason: 'identifier',
      why: `holds another whole number in every row, as an id does, and was left out. ${choose}`,
    }
  }
  if (areCodes(distinct, given)) {
    const [least, most] = [Math.min(...distinct), Math.max(...distinct)]
    return {
      reason: 'labels',
      why: `holds only the whole numbers from ${least} to ${most}, as labels do, and was left out. ${choose}`,
    }
  }
  return {}
}

/** In fewer rows, measured whole numbers differ by chance. */
const FEWEST_ROWS = 20
/** Groups of rows that labels tell apart, and rows that each has on average. */
const MOST_GROUPS = 20
const FEWEST_IN_GROUP = 5

function isName(reason: LeftOutColumn['reason']): boolean {
  return reason === 'identifier' || reason === 'labels'
}

/** Whether a name says that its column names rows, or groups of them: `id`, `customer_id`, `rowIndex`, `Year`. */
function hasNameOfNames(name: string): boolean {
  const words = name
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
  return words !== null && NAMES_OF_NAMES.has(words.at(-1)!)
}

const NAMES_OF_NAMES: ReadonlySet<string> = new Set(
  'id ids uid uuid key index idx row rownum year class label labels cluster component group target'.split(' '),
)

/** The different numbers of a column, without its gaps; undefined where they are not all whole. */
function distinctIntegers(values: Float64Array): Set<number> | undefined {
  const isWhole = values.every((value) => Number.isNaN(value) || Number.isInteger(value))
  return isWhole ? new Set(values.filter((value) => !Number.isNaN(value))) : undefined
}

/** Whether so few whole numbers, from 0 or 1 on and without a gap, are those of groups. */
function areCodes(distinct: ReadonlySet<number>, count: number): boolean {
  const { size } = distinct
  if (size < 2 || size > MOST_GROUPS || count < Math.max(FEWEST_ROWS, FEWEST_IN_GROUP * size)) return false
  const least = distinct.has(0) ? 0 : 1
  return Array.from({ length: size }, (_, i) => least + i).every((code) => distinct.has(code))
}

/** pandas and R write the number of each row first, under no name. */
function countsUp(values: Float64Array): boolean {
  return values.every((value, row) => Number.isInteger(value) && (row === 0 || value > values[row - 1]!))
}

/** @throws IoError `not-numeric` for a column without any number */
function asNumeric(table: Table, index: number): PickedColumn {
  const { source } = table
  const column = table.columns[index]!
  if (column.kind === 'numeric') return { ...column, index }
  const values = Float64Array.from(column.text, (cell) => toNumber(cell, table))
  if (values.every((value) => !Number.isFinite(value))) {
    throw new IoError('not-numeric', {
      cause: `Column ${showName(column.name)} holds no numbers: it begins with ${quote(column.text[0]!)}.`,
      value: column.name,
      ...(adviseOnNumbers(settingsOf(column, table)) ?? { remedy: 'Choose another column.' }),
      place: { source, column: index + 1 },
    })
  }
  return { kind: 'numeric', name: column.name, isNamed: column.isNamed, index, ...separate(values, column.text) }
}

/** The settings under which each cell of a text with another sign in it would be a number. */
function settingsOf(column: Column, table: Table): NumberSetting[] {
  if (column.kind === 'numeric') return []
  const suspects = column.text.map((cell) => numberSettings(cell, table)).filter((settings) => settings.length > 0)
  const [first = []] = suspects
  const common = first.filter((setting) =>
    suspects.every((settings) => settings.some((other) => isSame(setting, other))),
  )
  // Where no one setting explains all of them, the one that explains the first is still a clue.
  return common.length > 0 ? common : first
}

function isSame(a: NumberSetting, b: NumberSetting): boolean {
  return 'decimal' in a === 'decimal' in b
}

/** Numbers as a numeric column has them: what is not finite is an exception. */
function separate(values: Float64Array, text: readonly string[]): Pick<NumericColumn, 'values' | 'exceptions'> {
  const exceptions = new Map<number, string>()
  values.forEach((value, row) => {
    if (Number.isFinite(value)) return
    values[row] = NaN
    exceptions.set(row, text[row]!)
  })
  return { values, exceptions }
}

/** @throws IoError `repeated-column` */
function checkDifferent({ columns, source }: Table, indices: readonly number[]): void {
  const seen = new Set<number>()
  for (const index of indices) {
    if (seen.has(index)) {
      const { name } = columns[index]!
      throw new IoError('repeated-column', {
        cause: `Column ${showName(name)} is chosen twice.`,
        value: name,
        remedy: 'Choose each column once.',
        place: { source, column: index + 1 },
      })
    }
    seen.add(index)
  }
}

function noNumericColumns(table: Table): IoError {
  const names = table.columns.map(({ name }) => name)
  return new IoError('no-numeric-columns', {
    cause: `No column holds numbers to fit (${showNames(names)}).`,
    value: names,
    ...(adviseOnNumbers(
      table.columns.map((column) => settingsOf(column, table)).find(({ length }) => length > 0) ?? [],
    ) ?? {
      remedy: 'Give at least one numeric column.',
    }),
    place: { source: table.source },
  })
}
