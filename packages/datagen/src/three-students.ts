import { checkCount, checkNames, checkSeed } from './check.ts'
import { copyMixture, type MixtureInput } from './mixture.ts'
import { NumpyRandom } from './numpy-random.ts'
import { drawMixture, type DrawOptions, type MixtureSample } from './sample-mixture.ts'

type Square = readonly [readonly [number, number], readonly [number, number]]

interface Student {
  /** Where this student aims. */
  readonly mean: readonly [number, number]
  /** How the throws scatter. */
  readonly covariance: Square
  /** The sign of the first entry of each right singular vector of the covariance, as LAPACK returns it. */
  readonly singularSigns: readonly [number, number]
}

const STUDENTS: readonly Student[] = [
  {
    mean: [2, 5],
    covariance: [
      [0.2, -0.25],
      [-0.25, 1],
    ],
    singularSigns: [-1, 1],
  },
  {
    mean: [4, 4],
    covariance: [
      [0.5, 0.3],
      [0.3, 1],
    ],
    singularSigns: [1, 1],
  },
  {
    mean: [5.5, 4],
    covariance: [
      [0.3, -0.2],
      [-0.2, 0.5],
    ],
    singularSigns: [-1, 1],
  },
]

const MIXTURE: MixtureInput = {
  weights: STUDENTS.map(() => 1 / 3),
  means: STUDENTS.map(({ mean }) => mean),
  covariances: STUDENTS.map(({ covariance }) => covariance),
}

/**
 * The stones of the notebook: 7 October 1949, three students on a roof. Stone for stone what NumPy gives after
 * `np.random.seed(seed)` with one `multinomial(1, weights)` and one `multivariate_normal(mean, covariance)` a stone;
 * seed 12 is the notebook's own. The first m of n stones are the m stones of the same seed.
 *
 * @param options `n`, how many stones, default 500; `seed`, default 12
 * @returns n × 2 `points`, `labels` 0 … 2 (who threw each), and the mixture they come from
 * @throws DatagenError `bad-count`, `bad-seed`, `bad-option`, `unknown-option`
 */
export function threeStudents(options: DrawOptions = {}): MixtureSample {
  checkNames(options, ['n', 'seed'])
  const n = checkCount(options.n ?? 500)
  const random = new NumpyRandom(checkSeed(options.seed ?? 12))
  return { ...copyMixture(MIXTURE), ...drawMixture(MIXTURE, STUDENTS.map(singularSpread), n, random) }
}

/**
 * √s ⊙ V of the singular value decomposition U s V of a 2 × 2 covariance with b ≠ 0, larger value first: the spread
 * by which NumPy's `multivariate_normal` turns two standard normals into a throw.
 */
function singularSpread({ covariance: [[a, b], [, c]], singularSigns }: Student): Square {
  const large = (a + c) / 2 + Math.hypot((a - c) / 2, b)
  const small = (a * c - b * b) / large
  // The longer axis lies along (b, large − a), the shorter at right angles to it.
  const length = Math.hypot(b, large - a)
  const [x, y] = [b / length, (large - a) / length]
  return [scaled(x, y, large, singularSigns[0]), scaled(y, -x, small, singularSigns[1])]
}

function scaled(x: number, y: number, variance: number, sign: number): readonly [number, number] {
  const scale = Math.sqrt(variance) * sign * Math.sign(x)
  return [scale * x, scale * y]
}
