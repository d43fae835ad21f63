/**
 * The part of Papa Parse that this package uses. DefinitelyTyped's declarations bring Node's types along, which this
 * package must not see, and leave out the constructor of `Parser`.
 */
declare module 'papaparse' {
  export interface QuoteError {
    readonly type: 'Quotes' | 'Delimiter' | 'FieldMismatch'
    readonly code: 'MissingQuotes' | 'InvalidQuotes' | 'UndetectableDelimiter' | 'TooFewFields' | 'TooManyFields'
    /** Where the offending field starts in the text. */
    readonly index?: number
  }
  interface Step {
    /** One record. */
    readonly data: readonly [string[]]
    readonly errors: readonly QuoteError[]
    /** `cursor`: where the record ends in the text, its line end included. */
    readonly meta: { readonly cursor: number }
  }
  interface Config {
    delimiter: string
    newline: '\n'
    comments: string | false
    step(step: Step): void
  }
  const Papa: {
    Parser: new (config: Config) => { parse(text: string, baseIndex: number, ignoreLastRow: boolean): unknown }
    parse(
      text: string,
      config: {
        delimiter?: string
        delimitersToGuess?: string[]
        newline: '\n'
        comments?: string
        preview: number
        skipEmptyLines?: 'greedy'
      },
    ): {
      readonly data: readonly string[][]
      readonly errors: readonly QuoteError[]
      readonly meta: { readonly delimiter: string }
    }
    unparse(
      rows: readonly (readonly (string | number)[])[],
      config: { delimiter: string; newline: string; quotes: (cell: string | number) => boolean },
    ): string
  }
  export default Papa
}
