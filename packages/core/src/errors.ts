/** What can be wrong, as stable strings that programs may compare. */
export type ErrorCode =
  | 'no-rows'
  | 'ragged-rows'
  | 'not-a-number'
  | 'scale-out-of-range'
  | 'bad-points'
  | 'bad-dimension'
  | 'bad-sample-weights'
  | 'bad-component-count'
  | 'too-few-distinct-points'
  | 'constant-column'
  | 'bad-weights'
  | 'bad-means'
  | 'not-symmetric'
  | 'not-positive-definite'
  | 'bad-covariances'
  | 'bad-axes'
  | 'bad-labels'
  | 'bad-responsibilities'
  | 'bad-option'
  | 'unknown-option'
  | 'unsupported'
  | 'out-of-memory'
  | 'component-collapsed'
  | 'density-underflow'
  | 'engine-failed'
  | 'bad-model-file'

/**
 * The one error this package throws on purpose: which value is wrong, why, and what to do about it.
 * `code` is stable; `message` is for people and holds cause and remedy.
 *
 * @example
 * let caught
 * try {
 *   GaussianMixture.fit([[1, 2], [3, NaN]], { components: 1 })
 * } catch (error) {
 *   caught = error
 * }
 * [caught instanceof MixturaError, caught.code] // → [ true, 'not-a-number' ]
 * caught.message // → Row 1, column 1 is NaN, not a finite number. Remove the row or fill in the value.
 */
export class MixturaError extends Error {
  /** What is wrong, for programs. */
  readonly code: ErrorCode
  /** The value that is wrong. */
  readonly value: unknown
  /** What to do about it, for people. */
  readonly remedy: string

  constructor(code: ErrorCode, problem: { cause: string; value?: unknown; remedy: string }) {
    super(`${problem.cause} ${problem.remedy}`)
    this.name = 'MixturaError'
    this.code = code
    this.value = problem.value
    this.remedy = problem.remedy
  }

  /** What JSON writes. A structured clone keeps the message alone, with cause and remedy. */
  toJSON(): Pick<MixturaError, 'name' | 'code' | 'message' | 'value' | 'remedy'> {
    const { name, code, message, value, remedy } = this
    return { name, code, message, value: isWritable(value) ? value : String(value), remedy }
  }
}

/** Whether JSON can write a value: no BigInt is in it, and it does not hold itself. */
function isWritable(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return true
  } catch {
    return false
  }
}
