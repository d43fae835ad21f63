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
    more: (columns: number) => `${columns} more columns are not listed. Keep those of interest in the file.`,
    noFile: 'This file cannot be read: it is damaged, or not what its name says.',
    tooLarge:
      'This is more than the page can hold: 512 MB of text. Take a sample of the rows, or use the mixtura command.',
    reading: (name: string) => `Reading ${name} …`,
    skipped: (count: number, of: number) => `Skipped ${count} of ${of} ${of === 1 ? 'row' : 'rows'}.`,
    rows: 'Show rows',
    moreRows: (count: number) => `And ${count} more.`,
    sampled: (used: number, of: number) =>
      `${grouped(used)} of ${grouped(of)} rows are used, evenly spaced: the page cannot hold more.`,
    drawn: (drawn: number, of: number) =>
      `${grouped(drawn)} of ${grouped(of)} stones are drawn, listed and compared with the truth; all are fitted.`,
    engine: (name: string) => `Computed by ${name}.`,
    preparing: 'Preparing …',
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
    embedded: 'Copied. The address names the parts to show: plot, transport, caption, curve, parameters, setup.',
    picture: (stones: number, seed: number | undefined) =>
      `${stones} stones${seed === undefined ? '' : ` (seed ${seed})`}`,
    begun: (start: string, seed: number) => `${start} (seed ${seed})`,
    byHand: 'The browser keeps its clipboard closed: copy it from here.',
    files: {
      'plot.svg': 'SVG',
      'plot.png': 'PNG',
      'model.json': 'Model',
      'responsibilities.csv': 'Responsibilities',
      'trace.csv': 'Trace',
    },
    problems: {
      'too-large': 'There is too much here for a link. Share the file, or the files below, instead.',
      version: 'This link was made by another version of this page, and cannot be opened here.',
      damaged: 'This link is damaged or cut short, and was not followed.',
    },
  },
  agreement: {
    title: 'Who was taken for whom',
    caption: 'Rows: who threw. Columns: who is thought to have thrown.',
    truth: 'Threw it',
    named: (glyph: string) => `Taken for ${glyph}`,
  },
  table: {
    open: 'The stones as a table',
    close: 'Put the table away',
    range: (first: number, last: number, of: number) => `Stones ${first} to ${last} of ${of}`,
    stone: 'Stone',
    share: (glyph: string) => `Share of ${glyph}`,
    previous: 'Previous',
    next: 'Next',
  },
  maths: {
    title: 'This step in numbers',
    open: 'This step in numbers and code',
    close: 'Put the numbers away',
    start: (glyph: string) => `The start, component ${glyph}. Select another by its number key.`,
    eStep: (stone: number, glyph: string) =>
      `E-step: how much of stone ${stone} belongs to ${glyph}. Select another stone or component in the plot.`,
    mStep: (glyph: string) => `M-step of ${glyph}, in the columns shown. Select another component in the plot.`,
    code: 'This state as code',
    copy: 'Copy code',
    copied: 'Copied',
  },
  collapse: {
    title: (component: number) => `Component ${component} collapsed`,
    what: 'It shrank onto stones that lie in one place or on one line. Its likelihood there has no top: EM would climb for ever and explain nothing.',
    regularize: 'Add a ridge',
    reseed: 'Reseed it',
    drop: 'Drop it',
    hints: {
      regularize: 'Its variances get a millionth of the data’s.',
      reseed: 'It becomes half of the heaviest component.',
      drop: 'One component fewer.',
    },
    undo: 'Three ways out are above; or undo, and take fewer components or another start.',
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
    when: (first: number, last: number, times: number) =>
      times === 1 ? `Iteration ${first}.` : `Iterations ${first} to ${last}, ${times} times.`,
  },
}

