import { MixturaError, type ErrorCode } from '@mixtura/core'
import { printable } from '@mixtura/io'

/** What to do at the command line, where the library would name its own options. */
const remedies: Partial<Record<ErrorCode, string>> = {
  'constant-column':
    'Leave the column out with --columns, take --covariance spherical, or set --regularization above 0.',
  'too-few-distinct-points': 'Take fewer components, or set --regularization above 0.',
  'component-collapsed':
    'Take fewer components, another start (--init, --seed), a simpler --covariance, or set --regularization above 0.',
  'out-of-memory': 'Take fewer rows, columns or components, or --covariance diag or spherical.',
  'density-underflow': 'Take another start (--init, --seed).',
}

/** What the library refuses, with columns by their names, components from 1, and flags in place of options. */
export function inOurWords(error: MixturaError, columns: readonly string[]): MixturaError {
  const { code, message, value, remedy } = error
  const cause = message
    .slice(0, -remedy.length)
    .trim()
    .replaceAll(/(?<=[Cc]olumn )\d+/g, (index) => {
      const name = columns[Number(index)]
      return name === undefined ? index : `“${printable(name)}”`
    })
    .replaceAll(/(?<=[Cc]omponent )\d+/g, (component) => String(Number(component) + 1))
  return new MixturaError(code, { cause, value, remedy: remedies[code] ?? remedy })
}

/** Does something with data whose columns have these names. @throws what it throws, in the command's words */
export async function withColumns<T>(columns: readonly string[], act: () => T | Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw error instanceof MixturaError ? inOurWords(error, columns) : error
  }
}
