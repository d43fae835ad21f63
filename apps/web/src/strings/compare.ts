/** What the panels say that compare runs and models, in both languages. */
const en = {
  run: 'Run',
  stop: 'Stop',
  progress: (done: number, of: number) => `${done} of ${of}`,
  hills: {
    title: 'Many starts',
    what: 'EM climbs the nearest hill. Which hills are there, and how often is each one climbed?',
    count: 'Starts',
    strip: (starts: number, hills: number) =>
      `${starts} ends on ${hills} ${hills > 1 ? 'hills' : 'hill'}, from low to high likelihood`,
    summary: (starts: number, hills: number, tolerance: string) =>
      `${hills === 1 ? 'One hill' : `${hills} hills`} from ${starts} starts. Ends closer than ${tolerance} count as one.`,
    reached: (count: number, of: number) => `${count} of ${of} starts`,
    best: 'highest',
    load: (lml: string, count: number, of: number) => `LML ${lml}, reached by ${count} of ${of} starts: show it`,
    more: (count: number) => `${count} lower ${count > 1 ? 'ones' : 'one'}`,
    failed: (count: number, of: number) => `${count} of ${of} collapsed on the way`,
    showFailed: 'See one collapse',
  },
  rating: {
    title: 'How many components?',
    what: 'More components always fit better. These criteria ask whether they are worth their parameters: lower is better.',
    criterion: 'Criterion',
    names: { bic: 'BIC', aic: 'AIC', icl: 'ICL' },
    hints: {
      bic: 'BIC: −2 · log-likelihood + parameters · ln N.',
      aic: 'AIC: −2 · log-likelihood + 2 · parameters. It likes larger models.',
      icl: 'ICL: BIC plus twice the entropy of the responsibilities. It likes clusters that keep apart.',
    },
    all: 'All 14 structures',
    point: (components: number, value: string, covariance: string) => `K = ${components}, ${covariance}: ${value}`,
    best: (components: number, covariance: string) => `Best: K = ${components}, ${covariance}.`,
    spurious:
      'Hollow: a component there stands only by a repair, or foretells stones it has not seen hardly better than the others do.',
    overruled: (criterion: string, components: number, covariance: string, cost: string) =>
      `${criterion} alone would take K = ${components}, ${covariance}, lower by ${cost}; but not all of its components are sound.`,
    causes: {
      'held-up': (number: number) => `Component ${number} stands only by a repair`,
      'does-not-pay': (number: number) => `Component ${number} does not pay for itself`,
    },
    use: 'Choose one to fit it.',
    starts: 'Each begins from K-means and from the solutions of simpler structures.',
    oneStart: 'Each begins from K-means.',
  },
  race: {
    title: 'Starts side by side',
    what: 'The same stones, other first guesses. One clock for all of them.',
    add: 'Add a start',
    remove: 'Remove this start',
    show: 'Show in the plot',
    lane: (number: number) => `Start ${number}`,
    time: {
      title: 'Time of all starts',
      play: 'Play all',
      pause: 'Pause all',
      again: 'Play all again',
      restart: 'All to the start',
      back: 'Previous iteration of all',
      halfBack: 'Previous half-step of all',
      halfStep: 'Next half-step of all',
      step: 'Next iteration of all',
    },
    scrub: 'Half-step of all starts',
    half: (iteration: number, halfStep: string) => `Iteration ${iteration}, ${halfStep}`,
    curves: 'Log-likelihood per stone of every start',
    ended: (iterations: number) => `converged after ${iterations}`,
    stopped: (iterations: number) => `stopped after ${iterations}`,
    collapsed: (iterations: number) => `collapsed at ${iterations}`,
    running: (iterations: number) => `iteration ${iterations}`,
    highest: 'highest',
    hills: (hills: number, starts: number) =>
      hills === 1 ? `All ${starts} starts ended on the same hill.` : `${starts} starts ended on ${hills} hills.`,
    two: 'Race with two students',
  },
}

export type Compare = typeof en

