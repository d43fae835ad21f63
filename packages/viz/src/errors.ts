/** What can be wrong, as stable strings that programs may compare. */
export type VizErrorCode =
  | 'bad-dimension'
  | 'not-a-number'
  | 'not-symmetric'
  | 'not-positive-definite'
  | 'out-of-range'
  | 'bad-colour'

/**
 * The one error this package throws on purpose: which value is wrong, why, and what to do about it.
 * `code` is stable; `message` is for people and holds cause and remedy.
 */
export class VizError extends Error {
  readonly code: VizErrorCode
  readonly value: unknown
  readonly remedy: string

  constructor(code: VizErrorCode, problem: { cause: string; value: unknown; remedy: string }) {
    super(`${problem.cause} ${problem.remedy}`)
    this.name = 'VizError'
    this.code = code
    this.value = problem.value
    this.remedy = problem.remedy
  }
}
