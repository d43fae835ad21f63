import { Matrix } from 'ml-matrix'
import { bindClustering, engineChecks, type EngineOptions } from './bind.ts'
import { jsonArray } from './as-json.ts'
import { checkDistinct } from './check-fittable.ts'
import type { Assignment, Clustering } from './clustering.ts'
import { Dataset, type Points } from './dataset.ts'
import { atOnce, type InParts } from './in-parts.ts'
import { squaredDistance } from './js-clustering.ts'
import { checkMeans, type MatrixInput } from './mixture-input.ts'
import { checkOptions, componentCount, nonNegative, seed, wholeNumber } from './options.ts'
import { greedyPlusPlus } from './plus-plus.ts'
import { createRandom, seedOfStart } from './random.ts'

/** How to run K-means from one start. */
export interface KMeansStepOptions extends EngineOptions {
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

/** How to run K-means from several starts. */
export interface KMeansOptions extends KMeansStepOptions {
  /** Starts to try, of which the lowest inertia is kept. Default 10, and 50 when N ≤ 2 000; 1 where `init` is given. */
  restarts?: number
}

/** A cluster that had lost all its points was given the one farthest from its own centre. */
export interface KMeansRepair {
  /** The assignment that the centre was moved before. */
  readonly iteration: number
  /** 0 … K − 1. */
  readonly cluster: number
  /** The row it was given. */
  readonly row: number
}

/** One assignment, and the centres it was made by. */
export interface KMeansStep {
  /** 0 for the first assignment, by the centres begun with. */
  readonly iteration: number
  /** K × D. */
  readonly centers: Matrix
  /** N: nearest centre of each point, the first on a tie. */
  readonly labels: Int32Array
  /** Σ w ‖x − its centre‖², in squared data units. */
  readonly inertia: number
  /** Points whose label changed in this assignment; N in the first. */
  readonly changed: number
  /** Clusters that had to be given a point before this assignment; empty as a rule. */
  readonly repairs: readonly KMeansRepair[]
}

/** The best of the starts. */
export interface KMeansResult {
  /** K × D: the means of the clusters. */
  readonly centers: Matrix
  /** N: the cluster of each point. */
  readonly labels: Int32Array
  /** Σ w ‖x − its centre‖², in squared data units. */
  readonly inertia: number
  /** The inertia of each assignment of the run that was kept. */
  readonly inertias: Float64Array
  /** Times that the centres of the run that was kept were moved. */
  readonly iterations: number
  /** Whether no label changed any more, or the inertia fell by less than the tolerance. */
  readonly converged: boolean
  /** Clusters that had lost all their points on the way; empty as a rule. */
  readonly repairs: readonly KMeansRepair[]
  /** The seed of the start that was kept. */
  readonly seed: number
}

const DEFAULT_RESTARTS = { few: 10, many: 50, manyUpTo: 2000 }

/** Lloyd's iterations unless told otherwise. */
export const lloydDefaults = { maxIterations: 300, tolerance: 0, init: undefined }

const stepChecks = {
  ...engineChecks,
  components: componentCount,
  seed,
  maxIterations: wholeNumber('maxIterations', lloydDefaults.maxIterations, 1),
  tolerance: nonNegative('tolerance', lloydDefaults.tolerance),
  sampleWeights: (value: unknown) => value as ArrayLike<number> | undefined,
  init: (value: unknown) => value as MatrixInput | undefined,
}

interface LloydOptions {
  components: number
  seed: number
  maxIterations: number
  tolerance: number
  init: MatrixInput | undefined
}

type CheckedSteps = LloydOptions & Required<EngineOptions> & { sampleWeights: ArrayLike<number> | undefined }
type CheckedRuns = LloydOptions & { restarts: number | undefined }

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
  const checked = checkOptions<CheckedSteps & CheckedRuns>(options, {
    ...stepChecks,
    restarts: (value) => (value === undefined ? undefined : wholeNumber('restarts', undefined, 1)(value)),
  })
  const given = Dataset.from(points, { sampleWeights: checked.sampleWeights })
  const dataset = given.normalised()
  checkDistinct(dataset, checked.components)
  const clustering = bindClustering(dataset, checked)
  const best = atOnce(bestOfStarts(dataset, clustering, checked))
  const unit = given.weightTotal / dataset.weightTotal
  return {
    ...best,
    inertia: unit * best.inertia,
    inertias: jsonArray(best.inertias.map((inertia) => unit * inertia)),
    labels: jsonArray(clustering.labels().slice()),
  }
}

/** K-means of a checked data set, on rows that may be bound already: they are left with the labels of the best run. */
export function* bestOfStarts(
  dataset: Dataset,
  clustering: Clustering,
  options: CheckedRuns,
): InParts<Omit<KMeansResult, 'labels'>> {
  const restarts = options.init ? 1 : (options.restarts ?? usualRestarts(dataset.sampleCount))
  let best: Lloyd | undefined
  let last: Lloyd | undefined
  for (let start = 0; start < restarts; start++) {
    yield { run: start, runs: restarts }
    last = yield* beginLloyd(dataset, clustering, { ...options, seed: seedOfStart(options.seed, start) })
    while (last.advance()) yield
    if (!best || isLower(last.inertia, best.inertia)) best = last
  }
  if (best !== last) best!.assignAgain()
  return best!.result()
}

