import { Matrix } from 'ml-matrix'
import { checkCount, checkNames, checkSeed } from './check.ts'
import { NumpyRandom } from './numpy-random.ts'

export interface ThreeStudents {
  /** The share of stones each student throws: 3 numbers. */
  readonly weights: number[]
  /** Where each aims: 3 × 2. */
  readonly means: number[][]
  /** How each scatters: 3 × 2 × 2. */
  readonly covariances: number[][][]
  /** Who threw each stone: n numbers 0 … 2. */
  readonly labels: Int32Array
  /** Where the stones came down: n × 2. */
  readonly points: Matrix
}

const WEIGHTS = [1 / 3, 1 / 3, 1 / 3]
const MEANS = [
  [2, 5],
  [4, 4],
  [5.5, 4],
] as const
const COVARIANCES = [
  [
    [0.2, -0.25],
    [-0.25, 1],
  ],
  [
    [0.5, 0.3],
    [0.3, 1],
  ],
  [
    [0.3, -0.2],
    [-0.2, 0.5],
  ],
] as const
/** Signs of the first entry of each right singular vector as LAPACK returns them; the second entries are +, + ; +, − ; +, +. */
const SINGULAR_SIGNS = [
  [-1, 1],
  [1, 1],
  [-1, 1],
] as const

/**
 * The stones of the notebook: 7 October 1949, three students on a roof. Stone for stone what NumPy gives after
 * `np.random.seed(seed)` with one `multinomial(1, weights)` and one `multivariate_normal(mean, covariance)` a stone;
 * seed 12 is the notebook's own. The first m of n stones are the m stones of the same seed.
 *
 * @param options.n how many stones, at least 1. Default 500.
 * @param options.seed 0 … 2³² − 1. Default 12.
 * @throws DatagenError `bad-count`, `bad-seed`, `unknown-option`
 */
export function threeStudents(options: { n?: number; seed?: number } = {}): ThreeStudents {
  checkNames(options, ['n', 'seed'])
  const n = checkCount(options.n ?? 500)
  const random = new NumpyRandom(checkSeed(options.seed ?? 12))
  const throws = COVARIANCES.map((covariance, k) => spreadMatrix(covariance, SINGULAR_SIGNS[k]!))

  const labels = new Int32Array(n)
  const points = Matrix.zeros(n, 2)
  for (let stone = 0; stone < n; stone++) {
    const student = random.category(WEIGHTS)
    const [first, second] = [random.normal(), random.normal()]
    const [[a, b], [c, d]] = throws[student]!
    labels[stone] = student
    points.set(stone, 0, first * a + second * c + MEANS[student]![0])
    points.set(stone, 1, first * b + second * d + MEANS[student]![1])
  }
  return {
    weights: [...WEIGHTS],
    means: MEANS.map((mean) => [...mean]),
    covariances: COVARIANCES.map((covariance) => covariance.map((row) => [...row])),
    labels,
    points,
  }
}

type Square = readonly [readonly [number, number], readonly [number, number]]

/** √s ⊙ V of the singular value decomposition U s V of a symmetric positive definite 2 × 2 matrix, larger value first. */
function spreadMatrix([[a, b], [, c]]: Square, signs: readonly [number, number]): Square {
  const middle = (a + c) / 2
  const radius = Math.hypot((a - c) / 2, b)
  const large = middle + radius
  const small = (a * c - b * b) / large
  // The larger axis lies along (b, large − a), the smaller at right angles to it.
  const length = Math.hypot(b, large - a)
  const [cosine, sine] = [Math.abs(b) / length, Math.abs(large - a) / length]
  const slope = Math.sign(b)
  const row = (value: number, x: number, y: number, sign: number): readonly [number, number] => {
    const scale = Math.sqrt(value) * (Math.sign(x) === sign ? 1 : -1)
    return [scale * x, scale * y]
  }
  return [row(large, cosine * slope, sine, signs[0]), row(small, sine, -cosine * slope, signs[1])]
}
