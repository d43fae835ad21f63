import { Matrix } from 'ml-matrix'
import { checkDistinct } from './check-fittable.ts'
import { Dataset, type Points } from './dataset.ts'
import { checkMeans, type MatrixInput } from './mixture-input.ts'
import { checkOptions, componentCount, nonNegative, seed, wholeNumber } from './options.ts'
import { createRandom, seedOfStart, type RandomSource } from './random.ts'

export interface KMeansStepOptions {
  /** K. */
  components: number
  /** 0 … 2³² − 1. Default 0. */
  seed?: number
  /** Default 300. */
  maxIterations?: number
  /** Stop also when the inertia falls by less than this share of it; 0 goes on until no label changes. Default 0. */
  tolerance?: number
  /** One weight ≥ 0 a sample. */
  sampleWeights?: ArrayLike<number> | undefined
  /** K × D centres to begin with, in place of k-means++. */
  init?: MatrixInput | undefined
}

export interface KMeansOptions extends KMeansStepOptions {
  /** Starts to try, of which the lowest inertia is kept. Default 10, and 50 when N ≤ 2 000; 1 where `init` is given. */
  restarts?: number
}

/** A cluster that had lost all its points was given the one farthest from its own centre. */
export interface KMeansRepair {
  readonly iteration: number
  readonly cluster: number
  /** The row it was given. */
  readonly row: number
}

/** One assignment, and the centres it was made by. */
export interface KMeansStep {
  readonly iteration: number
  /** K × D. */
  readonly centers: Matrix
  /** N: nearest centre of each point, the first on a tie. */
  readonly labels: Int32Array
  /** Σ w ‖x − its centre‖², in squared data units. */
  readonly inertia: number
  /** Points whose label changed in this assignment; N in the first. */
  readonly changed: number
  readonly repairs: readonly KMeansRepair[]
}

export interface KMeansResult {
  /** K × D: the means of the clusters. */
  readonly centers: Matrix
  readonly labels: Int32Array
  readonly inertia: number
  /** The inertia of each assignment of the run that was kept. */
  readonly inertias: Float64Array
  readonly iterations: number
  readonly converged: boolean
  readonly repairs: readonly KMeansRepair[]
  /** The seed of the start that was kept. */
  readonly seed: number
}

const DEFAULT_RESTARTS = { few: 10, many: 50, manyUpTo: 2000 }

const stepChecks = {
  components: componentCount,
  seed,
  maxIterations: wholeNumber('maxIterations', 300, 1),
  tolerance: nonNegative('tolerance', 0),
  sampleWeights: (value: unknown) => value as ArrayLike<number> | undefined,
  init: (value: unknown) => value as MatrixInput | undefined,
}

interface Checked {
  components: number
  seed: number
  maxIterations: number
  tolerance: number
  sampleWeights: ArrayLike<number> | undefined
  init: MatrixInput | undefined
}

/**
 * K-means: greedy k-means++ starts (Arthur & Vassilvitskii 2007), Lloyd's iterations, the lowest inertia kept.
 * @throws MixturaError on bad points or options, before any work
 *
 * @example
 * const { centers, labels, inertia } = kMeans([[0], [2], [9], [11]], { components: 2 })
 * centers.to1DArray().sort() // → [ 1, 10 ]
 * [labels[0] === labels[1], inertia] // → [ true, 4 ]
 */
export function kMeans(points: Points, options: KMeansOptions): KMeansResult {
  const checked = checkOptions<Checked & { restarts: number | undefined }>(options, {
    ...stepChecks,
    restarts: (value) => (value === undefined ? undefined : wholeNumber('restarts', undefined, 1)(value)),
  })
  const dataset = Dataset.from(points, { sampleWeights: checked.sampleWeights })
  checkDistinct(dataset, checked.components)
  const { few, many, manyUpTo } = DEFAULT_RESTARTS
  const usual = dataset.sampleCount <= manyUpTo ? many : few
  const restarts = checked.init ? 1 : (checked.restarts ?? usual)

  let best: Lloyd | undefined
  for (let start = 0; start < restarts; start++) {
    const run = new Lloyd(dataset, { ...checked, seed: seedOfStart(checked.seed, start) })
    while (run.advance());
    // Equal partitions differ by rounding only; the first of them is kept, so that the scale of the data decides nothing.
    if (!best || run.inertia < best.inertia * (1 - 1e-10)) best = run
  }
  return best!.result()
}

