import type { MixtureInput } from '../mixture.ts'
import { sampleMixture, type MixtureSample } from '../sample-mixture.ts'
import { threeStudents as drawThreeStudents } from '../three-students.ts'
import { drawnPreset, type Preset, type PresetDescription } from './preset.ts'

// Data that are what EM takes them for.

export const threeStudents: Preset = drawnPreset(
  {
    id: 'three-students',
    title: { en: 'Three students', fr: 'Trois étudiants' },
    description: {
      en: 'The notebook’s stones: two students aim so close together that the stones between them stay in doubt.',
      fr: 'Les pierres du notebook : deux étudiants visent si près l’un de l’autre que le doute demeure entre eux.',
    },
    columns: ['x', 'y'],
    labelColumn: 'student',
    componentCount: 3,
    size: 500,
  },
  (n, seed) => withTruth(drawThreeStudents({ n, seed })),
)

export const separatedBlobs: Preset = mixturePreset(
  {
    id: 'separated-blobs',
    title: { en: 'Well-separated blobs', fr: 'Groupes bien séparés' },
    description: {
      en: 'Nothing is in doubt and EM is done at once, unless an unlucky random start leaves two ellipses in one blob.',
      fr: 'Rien n’est douteux et EM finit aussitôt, sauf si un départ malheureux met deux ellipses dans un groupe.',
    },
    columns: ['x', 'y'],
    labelColumn: 'blob',
    componentCount: 4,
    size: 500,
  },
  {
    weights: [0.25, 0.25, 0.25, 0.25],
    means: [
      [0, 0],
      [9, 1],
      [1, 8],
      [10, 10],
    ],
    covariances: [round(1), covariance(1.3, 0.6, 0.6), covariance(0.4, -0.3, 1.2), round(0.7)],
  },
)

export const unequalSizes: Preset = mixturePreset(
  {
    id: 'unequal-sizes',
    title: { en: 'Unequal sizes', fr: 'Tailles inégales' },
    description: {
      en: 'One crowd and two small groups: K-means cuts the crowd into pieces of like size, EM puts it together again.',
      fr: 'Une foule et deux petits groupes : les K-moyennes coupent la foule en parts semblables, EM la recompose.',
    },
    columns: ['x', 'y'],
    labelColumn: 'group',
    componentCount: 3,
    size: 500,
  },
  {
    weights: [0.85, 0.12, 0.03],
    means: [
      [0, 0],
      [5, 1],
      [1.5, -6],
    ],
    covariances: [covariance(4, 1, 2), covariance(0.5, 0.2, 0.4), round(0.2)],
  },
)

export const overlappingPair: Preset = mixturePreset(
  {
    id: 'overlapping-pair',
    title: { en: 'Overlapping pair', fr: 'Deux groupes confondus' },
    description: {
      en: 'One and a half standard deviations apart: EM creeps, and BIC would rather have a single group.',
      fr: 'À un écart-type et demi l’un de l’autre : EM se traîne, et le BIC préférerait un seul groupe.',
    },
    columns: ['x', 'y'],
    labelColumn: 'group',
    componentCount: 2,
    size: 500,
  },
  {
    weights: [0.5, 0.5],
    means: [
      [0, 0],
      [1.5, 0],
    ],
    covariances: [round(1), round(1)],
  },
)

export const manyPoints: Preset = mixturePreset(
  {
    id: 'many-points',
    title: { en: 'Many points', fr: 'Beaucoup de points' },
    description: {
      en: 'A hundred thousand points, or millions if you ask for them: watch the time an iteration takes.',
      fr: 'Cent mille points, ou des millions si vous les demandez : regardez le temps que prend une itération.',
    },
    columns: ['x', 'y'],
    labelColumn: 'group',
    componentCount: 8,
    size: 100_000,
  },
  {
    weights: [0.2, 0.16, 0.14, 0.12, 0.12, 0.1, 0.09, 0.07],
    means: [
      [0, 0],
      [6, 1],
      [3, 5],
      [-4, 4],
      [-5, -2],
      [0, -5],
      [6, -4],
      [-1, 8],
    ],
    covariances: [
      covariance(1.2, 0.5, 0.8),
      covariance(0.8, -0.4, 1.5),
      covariance(1.5, 0.3, 0.4),
      round(0.9),
      covariance(0.6, 0.2, 1.8),
      covariance(2, -0.5, 0.5),
      round(0.6),
      covariance(0.7, -0.3, 0.6),
    ],
  },
)

function mixturePreset(description: PresetDescription, mixture: MixtureInput): Preset {
  return drawnPreset(description, (n, seed) => withTruth(sampleMixture({ ...mixture, n, seed })))
}

function withTruth({ points, labels, ...truth }: MixtureSample) {
  return { points, labels, truth }
}

function covariance(xx: number, xy: number, yy: number): number[][] {
  return [
    [xx, xy],
    [xy, yy],
  ]
}

function round(variance: number): number[][] {
  return covariance(variance, 0, variance)
}
