import { Matrix } from 'ml-matrix'
import { MixturaError } from './errors.ts'
import { checkOptions, finiteNumbers, isList, show } from './checks.ts'

/** N samples of D numbers: rows, an ml-matrix `Matrix` (N × D), N plain numbers (D = 1), or a Dataset made before. */
export type Points = Dataset | Matrix | readonly ArrayLike<number>[] | readonly number[]

/** Numbers in one typed array, row by row; pixels are such. */
export type NumberArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array

/** What a `Dataset` is told beside its numbers. */
export interface DatasetOptions {
  /** D: needed where the points come as one typed array; where they are rows it has to be theirs; of plain numbers it makes rows. */
  dimension?: number | undefined
  /** One weight a sample, ≥ 0: how much it counts (see `FitOptions.sampleWeights`). Default: all 1. */
  sampleWeights?: ArrayLike<number> | undefined
}

/**
 * N checked samples of dimension D in one row-major array, each with an optional weight.
 * Every value is finite; a Float64Array handed in is used as it is, not copied, and looked at again by whoever is given the data set.
 *
 * @example
 * const data = Dataset.from(Float32Array.of(1, 2, 3, 4, 5, 6), { dimension: 2, sampleWeights: [1, 1, 2] })
 * [data.sampleCount, data.dimension, data.weightTotal] // → [ 3, 2, 4 ]
 */
export class Dataset {
  /** N × D, row-major. */
  readonly values: Float64Array
  /** N. */
  readonly sampleCount: number
  /** D. */
  readonly dimension: number
  /** N weights, or undefined where every sample counts once. */
  readonly sampleWeights: Float64Array | undefined
  /** Sum of the sample weights; N where there are none. */
  readonly weightTotal: number

  private constructor(values: Float64Array, dimension: number, sampleWeights: Float64Array | undefined) {
    this.values = values
    this.dimension = dimension
    this.sampleCount = values.length / dimension
    this.sampleWeights = sampleWeights
    this.weightTotal = sampleWeights ? sampleWeights.reduce((sum, weight) => sum + weight, 0) : this.sampleCount
  }

  /**
   * Checks and holds the points.
   * @throws MixturaError `no-rows`, `ragged-rows`, `not-a-number`, `scale-out-of-range`, `bad-points`, `bad-dimension`, `bad-sample-weights`
   */
  static from(points: Points | NumberArray, options: DatasetOptions = {}): Dataset {
    const { dimension, sampleWeights } = checkOptions<Required<DatasetOptions>>(options, {
      dimension: checkDimension,
      sampleWeights: (value) => value as ArrayLike<number>,
    })
    const { values, dimension: d } = points instanceof Dataset ? points : flatten(points, dimension)
    if (dimension !== undefined && dimension !== d) {
      throw new MixturaError('bad-dimension', {
        cause: `The points have ${d} columns, but the option dimension is ${dimension}.`,
        value: dimension,
        remedy: 'Leave the option out, or give points of as many columns.',
      })
    }
    // Numbers that lie in the caller's array may have changed since they were last looked at.
    checkValues(values, d)
    if (sampleWeights === undefined && points instanceof Dataset) return points
    return new Dataset(
      values,
      d,
      sampleWeights === undefined ? undefined : checkSampleWeights(sampleWeights, values.length / d),
    )
  }

  /**
   * The same samples with weights of one size, whatever unit they were given in: divided by the power of two that brings
   * their mean (over samples of some weight) into [1, 2). That loses no bit and changes no mean, share or covariance, and
   * sums of them neither vanish nor overflow.
   */
  normalised(): Dataset {
    const { values, dimension, sampleWeights } = this
    if (sampleWeights === undefined) return this
    const unit = powerOfTwoBelow(this.weightTotal / this.weightedCount)
    return unit === 1
      ? this
      : new Dataset(
          values,
          dimension,
          sampleWeights.map((weight) => weight / unit),
        )
  }

  /** Samples of some weight: N where there are no weights. */
  get weightedCount(): number {
    return this.sampleWeights?.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0) ?? this.sampleCount
  }

  /** Kish's count (Σ w)² / Σ w²: how many samples of equal weight would say as much (Kish 1965). N where there are no weights. */
  get effectiveCount(): number {
    const { sampleWeights, weightTotal } = this.normalised()
    return sampleWeights ? weightTotal ** 2 / sumOfSquares(sampleWeights) : this.sampleCount
  }

  /** w of one row: 1 where the samples have no weights. */
  weightOf(row: number): number {
    return this.sampleWeights === undefined ? 1 : this.sampleWeights[row]!
  }
}

/** The largest power of two that is no larger. */
function powerOfTwoBelow(value: number): number {
  let power = 2 ** Math.floor(Math.log2(value))
  if (power > value) power /= 2
  return 2 * power <= value ? 2 * power : power
}

function sumOfSquares(numbers: Float64Array): number {
  return numbers.reduce((sum, value) => sum + value * value, 0)
}

/** Beyond this, products of covariances overflow somewhere on the way; no measurement in sensible units comes near. */
const LARGEST_VALUE = 1e75