/**
 * The assignments of one run of K-means from one start, made one at a time as they are asked for.
 * @throws MixturaError on bad points or options, before any work
 *
 * @example
 * const steps = [...kMeansSteps([[0], [2], [9], [11]], { components: 2, init: [[0], [2]] })]
 * steps.map(({ inertia }) => Math.round(inertia)) // → [ 130, 20, 4 ]
 */
export function kMeansSteps(points: Points, options: KMeansStepOptions): Generator<KMeansStep, void, void> {
  const checked = checkOptions<Checked>(options, stepChecks)
  const dataset = Dataset.from(points, { sampleWeights: checked.sampleWeights })
  checkDistinct(dataset, checked.components)
  return steps(new Lloyd(dataset, checked))
}

function* steps(run: Lloyd): Generator<KMeansStep, void, void> {
  for (;;) {
    yield run.step()
    if (!run.advance()) return
  }
}

/** N: the nearest of K centres (K × D, row-major) for every row. */
export function nearestLabels(dataset: Dataset, centers: Float64Array): Int32Array {
  const labels = new Int32Array(dataset.sampleCount)
  assignNearest(dataset, centers, labels, new Float64Array(dataset.sampleCount))
  return labels
}

/** One run of Lloyd's algorithm: its state after an assignment, and the way to the next. */
class Lloyd {
  inertia = 0
  readonly #dataset: Dataset
  readonly #options: Checked
  readonly #centers: Float64Array
  readonly #labels: Int32Array
  readonly #distances: Float64Array
  readonly #inertias: number[] = []
  #changed = 0
  #converged = false
  readonly #repairs: KMeansRepair[] = []

  constructor(dataset: Dataset, options: Checked) {
    this.#dataset = dataset
    this.#options = options
    this.#labels = new Int32Array(dataset.sampleCount).fill(-1)
    this.#distances = new Float64Array(dataset.sampleCount)
    const { components: k, init, seed } = options
    this.#centers = init
      ? checkMeans(init, k, dataset.dimension).values
      : greedyPlusPlus(dataset, k, createRandom(seed))
    this.#assign()
  }

