/** The little this package asks of whoever runs it, declared here because it is compiled without DOM and Node types. */

/** The part of an `AbortSignal` that is read. */
export interface Abortable {
  readonly aborted: boolean
}

export type MaybePromise<T> = T | Promise<T>