function flatten(
  points: Exclude<Points, Dataset> | NumberArray,
  dimension: number | undefined,
): { values: Float64Array; dimension: number } {
  if (Matrix.isMatrix(points)) return flattenMatrix(points as Matrix)
  if (!isList(points)) {
    throw new MixturaError('bad-points', {
      cause: `The points are ${show(points)}, not rows of numbers.`,
      value: points,
      remedy: 'Give an array of rows, an ml-matrix Matrix, or Dataset.from(typedArray, { dimension }).',
    })
  }
  const isPlain = Array.isArray(points)
  if (isPlain && typeof points[0] !== 'number') return flattenRows(points as ArrayLike<number>[])
  if (points.length === 0) throw noRows()
  const d = isPlain ? (dimension ?? 1) : dimension
  if (d === undefined || points.length % d !== 0) {
    throw new MixturaError('bad-dimension', {
      cause:
        d === undefined
          ? `How many columns ${points.length} numbers in one typed array have is not said.`
          : `${points.length} numbers do not divide into rows of ${d}.`,
      value: d,
      remedy: 'Give Dataset.from(values, { dimension: D }) with D a whole number that divides their count.',
    })
  }
  if (points instanceof Float64Array) return { values: points, dimension: d }
  const values = new Float64Array(points.length)
  for (let i = 0; i < points.length; i++) {
    const value = points[i]
    if (typeof value !== 'number') throw notANumber(Math.floor(i / d), i % d, value)
    values[i] = value
  }
  return { values, dimension: d }
}

function flattenMatrix(matrix: Matrix): { values: Float64Array; dimension: number } {
  const { rows, columns: dimension } = matrix
  if (rows === 0 || dimension === 0) return flattenRows(matrix.to2DArray())
  const values = new Float64Array(rows * dimension)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < dimension; j++) {
      const value: unknown = matrix.get(i, j)
      if (typeof value !== 'number') throw notANumber(i, j, value)
      values[i * dimension + j] = value
    }
  }
  return { values, dimension }
}

function flattenRows(rows: readonly ArrayLike<number>[]): { values: Float64Array; dimension: number } {
  if (rows.length === 0) throw noRows()
  const first = rows[0]
  const dimension = isList(first) ? first.length : 0
  if (dimension === 0) {
    throw new MixturaError('bad-dimension', {
      cause: `Row 0 is ${show(first)}, which holds no numbers.`,
      value: first,
      remedy: 'Give every row as an array of at least one number.',
    })
  }
  const values = new Float64Array(rows.length * dimension)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    if (!isList(row) || row.length !== dimension) {
      throw new MixturaError('ragged-rows', {
        cause: `Row ${i} ${isList(row) ? `has ${row.length} values` : `is ${show(row)}`}, but row 0 has ${dimension} values.`,
        value: row,
        remedy: 'Give every row the same number of columns.',
      })
    }
    for (let j = 0; j < dimension; j++) {
      const value = row[j]
      if (typeof value !== 'number') throw notANumber(i, j, value)
      values[i * dimension + j] = value
    }
  }
  return { values, dimension }
}

function checkValues(values: Float64Array, dimension: number): void {
  for (let index = 0; index < values.length; index++) {
    const size = Math.abs(values[index]!)
    if (size <= LARGEST_VALUE) continue
    const row = Math.floor(index / dimension)
    const column = index % dimension
    if (!Number.isFinite(size)) throw notANumber(row, column, values[index])
    throw new MixturaError('scale-out-of-range', {
      cause: `Row ${row}, column ${column} is ${values[index]}, beyond ±${LARGEST_VALUE}.`,
      value: values[index],
      remedy: 'Express the data in other units.',
    })
  }
}

function checkDimension(value: unknown): number | undefined {
  if (value === undefined || (Number.isInteger(value) && (value as number) >= 1)) return value as number | undefined
  throw new MixturaError('bad-dimension', {
    cause: `The option dimension is ${show(value)}.`,
    value,
    remedy: 'Give a whole number of at least 1.',
  })
}

function checkSampleWeights(weights: unknown, sampleCount: number): Float64Array {
  const code = 'bad-sample-weights'
  const remedy = 'Weights are finite and at least 0, one a sample.'
  const checked = finiteNumbers(weights, { code, name: 'The list of sample weights', remedy })
  if (checked.length !== sampleCount) {
    throw new MixturaError(code, {
      cause: `There are ${checked.length} sample weights for ${sampleCount} samples.`,
      value: checked.length,
      remedy: 'Give one weight a sample.',
    })
  }
  const bad = checked.findIndex((weight) => !(weight >= 0 && weight <= LARGEST_VALUE))
  if (bad >= 0) {
    throw new MixturaError(code, { cause: `Sample weight ${bad} is ${checked[bad]}.`, value: checked[bad], remedy })
  }
  if (!checked.some((weight) => weight > 0)) {
    throw new MixturaError('bad-sample-weights', {
      cause: 'Every sample weight is 0.',
      value: 0,
      remedy: 'Give at least one sample a positive weight.',
    })
  }
  return checked
}

function noRows(): MixturaError {
  return new MixturaError('no-rows', { cause: 'There are no points.', value: 0, remedy: 'Give at least one row.' })
}

function notANumber(row: number, column: number, value: unknown): MixturaError {
  return new MixturaError('not-a-number', {
    cause: `Row ${row}, column ${column} is ${show(value)}, not a finite number.`,
    value,
    remedy: 'Remove the row or fill in the value.',
  })
}