  /** Moves every centre to its points' mean and assigns again; false when there was nothing more to gain. */
  advance(): boolean {
    if (this.#converged || this.#inertias.length > this.#options.maxIterations) return false
    const before = this.inertia
    moveToMeans(this.#dataset, this.#labels, this.#centers, (cluster) => this.#repair(cluster))
    this.#assign()
    this.#converged = this.#changed === 0 || before - this.inertia < this.#options.tolerance * before
    return true
  }

  step(): KMeansStep {
    return {
      iteration: this.#iteration,
      centers: this.#centerMatrix(),
      labels: this.#labels.slice(),
      inertia: this.inertia,
      changed: this.#changed,
      repairs: this.#repairs.filter(({ iteration }) => iteration === this.#iteration),
    }
  }

  result(): KMeansResult {
    return {
      centers: this.#centerMatrix(),
      labels: this.#labels,
      inertia: this.inertia,
      inertias: Float64Array.from(this.#inertias),
      iterations: this.#iteration,
      converged: this.#converged,
      repairs: this.#repairs,
      seed: this.#options.seed,
    }
  }

  get #iteration(): number {
    return this.#inertias.length - 1
  }

  #assign(): void {
    this.#changed = assignNearest(this.#dataset, this.#centers, this.#labels, this.#distances)
    let inertia = 0
    for (let row = 0; row < this.#distances.length; row++) {
      inertia += this.#dataset.weightOf(row) * this.#distances[row]!
    }
    this.inertia = inertia
    this.#inertias.push(inertia)
  }

  /** Hands an empty cluster the point that its own centre serves worst. */
  #repair(cluster: number): number {
    const row = farthest(this.#distances, this.#dataset.sampleWeights)
    this.#distances[row] = 0
    this.#repairs.push({ iteration: this.#inertias.length, cluster, row })
    return row
  }

  #centerMatrix(): Matrix {
    return Matrix.from1DArray(this.#options.components, this.#dataset.dimension, Array.from(this.#centers))
  }
}

/**
 * Labels every row with its nearest centre and writes the squared distance.
 * @returns how many labels changed
 */
function assignNearest(dataset: Dataset, centers: Float64Array, labels: Int32Array, distances: Float64Array): number {
  const { values, dimension: d, sampleCount } = dataset
  const k = centers.length / d
  let changed = 0
  for (let row = 0; row < sampleCount; row++) {
    let best = 0
    let least = Infinity
    for (let c = 0; c < k; c++) {
      const distance = squaredDistance(values, row * d, centers, c * d, d)
      if (distance < least) {
        least = distance
        best = c
      }
    }
    distances[row] = least
    if (labels[row] !== best) changed++
    labels[row] = best
  }
  return changed
}

/** Moves each centre to the weighted mean of its rows, summed about the old centre; `rowFor` feeds an empty one. */
function moveToMeans(
  dataset: Dataset,
  labels: Int32Array,
  centers: Float64Array,
  rowFor: (cluster: number) => number,
): void {
  const { values, dimension: d, sampleCount } = dataset
  const k = centers.length / d
  const sums = new Float64Array(k * d)
  const counts = new Float64Array(k)
  for (let row = 0; row < sampleCount; row++) {
    const weight = dataset.weightOf(row)
    const base = labels[row]! * d
    counts[labels[row]!]! += weight
    for (let j = 0; j < d; j++) sums[base + j]! += weight * (values[row * d + j]! - centers[base + j]!)
  }
  for (let c = 0; c < k; c++) {
    if (counts[c] === 0) {
      const row = rowFor(c)
      for (let j = 0; j < d; j++) centers[c * d + j] = values[row * d + j]!
    } else {
      for (let j = 0; j < d; j++) centers[c * d + j]! += sums[c * d + j]! / counts[c]!
    }
  }
}

/**
 * K rows as centres: each next one drawn with probability proportional to w · distance², the best of a few
 * draws kept (the greedy variant, as scikit-learn's).
 * @returns K × D
 */
export function greedyPlusPlus(dataset: Dataset, k: number, random: RandomSource): Float64Array {
  const { values, dimension: d, sampleCount: n } = dataset
  const draws = 2 + Math.floor(Math.log(k))
  const centers = new Float64Array(k * d)
  const place = (c: number, row: number): void => centers.set(values.subarray(row * d, (row + 1) * d), c * d)

  const chances = Float64Array.from({ length: n }, (_, row) => dataset.weightOf(row))
  place(0, drawRow(chances, random))
  let nearest = distancesTo(values, centers, 0, d, undefined)
  for (let c = 1; c < k; c++) {
    for (let row = 0; row < n; row++) chances[row] = dataset.weightOf(row) * nearest[row]!
    let best: { row: number; potential: number; nearest: Float64Array } | undefined
    for (let draw = 0; draw < draws; draw++) {
      const row = drawRow(chances, random)
      const candidate = distancesTo(values, values, row * d, d, nearest)
      const potential = candidate.reduce((sum, distance, i) => sum + dataset.weightOf(i) * distance, 0)
      if (!best || potential < best.potential) best = { row, potential, nearest: candidate }
    }
    place(c, best!.row)
    nearest = best!.nearest
  }
  return centers
}

/** Squared distance of every row to one point, or to what was nearer before. */
function distancesTo(
  values: Float64Array,
  of: Float64Array,
  offset: number,
  d: number,
  before: Float64Array | undefined,
): Float64Array {
  const distances = new Float64Array(values.length / d)
  for (let row = 0; row < distances.length; row++) {
    const distance = squaredDistance(values, row * d, of, offset, d)
    distances[row] = before && before[row]! < distance ? before[row]! : distance
  }
  return distances
}

/** An index drawn with probability proportional to its chance; one of chance 0 is never drawn. */
function drawRow(chances: Float64Array, random: RandomSource): number {
  let left = random() * chances.reduce((sum, chance) => sum + chance, 0)
  let last = 0
  for (let row = 0; row < chances.length; row++) {
    if (chances[row] === 0) continue
    last = row
    left -= chances[row]!
    if (left < 0) return row
  }
  return last
}

function farthest(distances: Float64Array, weights: Float64Array | undefined): number {
  let row = 0
  let most = -1
  for (let i = 0; i < distances.length; i++) {
    if (weights?.[i] !== 0 && distances[i]! > most) {
      most = distances[i]!
      row = i
    }
  }
  return row
}

function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, d: number): number {
  let sum = 0
  for (let m = 0; m < d; m++) {
    const difference = a[i + m]! - b[j + m]!
    sum += difference * difference
  }
  return sum
}
