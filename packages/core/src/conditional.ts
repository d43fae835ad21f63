import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import type { Dataset } from './dataset.ts'
import { MixturaError } from './errors.ts'
import { parametersFrom } from './mixture-input.ts'
import { show } from './options.ts'
import { asTriangular, type MixtureParameters } from './parameters.ts'
import { sharesOf } from './predict.ts'
import { structureOf } from './structures/structures.ts'

/** The mixture of some of the columns: their means, and their rows and columns of each covariance. */
export function marginalOf(parameters: MixtureParameters, axes: readonly number[]): MixtureParameters {
  checkAxes(axes, parameters.dimension)
  const { componentCount: k, dimension: d, weights, means } = parameters
  const { covariances } = asTriangular(parameters)
  return parametersFrom(
    structureOf(parameters.covariance).form === 'diagonal' ? parameters.covariance : 'full',
    weights,
    Float64Array.from(range(k).flatMap((c) => axes.map((i) => means[c * d + i]!))),
    Float64Array.from(range(k).flatMap((c) => axes.flatMap((i) => axes.map((j) => covariances[(c * d + i) * d + j]!)))),
  )
}

/**
 * How the columns `outputs` depend on the columns `inputs`, component by component:
 * E[y | x, k] = μ_y + B (x − μ_x) with B = Σ_yx Σ_xx⁻¹, Cov[y | x, k] = Σ_yy − B Σ_xy.
 */
export class Conditional {
  readonly #inputs: MixtureParameters
  readonly #outputCount: number
  readonly #components: readonly { inputMean: Matrix; outputMean: Matrix; gain: Matrix; covariance: Matrix }[]

  constructor(parameters: MixtureParameters, inputs: readonly number[], outputs: readonly number[]) {
    checkAxes(inputs, parameters.dimension)
    checkAxes(outputs, parameters.dimension)
    checkAxes([...inputs, ...outputs], parameters.dimension)
    const { componentCount: k, dimension: d } = parameters
    const { covariances, means } = asTriangular(parameters)
    const block = (c: number, rows: readonly number[], columns: readonly number[]): Matrix =>
      new Matrix(rows.map((i) => columns.map((j) => covariances[(c * d + i) * d + j]!)))
    const meanOf = (c: number, axes: readonly number[]): Matrix =>
      Matrix.columnVector(axes.map((i) => means[c * d + i]!))
    this.#inputs = marginalOf(parameters, inputs)
    this.#outputCount = outputs.length
    this.#components = range(k).map((c) => {
      const gain = new CholeskyDecomposition(block(c, inputs, inputs)).solve(block(c, inputs, outputs)).transpose()
      const covariance = block(c, outputs, outputs).sub(gain.mmul(block(c, inputs, outputs)))
      return {
        inputMean: meanOf(c, inputs),
        outputMean: meanOf(c, outputs),
        gain,
        covariance: covariance.add(covariance.transpose()).mul(0.5),
      }
    })
  }

  /** p(y | x): a mixture again. */
  at(x: ArrayLike<number>): MixtureParameters {
    const parts = this.#parts(x)
    return parametersFrom(
      'full',
      Float64Array.from(parts, ({ weight }) => weight),
      Float64Array.from(parts.flatMap(({ mean }) => mean.to1DArray())),
      Float64Array.from(parts.flatMap(({ covariance }) => covariance.to1DArray())),
    )
  }

  /** E[y | x] and Cov[y | x] of the whole mixture (law of total covariance). */
  moments(x: ArrayLike<number>): { mean: number[]; covariance: Matrix } {
    const parts = this.#parts(x)
    const mean = Matrix.zeros(this.#outputCount, 1)
    for (const part of parts) mean.add(part.mean.clone().mul(part.weight))
    const covariance = Matrix.zeros(this.#outputCount, this.#outputCount)
    for (const part of parts) {
      const offset = Matrix.sub(part.mean, mean)
      covariance.add(Matrix.add(part.covariance, offset.mmul(offset.transpose())).mul(part.weight))
    }
    return { mean: mean.to1DArray(), covariance }
  }

  #parts(x: ArrayLike<number>): { weight: number; mean: Matrix; covariance: Matrix }[] {
    const shares = sharesOf(this.#inputs, Float64Array.from(x))
    const column = Matrix.columnVector(Array.from(x))
    return this.#components.map(({ inputMean, outputMean, gain, covariance }, c) => ({
      weight: shares[c]!,
      mean: Matrix.add(outputMean, gain.mmul(Matrix.sub(column, inputMean))),
      covariance,
    }))
  }
}

/** What a regression foretells. */
export interface Regression {
  /** N × outputs: E[y | x]. */
  readonly means: Matrix
  /** N matrices of outputs × outputs: Cov[y | x]. */
  readonly covariances: readonly Matrix[]
}

/** @throws MixturaError `bad-dimension` where the points have other columns than the inputs */
export function regressionOf(conditional: Conditional, data: Dataset, inputCount: number): Regression {
  if (data.dimension !== inputCount) {
    throw new MixturaError('bad-dimension', {
      cause: `The points have ${data.dimension} columns, but the regression has ${inputCount} inputs.`,
      value: data.dimension,
      remedy: 'Give the input columns only, in the order they were named.',
    })
  }
  const rows = range(data.sampleCount).map((i) =>
    conditional.moments(data.values.subarray(i * inputCount, (i + 1) * inputCount)),
  )
  return { means: new Matrix(rows.map(({ mean }) => mean)), covariances: rows.map(({ covariance }) => covariance) }
}

/** The given axes with their values, and the axes that are left. @throws MixturaError `bad-axes`, `bad-points` */
export function splitAxes(
  given: Readonly<Record<number, number>>,
  d: number,
): { inputs: number[]; values: number[]; outputs: number[] } {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new MixturaError('bad-axes', {
      cause: `What is given is ${show(given)}.`,
      value: given,
      remedy: 'Give an object of values by column index, { 0: 3.5 }.',
    })
  }
  const inputs = Object.keys(given).map(Number)
  const values = Object.values(given)
  checkAxes(inputs, d)
  if (inputs.length === d) {
    throw new MixturaError('bad-axes', {
      cause: `All ${d} axes are given: none is left to have a density.`,
      value: given,
      remedy: 'Leave out at least one axis.',
    })
  }
  const bad = values.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) {
    throw new MixturaError('bad-points', {
      cause: `The value given for axis ${inputs[bad]} is ${show(values[bad])}.`,
      value: values[bad],
      remedy: 'Give a finite number.',
    })
  }
  return { inputs, values, outputs: range(d).filter((axis) => !inputs.includes(axis)) }
}

/** @throws MixturaError `bad-axes` */
function checkAxes(axes: readonly number[], d: number): void {
  if (!Array.isArray(axes)) {
    throw new MixturaError('bad-axes', {
      cause: `The axes are ${show(axes)}.`,
      value: axes,
      remedy: 'Give an array of column indices.',
    })
  }
  const isBad = (axis: number, at: number): boolean =>
    !Number.isInteger(axis) || axis < 0 || axis >= d || axes.indexOf(axis) !== at
  // Holes are looked at too.
  const bad = Array.from(axes).find(isBad)
  if (axes.length > 0 && !Array.from(axes).some(isBad)) return
  throw new MixturaError('bad-axes', {
    cause: axes.length === 0 ? 'No axis is named.' : `Axis ${show(bad)} is not one of 0 … ${d - 1}, or named twice.`,
    value: bad,
    remedy: 'Name axes by their column index, each once.',
  })
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i)
}
