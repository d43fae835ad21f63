import { IoError } from './errors.ts'
import { printable } from './show.ts'

/**
 * @param keepDigits whether numbers that JavaScript cannot write as they are stay text
 * @throws IoError `bad-json`
 */
export function parseJson(text: string, source: string | undefined, keepDigits = false): unknown {
  try {
    return JSON.parse(text, keepDigits ? digitsOf : undefined)
  } catch (error) {
    // The engine knows where it stopped, but words it in its own way.
    throw new IoError('bad-json', {
      cause: `This is not JSON: ${printable((error as Error).message)}.`,
      remedy: 'Correct it, or give another file.',
      place: { source },
    })
  }
}

/** Undefined where the text is not JSON. */
export function tryJson(text: string, keepDigits = false): unknown {
  try {
    return JSON.parse(text, keepDigits ? digitsOf : undefined)
  } catch {
    return undefined
  }
}

/** Numbers that would be written with other digits, as 9007199254740993 and 1.50, stay the text they are. */
function digitsOf(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  // Hosts before V8 11.4 do not tell the source.
  const source = context?.source
  return typeof value === 'number' && source !== undefined && String(value) !== source ? source : value
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
