import type { ErrorCode, MixturaError } from '@mixtura/core'
import { columnsOf } from '../lib/refusals.ts'
import type { IoError, IoErrorCode, RowProblem } from '@mixtura/io'

/** What the libraries refuse. */
export type Refusal = MixturaError | IoError

/** A refusal in the language of a page. */
export interface Said {
  readonly cause: string
  readonly remedy: string
  /** The value that is wrong, where it is short enough to be shown. */
  readonly value: string | undefined
}

/** The libraries speak English; in French their codes and values are put into words here. */
export function explain(error: Refusal, locale: string): Said {
  const value = shown(error.value)
  const said = error.message.slice(0, -error.remedy.length).trim()
  const columns = columnsOf(error)
  if (locale !== 'fr') return { cause: withNames(said, columns), remedy: en[error.code] ?? error.remedy, value }
  const [cause, remedy] = fr[error.code]
  const index = /[Cc]olumn (\d+)/.exec(said)?.[1]
  const name = index === undefined ? undefined : columns?.[Number(index)]
  const place = name === undefined ? placeOf(error) : `colonne « ${shown(name)} » : `
  return { cause: capitalised(`${place}${cause(value ?? '?')}`), remedy, value }
}

/** The library's columns by their own names: it counts them, from 0. */
function withNames(said: string, columns: readonly string[] = []): string {
  return said.replaceAll(/([Cc])olumn (\d+)/g, (whole, c: string, index: string) => {
    const name = columns[Number(index)]
    return name === undefined ? whole : `${c}olumn “${shown(name)}”`
  })
}

/** What to do in the page, where the library would name its own options. */
const en: Partial<Record<ErrorCode | IoErrorCode, string>> = {
  'constant-column': 'Leave the column out, choose the covariance spherical, or set a ridge under Rules.',
  'scale-out-of-range': 'Express the data in other units.',
  'too-few-distinct-points':
    'Take fewer components, or more stones; a ridge under Rules lets components share a point.',
  'bad-component-count': 'Choose a whole number of components, at least 1.',
  'bad-option': 'Choose another value under Rules.',
  'unknown-option': 'Leave it out.',
  unsupported: 'Choose another way.',
  'out-of-memory': 'Take fewer rows, columns or components, or choose the covariance diag or spherical.',
  'component-collapsed': 'Take fewer components, another start, a simpler covariance, or set a ridge under Rules.',
  'density-underflow': 'Start nearer to the stones, or from wider ellipses.',
  'engine-failed': 'Try again.',
}

/** Why one row of a table was left out. */
export function explainRow({ row, column, value, message, code }: RowProblem, locale: string): string {
  if (locale !== 'fr') return message
  const [cause] = fr[code]
  return `Ligne ${row}${column === undefined ? '' : `, colonne ${column}`} : ${cause(shown(value) ?? '?')}`
}

