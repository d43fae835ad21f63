import { IoError } from './errors.ts'
import { printable } from './show.ts'

/** @throws IoError `bad-json` */
export function parseJson(text: string, source: string | undefined): unknown {
  try {
    return JSON.parse(text)
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
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
