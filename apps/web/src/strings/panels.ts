/** What the panels say that come after the first paint, in both languages. */
const en = {
  data: {
    title: 'Data',
    preset: 'Data set',
    own: 'your own',
    changed: 'changed by hand',
    count: 'Stones',
    seed: 'Seed',
    load: 'Your own table …',
    dialog: 'Your own table',
    file: 'Choose a file',
    drop: 'CSV, TSV, JSON or NDJSON, gzipped or not. Or drop it anywhere on the page.',
    paste: 'Or paste rows here',
    read: 'Read it',
    private: 'Nothing leaves this page.',
    columns: 'Columns to fit',
    found: (rows: number, delimiter: string, header: boolean) =>
      `${rows} rows${delimiter}, ${header ? 'names in the first line' : 'no line of names'}.`,
    separated: {
      ',': ', separated by commas',
      ';': ', separated by semicolons',
      '\t': ', separated by tabs',
    } as Record<string, string>,
    text: 'not numeric',
    use: (columns: number) => `Fit ${columns} columns`,
    two: 'Choose at least two columns: the picture needs an across and an up.',
    none: 'There are no two numeric columns in it.',
    reading: (name: string) => `Reading ${name} …`,
    sampled: (of: number) =>
      `Every ${(of / 100_000).toFixed(1)}th row is used, 100 000 of ${of}, so that every step stays fluid.`,
    close: 'Close',
  },
  model: {
    title: 'Model',
    components: 'Components',
    more: 'another number',
    covariance: 'Covariance',
    groups: ['everyday names', 'mclust’s other families'],
    volume: { E: 'equal volume', V: 'own volume' },
    shape: { E: 'equal shape', V: 'own shape', I: 'round' },
    orientation: { E: 'equal direction', V: 'own direction', I: 'along the axes' },
    parameters: (count: number) => `${count} free parameters`,
    rules: 'Rules',
    regularization: 'Ridge',
    regularizationHint:
      'Added to every variance in each M-step, in squared units of the data. With a ridge no rise is promised.',
    tolerance: 'Tolerance',
    toleranceHint: 'EM stops when an iteration gains less, per stone. 0 never stops.',
    maxIterations: 'Iterations at most',
  },
  leave: {
    title: 'Take it along',
    link: 'Copy link',
    embed: 'Embed',
    copied: 'Copied.',
    byHand: 'The browser keeps its clipboard closed: copy it from here.',
    files: {
      'plot.svg': 'SVG',
      'plot.png': 'PNG',
      'model.json': 'Model',
      'responsibilities.csv': 'Responsibilities',
      'trace.csv': 'Trace',
    },
    problems: {
      'too-large': 'The table is too large for a link. Share the file instead.',
      version: 'This link was made by another version of this page, and cannot be opened here.',
      damaged: 'This link is damaged or cut short. Here are the three students instead.',
    },
  },
  collapse: {
    title: 'A component collapsed',
    what: 'It shrank onto stones that lie in one place or on one line. Its likelihood there has no top: EM would climb for ever and explain nothing. Three ways out:',
    regularize: 'Add a ridge',
    reseed: 'Reseed it',
    drop: 'Drop it',
    hints: {
      regularize: 'Its variances get a millionth of the data’s.',
      reseed: 'It becomes half of the heaviest component.',
      drop: 'One component fewer.',
    },
    undo: 'Or undo, and take fewer components or another start.',
  },
  events: {
    cause: { empty: 'lost all its stones', singular: 'collapsed', 'small-cluster': 'began with too few stones' },
    action: {
      regularize: 'a ridge was added',
      reseed: 'it was given half of the heaviest',
      drop: 'it was dropped',
      keep: 'it was left where it was',
      pool: 'it borrowed the pooled covariance',
    },
    say: (component: number, cause: string, action: string) => `Component ${component} ${cause}: ${action}.`,
  },
}

export type Panels = typeof en

