export type DatagenErrorCode = 'bad-count' | 'bad-seed' | 'bad-parameter' | 'unknown-option' | 'unknown-preset'

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