/** Digits in threes, so that a million is seen to be one. */
function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, '\u202F')
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
    more: (columns) => `${columns} autres colonnes ne sont pas montrées. Gardez dans le fichier celles qui comptent.`,
    noFile: 'Ce fichier ne peut être lu : il est abîmé, ou n’est pas ce que dit son nom.',
    tooLarge:
      'C’est plus que la page ne peut tenir : 512 Mo de texte. Prenez un échantillon des lignes, ou la commande mixtura.',
    reading: (name) => `Lecture de ${name} …`,
    skipped: (count, of) => `${count} ${count === 1 ? 'ligne laissée' : 'lignes laissées'} de côté sur ${of}.`,
    rows: 'Montrer les lignes',
    moreRows: (count) => `Et ${count} de plus.`,
    sampled: (used, of) =>
      `${grouped(used)} lignes sur ${grouped(of)} sont utilisées, régulièrement espacées : la page n’en tient pas plus.`,
    drawn: (drawn, of) =>
      `${grouped(drawn)} pierres sur ${grouped(of)} sont dessinées, montrées et comparées à la vérité ; toutes sont ajustées.`,
    engine: (name) => `Calculé par ${name}.`,
    preparing: 'Préparation…',
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
    embedded: 'Copié. L’adresse nomme les parties à montrer : plot, transport, caption, curve, parameters, setup.',
    picture: (stones, seed) => `${stones} pierres${seed === undefined ? '' : ` (graine ${seed})`}`,
    begun: (start, seed) => `${start} (graine ${seed})`,
    byHand: 'Le navigateur garde son presse-papiers fermé : copiez d’ici.',
    files: {
      'plot.svg': 'SVG',
      'plot.png': 'PNG',
      'model.json': 'Modèle',
      'responsibilities.csv': 'Responsabilités',
      'trace.csv': 'Trace',
    },
    problems: {
      'too-large': 'Il y a trop à mettre dans un lien. Partagez plutôt le fichier, ou ceux d’ici.',
      version: 'Ce lien vient d’une autre version de cette page, et ne peut être ouvert ici.',
      damaged: 'Ce lien est abîmé ou tronqué, et n’a pas été suivi.',
    },
  },
  agreement: {
    title: 'Qui a été pris pour qui',
    caption: 'Lignes : qui a lancé. Colonnes : qui est supposé avoir lancé.',
    truth: 'A lancé',
    named: (glyph) => `Pris pour ${glyph}`,
  },
  table: {
    open: 'Les pierres en tableau',
    close: 'Ranger le tableau',
    range: (first, last, of) => `Pierres ${first} à ${last} sur ${of}`,
    stone: 'Pierre',
    share: (glyph) => `Part de ${glyph}`,
    previous: 'Précédentes',
    next: 'Suivantes',
  },
  maths: {
    title: 'Cette étape en chiffres',
    open: 'Cette étape en chiffres et en code',
    close: 'Ranger les chiffres',
    start: (glyph) => `Le départ, composante ${glyph}. Choisissez-en une autre par sa touche.`,
    eStep: (stone, glyph) =>
      `Étape E : combien de la pierre ${stone} revient à ${glyph}. Choisissez une autre pierre ou composante dans l’image.`,
    mStep: (glyph) => `Étape M de ${glyph}, dans les colonnes montrées. Choisissez une autre composante dans l’image.`,
    code: 'Cet état en code',
    copy: 'Copier le code',
    copied: 'Copié',
  },
  collapse: {
    title: (component) => `La composante ${component} s’est effondrée`,
    what: 'Elle s’est rétrécie sur des pierres qui tiennent en un point ou sur une droite. Sa vraisemblance n’y a pas de sommet : EM grimperait sans fin et n’expliquerait rien.',
    regularize: 'Régulariser',
    reseed: 'La replacer',
    drop: 'La retirer',
    hints: {
      regularize: 'Ses variances reçoivent un millionième de celles des données.',
      reseed: 'Elle devient la moitié de la plus lourde.',
      drop: 'Une composante de moins.',
    },
    undo: 'Trois issues sont ci-dessus ; ou bien annulez, et prenez moins de composantes ou un autre départ.',
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
    when: (first, last, times) =>
      times === 1 ? `Itération ${first}.` : `Itérations ${first} à ${last}, ${times} fois.`,
  },
}

/** In the language of a page. */
export function panelsIn(locale: string): Panels {
  return locale === 'fr' ? fr : en
}
