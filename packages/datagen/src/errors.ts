/** What can be wrong, as stable strings that programs may compare. */
export type DatagenErrorCode =
  | 'bad-count'
  | 'bad-seed'
  | 'bad-option'
  | 'bad-weights'
  | 'bad-means'
  | 'bad-covariances'
  | 'bad-points'
  | 'unknown-option'
  | 'unknown-preset'

/** The one error this package throws on purpose: which value is wrong, why, and what to do about it. */
export class DatagenError extends Error {
  readonly code: DatagenErrorCode
  readonly value: unknown
  readonly remedy: string

  constructor(code: DatagenErrorCode, problem: { cause: string; value: unknown; remedy: string }) {
    super(`${problem.cause} ${problem.remedy}`)
    this.name = 'DatagenError'
    this.code = code
    this.value = problem.value
    this.remedy = problem.remedy
  }
}