/** Text of a stranger's file stands on one line, and not for long. */
function shown(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\uFFFD')
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

function placeOf(error: Refusal): string {
  if (!('source' in error)) return ''
  const { source, line } = error
  const place = [source, line === undefined ? undefined : `ligne ${line}`].filter((part) => part !== undefined)
  return place.length > 0 ? `${place.join(', ')} : ` : ''
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

type InFrench = readonly [cause: (value: string) => string, remedy: string]

const fr: Readonly<Record<ErrorCode | IoErrorCode, InFrench>> = {
  'no-rows': [() => 'il n’y a aucune ligne de données.', 'Donnez au moins une ligne de nombres.'],
  'ragged-rows': [
    (value) => `une ligne a ${value} valeurs, la première un autre nombre.`,
    'Donnez à chaque ligne le même nombre de colonnes.',
  ],
  'not-a-number': [(value) => `« ${value} » n’est pas un nombre.`, 'Ôtez la ligne, ou complétez la valeur.'],
  'scale-out-of-range': [
    (value) => `l’échelle ${value} dépasse ce que l’on peut calculer.`,
    'Exprimez les données en d’autres unités.',
  ],
  'bad-points': [(value) => `les points contiennent ${value}.`, 'Donnez des lignes de nombres finis.'],
  'bad-dimension': [
    (value) => `la dimension ${value} ne convient pas.`,
    'Donnez les colonnes pour lesquelles le modèle est fait.',
  ],
  'bad-sample-weights': [(value) => `les poids contiennent ${value}.`, 'Les poids sont finis et au moins nuls.'],
  'bad-component-count': [(value) => `le nombre de composantes est ${value}.`, 'Donnez un nombre entier d’au moins 1.'],
  'too-few-distinct-points': [
    (value) => `il faut plus de points différents pour tant de composantes : il n’y en a que ${value}.`,
    'Prenez moins de composantes, ou plus de données.',
  ],
  'constant-column': [
    (value) => `toutes les valeurs d’une colonne sont égales (${value}) : cette covariance est singulière.`,
    'Laissez la colonne, prenez une covariance sphérique, ou régularisez.',
  ],
  'bad-weights': [(value) => `les poids des composantes sont faux (${value}).`, 'Au moins nuls, ils font 1 en somme.'],
  'bad-means': [(value) => `les moyennes sont fausses (${value}).`, 'Donnez une moyenne par composante.'],
  'not-symmetric': [() => 'une covariance n’est pas symétrique.', 'Donnez une matrice symétrique.'],
  'not-positive-definite': [
    () => 'une covariance n’est pas définie positive.',
    'Ses valeurs propres doivent toutes être positives : ajoutez à sa diagonale.',
  ],
  'bad-covariances': [
    (value) => `les covariances n’ont pas la forme de cette structure (${value}).`,
    'Donnez-en une par composante, ou prenez une autre structure.',
  ],
  'bad-axes': [(value) => `l’axe ${value} n’existe pas, ou est nommé deux fois.`, 'Nommez chaque axe une fois.'],
  'bad-labels': [(value) => `une étiquette est ${value}.`, 'Les étiquettes sont des entiers à partir de 0.'],
  'bad-responsibilities': [
    (value) => `les responsabilités sont fausses (${value}).`,
    'Pour chaque pierre, des nombres au moins nuls dont la somme est 1.',
  ],
  'bad-option': [(value) => `une règle vaut ${value}.`, 'Donnez un nombre fini d’au moins 0.'],
  'unknown-option': [(value) => `il n’y a pas de règle « ${value} ».`, 'Ôtez-la.'],
  unsupported: [(value) => `« ${value} » n’est pas possible ici.`, 'Prenez un autre moyen.'],
  'out-of-memory': [
    (value) => `il faudrait ${value} octets de mémoire, qui manquent.`,
    'Prenez des covariances diagonales ou sphériques, moins de colonnes ou moins de composantes.',
  ],
  'component-collapsed': [
    () => 'une composante s’est effondrée.',
    'Prenez moins de composantes, un autre départ, une covariance plus simple, ou régularisez.',
  ],
  'density-underflow': [
    (value) => `la pierre ${value} est trop loin de toutes les composantes pour avoir une densité.`,
    'Partez plus près des données, ou avec des covariances plus larges.',
  ],
  'engine-failed': [() => 'le calcul a échoué.', 'Recommencez.'],
  'bad-model-file': [() => 'ce n’est pas un modèle.', 'Donnez un modèle enregistré par cette page.'],
  'bad-encoding': [
    () => 'ce fichier n’est pas dans l’encodage attendu.',
    'S’il a été enregistré en Windows-1252 ou Latin-1, choisissez cet encodage.',
  ],
  'bad-source': [() => 'ce contenu n’est pas du texte.', 'Donnez un fichier de texte.'],
  'binary-input': [
    () => 'ce n’est pas du texte : un tableur, une archive, ou un autre codage.',
    'Enregistrez la feuille en CSV, en UTF-8.',
  ],
  'empty-input': [() => 'il n’y a rien.', 'Donnez des lignes de nombres.'],
  'no-usable-rows': [() => 'aucune ligne ne peut servir.', 'Corrigez les lignes, ou choisissez d’autres colonnes.'],
  'unclosed-quote': [
    () => 'un guillemet s’ouvre ici, et aucun ne le ferme.',
    'Fermez-le, ou doublez-le s’il fait partie du texte.',
  ],
  'record-too-long': [() => 'cette ligne est trop longue.', 'Mettez une rangée par ligne.'],
  'bad-json': [
    () => 'ce JSON ne contient pas de tableau.',
    'Donnez une liste de lignes, ou un objet de colonnes de même longueur.',
  ],
  'no-numeric-columns': [() => 'aucune colonne n’est numérique.', 'Donnez au moins une colonne de nombres.'],
  'not-numeric': [(value) => `la colonne « ${value} » ne contient pas de nombres.`, 'Choisissez une autre colonne.'],
  'unknown-column': [(value) => `il n’y a pas de colonne « ${value} ».`, 'Choisissez une colonne du tableau.'],
  'ambiguous-column': [(value) => `plusieurs colonnes s’appellent « ${value} ».`, 'Choisissez par numéro.'],
  'repeated-column': [(value) => `la colonne « ${value} » est choisie deux fois.`, 'Choisissez-la une fois.'],
  'bad-columns': [() => 'aucune colonne n’est choisie.', 'Choisissez-en au moins deux.'],
  'missing-value': [() => 'il n’y a pas de valeur.', 'Complétez-la, ou ôtez la ligne.'],
  'number-too-large': [(value) => `« ${value} » est trop grand pour un nombre.`, 'Corrigez-le, ou ôtez la ligne.'],
  'ragged-row': [() => 'le nombre de cases n’est pas celui de la première ligne.', 'Corrigez la ligne.'],
  'bad-quote': [() => 'il y a du texte après un guillemet fermant.', 'Corrigez la ligne.'],
  'bad-row': [() => 'cette ligne n’est pas comme la première.', 'Corrigez la ligne.'],
}
