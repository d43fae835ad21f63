import type { Strings } from './en.ts'

export const fr: Strings = {
  locale: 'fr',
  number: (text) => text.replaceAll('-', '−').replaceAll('.', ','),
  otherLanguage: { locale: 'en', name: 'English' },
  pageTitle: 'Mixtura · qui a lancé quelle pierre ?',
  name: 'Mixtura',
  question: 'Qui a lancé quelle pierre ?',
  lead: (stones) =>
    `Trois étudiants sur un toit ont lancé ${stones} pierres sur M. Bayes. Il voit où elles tombent, pas qui les lance.`,
  leadElsewhere: (stones) => `${stones} pierres, et personne n’a noté qui les a lancées.`,

  caption: {
    start: 'Le départ : des hypothèses, en pointillé. Aucune pierre n’est encore à personne.',
    E: 'Étape E : chaque pierre prend la couleur de son lanceur probable. Les couleurs mêlées sont des doutes.',
    M: 'Étape M : chaque ellipse se déplace vers les pierres qu’elle a reçues, chacune selon sa part.',
  },
  stopped: {
    tolerance: (iterations, tolerance) =>
      `Convergence après ${iterations} itérations : la dernière a gagné moins de ${tolerance} par pierre.`,
    'max-iterations': (iterations) => `Arrêt après ${iterations} itérations, le nombre permis.`,
    aborted: (iterations) => `Arrêt après ${iterations} itérations.`,
    collapsed: (iterations) =>
      `Arrêt après ${iterations} itérations : chaque composante ne tient que par sa régularisation. Moins de composantes ou une covariance plus simple aideraient.`,
    fell: (iterations) =>
      `Arrêt après ${iterations} itérations : la vraisemblance a baissé, ce qu’EM ne fait jamais. Merci de le signaler.`,
  },
  next: {
    truth: 'Comparer à la vérité',
    random: 'Essayer un départ au hasard',
    two: 'Et s’ils étaient deux ?',
    hills: 'Y a-t-il d’autres collines ?',
    drag: 'Tirez une moyenne, et relancez de là.',
  },

  time: {
    title: 'Temps',
    play: 'Lire',
    pause: 'Pause',
    again: 'Relire',
    step: 'Une itération en avant',
    back: 'Une itération en arrière',
    halfStep: 'Une demi-étape en avant',
    halfBack: 'Une demi-étape en arrière',
    restart: 'Revenir au départ',
    end: 'Aller à la dernière image',
    speed: 'Vitesse',
    speeds: { auto: 'auto', perSecond: (speed) => `${speed === 0.5 ? '½' : speed} / s`, max: 'max' },
    iteration: 'Itération',
    eStep: 'étape E',
    mStep: 'étape M',
    start: 'départ',
  },

  lml: {
    title: 'Log-vraisemblance par pierre',
    short: 'LML',
    unit: 'nats',
    gain: 'Δ',
    slider: 'Temps : l’itération le long de la courbe de vraisemblance',
    at: (iteration, lml, gain) => `Itération ${iteration}, LML ${lml}${gain === undefined ? '' : `, Δ ${gain}`}`,
    rose: (rose, of) => `La LML a monté ${rose} fois sur ${of}`,
    level: (times) => `stable à l’arrondi près ${times} fois`,
    lowered: (iterations) => `abaissée par une régularisation ou une réparation à l’itération ${iterations}`,
    fell: (iterations) => `La LML a baissé à l’itération ${iterations}`,
    tolerance:
      'Hausses et baisses comptent au-delà de 1e-12 · max(1, |LML|), l’arrondi de la somme (davantage si des colonnes sont presque colinéaires).',
    ghost: 'essais précédents',
  },

  parameters: {
    title: 'Paramètres',
    component: 'Composante',
    weight: 'Part de toutes les pierres',
    mean: 'Moyenne',
    major: 'Plus grand écart-type',
    minor: 'Plus petit écart-type',
    angle: 'Direction du grand axe',
    count: 'Pierres reçues, en somme',
    estimate: 'estimation',
    truth: 'vérité',
    matched: (share) => `${share} des pierres bien nommées, après appariement des étiquettes`,
  },

  start: {
    title: 'Départ',
    init: 'D’où part EM',
    kmeans: 'K‑moyennes',
    random: 'Au hasard',
    'k-means++': 'k-means++',
    'random-responsibilities': 'Parts',
    seed: 'Graine',
    again: 'Nouveau départ',
    hint: {
      kmeans: 'Regrouper d’abord les pierres, puis partir des groupes.',
      random: 'Des pierres tirées au hasard sont les moyennes ; toutes ont la covariance de l’ensemble.',
      'k-means++':
        'Des pierres tirées loin l’une de l’autre réunissent les plus proches : on part de ces groupes tels quels.',
      'random-responsibilities': 'Chaque pierre est partagée au hasard. Toutes commencent au milieu.',
    },
  },

  view: {
    title: 'Montrer',
    truth: 'La vérité',
    truthHint: 'Ce qui a vraiment lancé les pierres : en tirets.',
    across: 'En largeur',
    up: 'En hauteur',
    level: 'Ellipses à',
    levels: {
      notebook: '√2σ · 63 % (notebook)',
      'one-sigma': '1σ · 39 %',
      'two-sigma': '2σ · 86 %',
      'ninety-five': '95 %',
    },
    background: 'Derrière les pierres',
    backgrounds: { none: 'Rien', contours: 'Lignes de densité', density: 'Densité', doubt: 'Doute' },
    backgroundHints: {
      contours: 'Les lignes enferment 25, 50, 75 et 95 % du mélange.',
      density: 'Ombré là où le mélange met plus de pierres. Les lignes en enferment 25, 50, 75 et 95 %.',
      doubt: 'Ombré là où une pierre pourrait être à n’importe qui : l’entropie des responsabilités.',
    },
  },

  commands: {
    'play-pause': 'Lire ou suspendre',
    step: 'Itération suivante',
    back: 'Itération précédente',
    'half-step': 'Demi-étape suivante',
    'half-back': 'Demi-étape précédente',
    first: 'Au départ',
    last: 'À la dernière image',
    slower: 'Plus lent',
    faster: 'Plus vite',
    restart: 'Reprendre du début',
    'new-start': 'Nouveau départ',
    undo: 'Annuler',
    redo: 'Rétablir',
    component: 'Choisir une composante',
    tools: 'Outils pour les pierres',
    truth: 'Montrer la vérité',
    density: 'Montrer la densité',
    doubt: 'Montrer le doute',
    share: 'Copier un lien',
    export: 'Vers les fichiers à emporter',
    help: 'Cette liste',
  },

  help: {
    title: 'Touches',
    close: 'Fermer',
    names: { ArrowLeft: '←', ArrowRight: '→', Space: 'Espace', Home: 'Début', End: 'Fin', Shift: 'Maj' },
    groups: { time: 'Temps', start: 'Départs', edit: 'Modifier', view: 'Vue' },
    component: {
      title: 'Une composante choisie',
      keys: [
        ['← ↑ → ↓', 'Déplacer de 1 % (avec Alt de 0,1 %)'],
        ['Maj + flèches', 'Étirer'],
        ['[ ]', 'Tourner de 5°'],
        ['Entrée', 'Repartir d’ici'],
        ['Échap', 'Laisser comme avant'],
      ],
    },
  },

  touch: {
    hint: 'Tirez le centre pour la déplacer, un bout d’axe pour l’étirer, le bouton pour la tourner. Puis relancez.',
    component: (glyph, mean) => `Composante ${glyph}, moyenne ${mean}`,
    handles: { center: 'Déplacer', major: 'Étirer', minor: 'Étirer', rotation: 'Tourner' },
  },

  brush: {
    title: 'Changer les pierres',
    close: 'Ranger les outils',
    tools: {
      look: 'Choisir',
      add: 'Ajouter des pierres',
      spray: 'Pulvériser des pierres',
      erase: 'Effacer des pierres',
      lasso: 'Prendre au lasso',
    },
    caught: (count) => `${count} pierres prises`,
    remove: 'Les enlever',
    keep: 'Ne garder qu’elles',
    cancel: 'Lâcher',
  },

  stone: {
    name: (number) => `Pierre ${number}`,
    nobody: 'Encore à personne.',
  },

  plot: {
    label: (stones, components) => `Nuage de ${stones} pierres avec ${components} ellipses`,
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    showAll: 'Tout montrer',
  },

  broken: {
    title: 'Quelque chose s’est cassé',
    what: 'C’est un défaut de la page, non de vos pierres. Elles sont toutes gardées.',
    goOn: 'Continuer avec ces pierres',
    reload: 'Recharger la page',
  },

  docs: 'Théorie et guides (en anglais)',
  theme: { toDark: 'Couleurs sombres', toLight: 'Couleurs claires' },
}
