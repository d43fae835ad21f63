/** The little this package asks of whoever runs it, declared here because it is compiled without DOM and Node types. */

/** The part of an `AbortSignal` that is read. */
export interface Abortable {
  /** Becomes true when the work is to stop. */
  readonly aborted: boolean
}

/** Now, or later. */
export type MaybePromise<T> = T | Promise<T>

/** The part of a `WebAssembly.Memory` that is used by those who share one. */
export interface SharedMemory {
  /** Where its bytes are, as far as this thread has been told of them. */
  readonly buffer: { readonly byteLength: number }
  /** Makes it so many pages of 64 KiB larger. @returns how many it had */
  grow(pages: number): number
}

/** The part of WebAssembly that is used. */
interface WebAssemblyHost {
  validate(bytes: Uint8Array): boolean
  readonly Module: new (bytes: Uint8Array) => object
  readonly Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => SharedMemory
  readonly RuntimeError: new () => Error
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

/** Undefined where the host has none. */
export const webAssembly: WebAssemblyHost | undefined = (globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly
