import { MixturaError } from '@mixtura/core'

/** The part of an `AbortSignal` that is used. */
export interface AbortSignalLike {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void, options?: { once: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** @throws MixturaError `bad-option` where it is not all that is used of one */
export function checkSignal(signal: AbortSignalLike): AbortSignalLike {
  const given = Object(signal) as Partial<AbortSignalLike>
  const methods = [given.throwIfAborted, given.addEventListener, given.removeEventListener]
  if (typeof given.aborted === 'boolean' && methods.every((method) => typeof method === 'function')) return signal
  throw new MixturaError('bad-option', {
    cause: 'The option signal is no AbortSignal.',
    value: signal,
    remedy: 'Give the signal of an AbortController.',
  })
}
