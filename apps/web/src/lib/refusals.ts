import { MixturaError, type MaybePromise } from '@mixtura/core'

const names = new WeakMap<MixturaError, readonly string[]>()

/** What the columns are called that a refusal of the library counts from 0. */
export function columnsOf(error: object): readonly string[] | undefined {
  return error instanceof MixturaError ? names.get(error) : undefined
}

/** Does something with data, so that what is refused can be said in the columns' own names. */
export function withColumns<T>(columns: readonly string[], act: () => MaybePromise<T>): MaybePromise<T> {
  const name = (error: unknown): never => {
    if (error instanceof MixturaError) names.set(error, columns)
    throw error
  }
  try {
    const made = act()
    return made instanceof Promise ? made.catch(name) : made
  } catch (error) {
    return name(error)
  }
}
