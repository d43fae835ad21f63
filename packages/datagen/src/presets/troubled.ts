import { contaminate } from '../contaminate.ts'
import { sampleMixture } from '../sample-mixture.ts'
import { threeStudents } from '../three-students.ts'
import { drawnPreset, type Preset } from './preset.ts'

// Data that break the model's promises: rows that repeat, rows that belong to nobody.

export const duplicatedPoints: Preset = drawnPreset(
  {
    id: 'duplicated-points',
    title: { en: 'Duplicated points', fr: 'Points répétés' },
    description: {
      en: 'Every second point is in one and the same place: the component that takes them shrinks until it collapses.',
      fr: 'Un point sur deux est au même endroit : la composante qui les prend rétrécit jusqu’à s’effondrer.',
    },
    columns: ['x', 'y'],
    labelColumn: 'group',
    componentCount: 3,
    size: 500,
  },
  (n, seed) => {
    const { points, labels } = sampleMixture({ ...TWO_GROUPS, n, seed })
    for (let row = 1; row < n; row += 2) {
      points.setRow(row, THE_PLACE)
      labels[row] = 2
    }
    return { points, labels }
  },
)

const TWO_GROUPS = {
  weights: [0.5, 0.5],
  means: [
    [0, 0],
    [5, 2],
  ],
  covariances: [
    [
      [1, 0.4],
      [0.4, 1],
    ],
    [
      [1, -0.3],
      [-0.3, 0.6],
    ],
  ],
}
const THE_PLACE = [3, -3]

export const contaminatedStudents: Preset = drawnPreset(
  {
    id: 'contaminated-students',
    title: { en: 'Three students and strays', fr: 'Trois étudiants et des égarées' },
    description: {
      en: 'One stone in ten is a stray: one ellipse swells to hold them, two students share another, a fourth helps.',
      fr: 'Une pierre sur dix est égarée : une ellipse enfle, deux étudiants en partagent une, une quatrième aide.',
    },
    columns: ['x', 'y'],
    labelColumn: 'student',
    labelNames: ['0', '1', '2', 'stray'],
    componentCount: 3,
    size: 500,
  },
  (n, seed) => {
    const { points, labels, ...truth } = threeStudents({ n, seed })
    const strays = contaminate(points, { share: 0.1, box: ROOF, seed: (seed + 1) % 2 ** 32 })
    return { points: strays.points, labels: labels.map((student, i) => (strays.outliers[i] ? 3 : student)), truth }
  },
)

const ROOF = [
  [-2, 10],
  [-2, 10],
] as const