const fr: Compare = {
  run: 'Lancer',
  stop: 'Arrêter',
  progress: (done, of) => `${done} sur ${of}`,
  hills: {
    title: 'Beaucoup de départs',
    what: 'EM gravit la colline la plus proche. Quelles collines y a-t-il, et combien de fois chacune est-elle gravie ?',
    count: 'Départs',
    strip: (starts, hills) =>
      `${starts} arrivées sur ${hills} colline${hills > 1 ? 's' : ''}, de la plus basse vraisemblance à la plus haute`,
    summary: (starts, hills, tolerance) =>
      `${hills === 1 ? 'Une colline' : `${hills} collines`} pour ${starts} départs. Les arrivées à moins de ${tolerance} comptent pour une.`,
    reached: (count, of) => `${count} départ${count > 1 ? 's' : ''} sur ${of}`,
    best: 'la plus haute',
    load: (lml, count, of) => `LML ${lml}, atteinte par ${count} départ${count > 1 ? 's' : ''} sur ${of} : la montrer`,
    more: (count) => `${count} plus basse${count > 1 ? 's' : ''}`,
    failed: (count, of) => `${count} sur ${of} ${count > 1 ? 'se sont effondrés' : 's’est effondré'} en route`,
    showFailed: 'En voir un s’effondrer',
  },
  rating: {
    title: 'Combien de composantes ?',
    what: 'Plus de composantes s’ajustent toujours mieux. Ces critères demandent si elles valent leurs paramètres : moins, c’est mieux.',
    criterion: 'Critère',
    names: { bic: 'BIC', aic: 'AIC', icl: 'ICL' },
    hints: {
      bic: 'BIC : −2 · log-vraisemblance + paramètres · ln N.',
      aic: 'AIC : −2 · log-vraisemblance + 2 · paramètres. Il aime les grands modèles.',
      icl: 'ICL : BIC plus deux fois l’entropie des responsabilités. Il aime les groupes bien séparés.',
    },
    all: 'Les 14 structures',
    point: (components, value, covariance) => `K = ${components}, ${covariance} : ${value}`,
    best: (components, covariance) => `Meilleur : K = ${components}, ${covariance}.`,
    spurious:
      'Creux : une composante n’y tient que par une réparation, ou ne prédit guère mieux que les autres les pierres mises de côté.',
    overruled: (criterion, components, covariance, cost) =>
      `${criterion} seul prendrait K = ${components}, ${covariance}, plus bas de ${cost} ; mais toutes ses composantes n’y sont pas fondées.`,
    causes: {
      'held-up': (number) => `La composante ${number} n’y tient que par une réparation`,
      'does-not-pay': (number) => `La composante ${number} n’y rapporte pas ce qu’elle coûte`,
    },
    use: 'Choisissez-en un pour l’ajuster.',
    starts: 'Chacun part de K-means et des solutions des structures plus simples.',
    oneStart: 'Chacun part de K-means.',
  },
  race: {
    title: 'Des départs côte à côte',
    what: 'Les mêmes pierres, d’autres premières suppositions. Une seule horloge pour tous.',
    add: 'Ajouter un départ',
    remove: 'Retirer ce départ',
    show: 'Montrer dans le graphique',
    lane: (number) => `Départ ${number}`,
    time: {
      title: 'Temps de tous les départs',
      play: 'Tout lire',
      pause: 'Tout suspendre',
      again: 'Tout relire',
      restart: 'Tous au départ',
      back: 'Itération précédente de tous',
      halfBack: 'Demi-étape précédente de tous',
      halfStep: 'Demi-étape suivante de tous',
      step: 'Itération suivante de tous',
    },
    scrub: 'Demi-étape de tous les départs',
    half: (iteration, halfStep) => `Itération ${iteration}, ${halfStep}`,
    curves: 'Log-vraisemblance par pierre de chaque départ',
    ended: (iterations) => `converge après ${iterations}`,
    stopped: (iterations) => `arrêté après ${iterations}`,
    collapsed: (iterations) => `effondré à ${iterations}`,
    running: (iterations) => `itération ${iterations}`,
    highest: 'la plus haute',
    hills: (hills, starts) =>
      hills === 1
        ? `Les ${starts} départs ont fini sur la même colline.`
        : `${starts} départs ont fini sur ${hills} collines.`,
    two: 'La course avec deux étudiants',
  },
}

/** In the language of a page. */
export function compareIn(locale: string): Compare {
  return locale === 'fr' ? fr : en
}
