import { IoError } from './errors.ts'

/** The little this package asks of whoever runs it, declared here because it is compiled without DOM and Node types. */
interface Decoder {
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string
}

declare const TextDecoder: new () => Decoder

/** Text, or chunks of text or of its UTF-8 bytes: a file's stream, standard input, a fetched body. */
export type TextSource = string | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

/** The text of a source, chunk by chunk, whatever its chunks cut through. @throws IoError `bad-source` */
export async function* textOf(source: TextSource): AsyncGenerator<string, void, void> {
  if (typeof source === 'string') {
    yield source
    return
  }
  if (!isIterable(source)) throw badSource(source)
  const decoder = new TextDecoder()
  for await (const chunk of source) {
    if (typeof chunk === 'string') yield chunk
    else if (chunk instanceof Uint8Array) yield decoder.decode(chunk, { stream: true })
    else throw badSource(chunk)
  }
  yield decoder.decode()
}

function isIterable(source: unknown): boolean {
  return typeof source === 'object' && source !== null && (Symbol.asyncIterator in source || Symbol.iterator in source)
}

export function badSource(value: unknown): IoError {
  return new IoError('bad-source', {
    cause: `The input holds ${value === null ? 'null' : `a value of type ${typeof value}`}.`,
    value,
    remedy: 'Give a string, or an iterable of strings or Uint8Arrays.',
  })
}
