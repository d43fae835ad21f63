import type { Story } from './story.en.ts'

export const story: Story = {
  title: 'L’histoire',
  seeIt: 'Voir',
  night: {
    title: 'Un toit, un soir, cinq cents pierres',
    picture:
      'Trois étudiants sur un toit lancent des pierres sur M. Bayes, qui se tient en bas, un carnet à la main, parmi celles qui sont tombées.',
    text: [
      'La nuit tombe. Trois étudiants, debout sur un toit, lancent des pierres sur M. Bayes, qui passait par là. Chacun vise un endroit à lui, chacun disperse à sa façon.',
      'Quand c’est fini, il sort son carnet et mesure : 500 pierres, et l’endroit où chacune est tombée. Là-haut, il fait trop sombre pour voir. Qui a lancé laquelle ?',
      'S’il savait comment chaque étudiant lance, il dirait pour chaque pierre qui l’a probablement lancée. S’il savait qui l’a lancée, il mesurerait comment chacun lance. Il ne sait ni l’un ni l’autre, et commence quand même.',
    ],
    seeIt: 'Les pierres telles qu’il les trouve',
  },
  model: {
    title: 'Ce que Bayes sait, et ce qu’il ignore',
    picture:
      'Le modèle génératif : les poids π choisissent l’étudiant z, qui lance la pierre x avec la moyenne μ et la covariance Σ ; N fois.',
    text: [
      'Voici comment il pense que les pierres sont venues. Pour chacune, un étudiant est tiré : le k-ième avec la probabilité πₖ. Celui-ci vise μₖ, et ce qui en résulte est gaussien, de covariance Σₖ.',
      'Il voit chaque xᵢ. Il ne voit aucun zᵢ, ni π, ni μ, ni Σ. En sommant sur tous ceux qui ont pu la lancer, une pierre a la densité d’un mélange.',
    ],
    seeIt: 'Ce qui les a vraiment lancées',
  },
  eStep: {
    title: 'E : interroger une pierre',
    text: [
      'Prenons le modèle tel qu’il est, si faux soit-il. Sur une pierre, chaque étudiant a une prétention : combien il lance, fois combien il atteindrait volontiers cet endroit précis. Divisons chacune par leur somme : voilà les responsabilités, des parts dont la somme est un.',
      'La plupart des pierres n’ont qu’un prétendant. Les intéressantes sont entre deux.',
    ],
    chart: (stone) => `La pierre ${stone}, la plus douteuse, au départ des K-moyennes`,
    claim: 'prétention πₖ N',
    share: 'part r',
    seeIt: 'Interroger cette pierre',
  },
  mStep: {
    title: 'M : interroger un étudiant',
    text: [
      'Croyons maintenant aux parts. Chaque étudiant reçoit toutes les pierres, chacune selon sa part. Leur nombre pondéré donne le nouveau πₖ, leur moyenne pondérée la nouvelle visée, leur dispersion pondérée la nouvelle covariance.',
      'Rien ici n’est approché : ces parts données, aucun autre paramètre ne les explique mieux.',
    ],
    chart:
      'Les pierres telles qu’un étudiant les reçoit après la première étape E ; la flèche est le pas de la moyenne',
    seeIt: 'Faire ce pas',
  },
  climb: {
    title: 'Pourquoi cela ne peut que monter',
    text: [
      'E et M alternent, et après chaque tour les pierres sont au moins aussi vraisemblables qu’avant. Les parts donnent une borne inférieure de la vraisemblance, qui la touche au modèle présent (étape E) ; l’étape M va au sommet de cette borne ; et là, la vraisemblance est au moins aussi haute.',
      'Cette page ne le croit pas sur parole. Elle vérifie chaque pas, et dit combien de fois la vraisemblance a monté.',
    ],
    chart: (iterations) =>
      `Les ${iterations} gains depuis le départ des K-moyennes, en nats par pierre, échelle logarithmique`,
    seeIt: 'Laisser monter',
  },
  starts: {
    title: 'Le point de départ compte',
    text: [
      'Supposons que Bayes ait compté deux étudiants sur le toit, et non trois. EM gravit la colline où il se trouve : ces quatre départs finissent sur trois collines. La vraisemblance dit laquelle est la plus haute, et seuls des essais diront s’il en est une plus haute encore.',
      'Avec trois étudiants, les départs au hasard finissent là où finissent les K-moyennes : les pierres y mettent du leur. N’y comptez pas.',
    ],
    kmeans: 'K-moyennes',
    random: (seed) => `Hasard, graine ${seed}`,
    result: (lml, iterations) => `${lml} après ${iterations}`,
    load: 'Charger ce départ :',
  },
  truth: {
    title: 'Bayes avait-il raison ?',
    text: [
      'Ici nous savons qui a lancé, et pouvons comparer. EM ne peut connaître les noms des étudiants ; les couleurs viennent du meilleur appariement, un à un, de ses composantes aux vrais lanceurs, et alors seulement on compte.',
    ],
    result: (accuracy, rand) =>
      `${accuracy} des pierres bien nommées, indice de Rand ajusté ${rand}, après appariement`,
    seeIt: 'L’estimation près de la vérité',
  },
  fails: {
    title: 'Comment cela échoue',
    text: [
      'Une vraisemblance qui ne peut que monter ne promet pas une bonne réponse. Elle peut s’arrêter sur une colline plus basse. Avec trop de composantes, elle trouve des habitudes que personne n’a. Et là où une composante se resserre sur un seul point, ou sur ses copies, sa vraisemblance n’a pas de sommet : elle s’effondre.',
    ],
    lower: 'Une colline plus basse',
    beside: (higher) => `(l’autre : ${higher})`,
    tooMany: 'Trop',
    seeLower: 'Deux étudiants, sur la colline plus basse',
    seeTooMany: 'Six étudiants pour trois',
    collapse: 'Effondrée',
    seeCollapse: 'Voir un effondrement',
  },
  appendix: {
    title: 'Annexe : d’où viennent les formules',
    q: {
      title: 'La fonction que M gravit',
      text: 'Si l’on voyait les lanceurs, la log-vraisemblance serait une somme sur les pierres. On ne les voit pas ; prenons donc sa moyenne sous les parts du modèle présent θ′. C’est Q, et l’inégalité de Jensen en fait une borne.',
    },
    pi: {
      title: 'π, avec un multiplicateur',
      text: 'Les poids ont pour somme un. Le λ de Lagrange les y tient ; la dérivée s’annule où πₖ est proportionnel à Nₖ, et la contrainte donne λ = N.',
    },
    mu: {
      title: 'μ',
      text: 'La dérivée du carré de la distance de Mahalanobis est −2 Σ⁻¹(x − μ). La covariance s’élimine : quelle que soit Σₖ, la moyenne pondérée est la meilleure.',
    },
    sigma: {
      title: 'Σ',
      text: 'Dérivons par rapport à la précision Λ = Σ⁻¹, où les deux termes sont simples : ∂ log|Λ| / ∂Λ = Λ⁻¹ = Σ et ∂ tr(ΛS) / ∂Λ = S, pour Λ symétrique.',
    },
    seeIt: {
      q: 'E, puis M',
      pi: 'Les poids bougent',
      mu: 'Les moyennes bougent',
      sigma: 'Les ellipses bougent',
    },
  },
}