const fr: Panels = {
  data: {
    title: 'Données',
    preset: 'Jeu de données',
    own: 'les vôtres',
    changed: 'modifiées à la main',
    count: 'Pierres',
    seed: 'Graine',
    load: 'Votre tableau …',
    dialog: 'Votre tableau',
    file: 'Choisir un fichier',
    drop: 'CSV, TSV, JSON ou NDJSON, compressé par gzip ou non. Ou déposez-le n’importe où sur la page.',
    paste: 'Ou collez des lignes ici',
    read: 'Lire',
    private: 'Rien ne quitte cette page.',
    columns: 'Colonnes à ajuster',
    found: (rows, delimiter, header) =>
      `${rows} lignes${delimiter}, ${header ? 'les noms dans la première' : 'sans ligne de noms'}.`,
    separated: {
      ',': ', séparées par des virgules',
      ';': ', séparées par des points-virgules',
      '\t': ', séparées par des tabulations',
    },
    text: 'non numérique',
    use: (columns) => `Ajuster ${columns} colonnes`,
    two: 'Choisissez au moins deux colonnes : l’image a une largeur et une hauteur.',
    none: 'Il n’y a pas deux colonnes numériques.',
    reading: (name) => `Lecture de ${name} …`,
    sampled: (of) =>
      `Une ligne sur ${(of / 100_000).toFixed(1)} est utilisée, 100 000 de ${of}, pour que chaque étape reste fluide.`,
    close: 'Fermer',
  },
  model: {
    title: 'Modèle',
    components: 'Composantes',
    more: 'un autre nombre',
    covariance: 'Covariance',
    groups: ['noms courants', 'autres familles de mclust'],
    volume: { E: 'même volume', V: 'volume propre' },
    shape: { E: 'même forme', V: 'forme propre', I: 'ronde' },
    orientation: { E: 'même direction', V: 'direction propre', I: 'selon les axes' },
    parameters: (count) => `${count} paramètres libres`,
    rules: 'Règles',
    regularization: 'Régularisation',
    regularizationHint:
      'Ajoutée à chaque variance à chaque étape M, en unités des données au carré. Avec elle, aucune hausse n’est promise.',
    tolerance: 'Tolérance',
    toleranceHint: 'EM s’arrête quand une itération gagne moins, par pierre. 0 : jamais.',
    maxIterations: 'Itérations au plus',
  },
  leave: {
    title: 'Emporter',
    link: 'Copier le lien',
    embed: 'Intégrer',
    copied: 'Copié.',
    byHand: 'Le navigateur garde son presse-papiers fermé : copiez d’ici.',
    files: {
      'plot.svg': 'SVG',
      'plot.png': 'PNG',
      'model.json': 'Modèle',
      'responsibilities.csv': 'Responsabilités',
      'trace.csv': 'Trace',
    },
    problems: {
      'too-large': 'Le tableau est trop grand pour un lien. Partagez plutôt le fichier.',
      version: 'Ce lien vient d’une autre version de cette page, et ne peut être ouvert ici.',
      damaged: 'Ce lien est abîmé ou tronqué. Voici plutôt les trois étudiants.',
    },
  },
  collapse: {
    title: 'Une composante s’est effondrée',
    what: 'Elle s’est rétrécie sur des pierres qui tiennent en un point ou sur une droite. Sa vraisemblance n’y a pas de sommet : EM grimperait sans fin et n’expliquerait rien. Trois issues :',
    regularize: 'Régulariser',
    reseed: 'La replacer',
    drop: 'La retirer',
    hints: {
      regularize: 'Ses variances reçoivent un millionième de celles des données.',
      reseed: 'Elle devient la moitié de la plus lourde.',
      drop: 'Une composante de moins.',
    },
    undo: 'Ou bien annulez, et prenez moins de composantes ou un autre départ.',
  },
  events: {
    cause: {
      empty: 'a perdu toutes ses pierres',
      singular: 's’est effondrée',
      'small-cluster': 'a commencé avec trop peu de pierres',
    },
    action: {
      regularize: 'elle a été régularisée',
      reseed: 'elle a reçu la moitié de la plus lourde',
      drop: 'elle a été retirée',
      keep: 'elle est restée où elle était',
      pool: 'elle a emprunté la covariance commune',
    },
    say: (component, cause, action) => `La composante ${component} ${cause} : ${action}.`,
  },
}

/** In the language of a page. */
export function panelsIn(locale: string): Panels {
  return locale === 'fr' ? fr : en
}