export function usualRestarts(sampleCount: number): number {
  const { few, many, manyUpTo } = DEFAULT_RESTARTS
  return sampleCount <= manyUpTo ? many : few
}

/** Equal partitions differ by rounding only; the first of them is kept, so that the scale of the data decides nothing. */
function isLower(inertia: number, before: number): boolean {
  return inertia < before * (1 - 1e-10)
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
  const checked = checkOptions<CheckedSteps>(options, stepChecks)
  const given = Dataset.from(points, { sampleWeights: checked.sampleWeights })
  const dataset = given.normalised()
  checkDistinct(dataset, checked.components)
  const run = atOnce(beginLloyd(dataset, bindClustering(dataset, checked), checked))
  return steps(run, given.weightTotal / dataset.weightTotal)
}

/** @param unit of the weights as they were given */
function* steps(run: Lloyd, unit: number): Generator<KMeansStep, void, void> {
  for (;;) {
    const step = run.step()
    yield { ...step, inertia: unit * step.inertia }
    if (!run.advance()) return
  }
}

/** A run from the centres that are given, or from k-means++, after its first assignment. */
function* beginLloyd(dataset: Dataset, clustering: Clustering, options: LloydOptions): InParts<Lloyd> {
  const { components: k, init, seed } = options
  const centers = init
    ? checkMeans(init, k, dataset.dimension).values
    : yield* greedyPlusPlus(dataset, clustering, k, createRandom(seed))
  const run = new Lloyd(dataset, clustering, options, centers)
  yield
  return run
}

/** One run of Lloyd's algorithm: its state after an assignment, and the way to the next. */
class Lloyd {
  readonly #dataset: Dataset
  readonly #clustering: Clustering
  readonly #options: LloydOptions
  readonly #inertias: number[] = []
  readonly #repairs: KMeansRepair[] = []
  #centers: Float64Array
  #assignment: Assignment
  #converged = false

  constructor(dataset: Dataset, clustering: Clustering, options: LloydOptions, centers: Float64Array) {
    this.#dataset = dataset
    this.#clustering = clustering
    this.#options = options
    this.#centers = centers
    clustering.begin(options.components)
    this.#assignment = this.#assign()
  }

  get inertia(): number {
    return this.#assignment.inertia
  }

  /** Moves every centre to its points' mean and assigns again; false when there was nothing more to gain. */
  advance(): boolean {
    if (this.#converged || this.#inertias.length > this.#options.maxIterations) return false
    const before = this.inertia
    this.#centers = this.#repaired(this.#assignment)
    this.#assignment = this.#assign()
    this.#converged = this.#assignment.changed === 0 || before - this.inertia < this.#options.tolerance * before
    return true
  }

  step(): KMeansStep {
    return {
      iteration: this.#iteration,
      centers: this.#centerMatrix(),
      labels: jsonArray(this.#clustering.labels().slice()),
      inertia: this.inertia,
      changed: this.#assignment.changed,
      repairs: this.#repairs.filter(({ iteration }) => iteration === this.#iteration),
    }
  }

  /** Brings back this run's labels, after others. */
  assignAgain(): void {
    this.#clustering.begin(this.#options.components)
    this.#clustering.assign(this.#centers)
  }

  result(): Omit<KMeansResult, 'labels'> {
    return {
      centers: this.#centerMatrix(),
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

  #assign(): Assignment {
    const assignment = this.#clustering.assign(this.#centers)
    this.#inertias.push(assignment.inertia)
    return assignment
  }

  /** The means, where a cluster without points is handed the point that its own centre serves worst. */
  #repaired({ weights, means }: Assignment): Float64Array {
    const empty = Array.from(weights.keys()).filter((cluster) => weights[cluster] === 0)
    if (empty.length === 0) return means
    const { values, dimension: d } = this.#dataset
    const rows = worstServed(this.#dataset, this.#clustering.labels(), this.#centers, empty.length)
    empty.forEach((cluster, i) => {
      means.set(values.subarray(rows[i]! * d, (rows[i]! + 1) * d), cluster * d)
      this.#repairs.push({ iteration: this.#inertias.length, cluster, row: rows[i]! })
    })
    return means
  }

  #centerMatrix(): Matrix {
    return Matrix.from1DArray(this.#options.components, this.#dataset.dimension, Array.from(this.#centers))
  }
}

/** The `count` rows of some weight that are farthest from their own centres, the farthest first and no two alike. */
function worstServed(dataset: Dataset, labels: Int32Array, centers: Float64Array, count: number): number[] {
  const { values, dimension: d } = dataset
  const distances = new Float64Array(labels.length)
  for (let row = 0; row < labels.length; row++) {
    const isWeightless = dataset.weightOf(row) === 0
    distances[row] = isWeightless ? -1 : squaredDistance(values, row * d, centers, labels[row]! * d, d)
  }
  return Array.from({ length: count }, () => {
    const farthest = distances.reduce((most, distance, row) => (distance > distances[most]! ? row : most), 0)
    // Two centres in the same place would leave one of them without rows again.
    for (let row = 0; row < labels.length; row++) {
      if (squaredDistance(values, row * d, values, farthest * d, d) === 0) distances[row] = -1
    }
    return farthest
  })
}
