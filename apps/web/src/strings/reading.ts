import type { Encoding, LeftOutColumn } from '@mixtura/io'
import type { Listing } from '../lib/desk.ts'

/** How a table of one's own was read, and what else it could be, in both languages. */
const en = {
  found: (table: Listing) =>
    `${[
      table.rowCount === 1 ? '1 row' : `${table.rowCount} rows`,
      ...(table.format === 'csv' ? [`separated by ${en.signs[table.delimiter!] ?? `“${table.delimiter}”`}`] : []),
      table.header ? 'names in the first line' : 'no line of names',
      ...(table.decimal === ',' ? ['decimal comma'] : []),
      ...(table.thousands ? [`thousands grouped by ${en.signs[table.thousands]}`] : []),
      ...(table.commentCount > 0
        ? [table.commentCount === 1 ? '1 comment line passed over' : `${table.commentCount} comment lines passed over`]
        : []),
    ].join(', ')}.`,
  signs: {
    ',': 'commas',
    ';': 'semicolons',
    '\t': 'tabs',
    '|': 'bars',
    ' ': 'blanks',
    '.': 'points',
    "'": 'apostrophes',
  } as Readonly<Record<string, string>>,
  begins: 'How it begins',
  otherwise: 'Read it otherwise',
  asFound: (found: string | undefined) => (found ? `as found: ${found}` : 'as found'),
  header: 'Names in the first line',
  yes: 'yes',
  no: 'no',
  delimiter: 'Columns are separated by',
  decimal: 'Decimal sign',
  decimals: { '.': 'point', ',': 'comma' },
  thousands: 'Thousands are grouped by',
  nothing: 'nothing',
  comment: 'Lines that are comments',
  preamble: '# above the table',
  commented: (sign: string) => `all that begin with ${sign}`,
  none: 'none',
  skip: 'Lines to skip above the table',
  missing: 'No value: words, by commas',
  usualWords: 'NA, null, ? and the like',
  encoding: 'Encoding',
  encodings: {
    'utf-8': 'UTF-8',
    'utf-16le': 'UTF-16 LE',
    'utf-16be': 'UTF-16 BE',
    'windows-1252': 'Windows-1252, Latin-1',
  } as Readonly<Record<Encoding, string>>,
  clash: 'One sign would have two meanings. Choose another for one of them.',
  leftOut: {
    text: 'not numeric',
    empty: 'empty',
    'decimal-commas': 'not numeric: decimal commas?',
    thousands: 'not numeric: grouped thousands?',
    'row-numbers': 'counts the rows',
    identifier: 'tells rows apart',
    labels: 'looks like labels',
  } as Readonly<Record<LeftOutColumn['reason'], string>>,
  leftOutToo:
    'Whole numbers that name a row or its group are no measurements: they are left out unless you choose them.',
}

const fr: typeof en = {
  found: (table) =>
    `${[
      table.rowCount === 1 ? '1 ligne' : `${table.rowCount} lignes`,
      ...(table.format === 'csv' ? [`séparées par des ${fr.signs[table.delimiter!] ?? `« ${table.delimiter} »`}`] : []),
      table.header ? 'les noms dans la première' : 'sans ligne de noms',
      ...(table.decimal === ',' ? ['virgule décimale'] : []),
      ...(table.thousands ? [`milliers groupés par des ${fr.signs[table.thousands]}`] : []),
      ...(table.commentCount > 0
        ? [table.commentCount === 1 ? '1 commentaire passé' : `${table.commentCount} commentaires passés`]
        : []),
    ].join(', ')}.`,
  signs: {
    ',': 'virgules',
    ';': 'points-virgules',
    '\t': 'tabulations',
    '|': 'barres',
    ' ': 'espaces',
    '.': 'points',
    "'": 'apostrophes',
  },
  begins: 'Le début',
  otherwise: 'Lire autrement',
  asFound: (found) => (found ? `trouvé : ${found}` : 'à trouver'),
  header: 'Noms dans la première ligne',
  yes: 'oui',
  no: 'non',
  delimiter: 'Colonnes séparées par des',
  decimal: 'Signe décimal',
  decimals: { '.': 'point', ',': 'virgule' },
  thousands: 'Milliers groupés par des',
  nothing: 'rien',
  comment: 'Lignes de commentaire',
  preamble: '# au-dessus du tableau',
  commented: (sign) => `toutes celles qui commencent par ${sign}`,
  none: 'aucune',
  skip: 'Lignes à sauter au-dessus du tableau',
  missing: 'Sans valeur : mots, par virgules',
  usualWords: 'NA, null, ? et semblables',
  encoding: 'Encodage',
  encodings: en.encodings,
  clash: 'Un même signe aurait deux sens. Choisissez-en un autre pour l’un d’eux.',
  leftOut: {
    text: 'non numérique',
    empty: 'vide',
    'decimal-commas': 'non numérique : virgules décimales ?',
    thousands: 'non numérique : milliers groupés ?',
    'row-numbers': 'compte les lignes',
    identifier: 'distingue les lignes',
    labels: 'semble être des étiquettes',
  },
  leftOutToo:
    'Des entiers qui nomment une ligne ou son groupe ne sont pas des mesures : ils sont laissés, sauf si vous les choisissez.',
}

export function readingIn(locale: string): typeof en {
  return locale === 'fr' ? fr : en
}
