import { Matrix } from 'ml-matrix'
import { NumpyRandom } from '../numpy-random.ts'
import type { LabelledPoints } from '../sample-mixture.ts'
import { drawnPreset, type Preset } from './preset.ts'

// Shapes that bend, which no ellipse does.

export const twoMoons: Preset = drawnPreset(
  {
    id: 'two-moons',
    title: { en: 'Two moons', fr: 'Deux lunes' },
    description: {
      en: 'Moons bend and ellipses do not: two components converge and misname the tips, six follow the curves.',
      fr: 'Une lune est courbe, une ellipse non : deux composantes se trompent aux pointes, six suivent les courbes.',
    },
    columns: ['x', 'y'],
    labelColumn: 'moon',
    componentCount: 2,
    size: 500,
  },
  (n, seed) =>
    drawCurves(n, seed, 0.08, (moon, turn) => {
      const [x, y] = [Math.cos(Math.PI * turn), Math.sin(Math.PI * turn)]
      return moon === 0 ? [x, y] : [1 - x, 0.5 - y]
    }),
)

export const twoRings: Preset = drawnPreset(
  {
    id: 'two-rings',
    title: { en: 'Two rings', fr: 'Deux anneaux' },
    description: {
      en: 'Rings around one centre: two components find neither, and a new start can end in another optimum.',
      fr: 'Des anneaux de même centre : deux composantes n’en trouvent aucun, et un autre départ peut finir ailleurs.',
    },
    columns: ['x', 'y'],
    labelColumn: 'ring',
    componentCount: 2,
    size: 500,
  },
  (n, seed) =>
    drawCurves(n, seed, 0.15, (ring, turn) => {
      const radius = ring === 0 ? 1 : 3
      return [radius * Math.cos(2 * Math.PI * turn), radius * Math.sin(2 * Math.PI * turn)]
    }),
)

/**
 * Points along two curves, as many on each by chance, off them by round normal noise.
 * @param curve where curve 0 or 1 is at `turn` in [0, 1)
 */
function drawCurves(
  n: number,
  seed: number,
  noise: number,
  curve: (which: number, turn: number) => readonly [number, number],
): LabelledPoints {
  const random = new NumpyRandom(seed)
  const points = Matrix.zeros(n, 2)
  const labels = new Int32Array(n)
  for (let row = 0; row < n; row++) {
    const which = random.category([0.5, 0.5])
    const [x, y] = curve(which, random.uniform())
    points.set(row, 0, x + noise * random.normal())
    points.set(row, 1, y + noise * random.normal())
    labels[row] = which
  }
  return { points, labels }
}
