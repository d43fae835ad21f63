import { IoError } from './errors.ts'

/** The little this package asks of whoever runs it, declared here because it is compiled without DOM and Node types. */
interface Decoder {
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string
}

declare const TextDecoder: new (label?: Encoding, options?: { fatal?: boolean; ignoreBOM?: boolean }) => Decoder

/** How bytes stand for characters; every byte is a character of Windows-1252, which holds Latin-1. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** The encodings by their names. */
export const encodings: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']

/** Text, or chunks of text or of its bytes: a file's stream, standard input, a fetched body. */
export type TextSource = string | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

/** The text of a source, chunk by chunk, whatever its chunks cut through. */
export class TextInput {
  readonly #source: TextSource
  readonly #given: Encoding | undefined
  readonly #name: string | undefined
  #encoding: Encoding | undefined
  #lines = 1

  constructor(source: TextSource, encoding: Encoding | undefined, name: string | undefined) {
    this.#source = source
    this.#given = encoding
    this.#name = name
  }

  /** The one given, else the one that the byte order mark tells, else UTF-8; undefined where no bytes came. */
  get encoding(): Encoding | undefined {
    return this.#encoding
  }

  /** @throws IoError `bad-source`, `bad-encoding`, `binary-input` */
  async *chunks(): AsyncGenerator<string, void, void> {
    const source = this.#source
    if (typeof source === 'string') {
      yield source
      return
    }
    if (!isIterable(source)) throw badSource(source)
    let decoder: Decoder | undefined
    let head = new Uint8Array(0)
    for await (const chunk of source) {
      if (typeof chunk === 'string') {
        yield chunk
        continue
      }
      if (!(chunk instanceof Uint8Array)) throw badSource(chunk)
      let bytes = chunk
      if (!decoder) {
        // The first bytes tell the encoding, and may come one by one.
        head = joined(head, chunk)
        if (head.length < 2) continue
        decoder = this.#start(head)
        bytes = head
      }
      yield this.#decode(decoder, bytes)
    }
    if (!decoder && head.length > 0) {
      decoder = this.#start(head)
      yield this.#decode(decoder, head)
    }
    if (decoder) yield this.#decode(decoder, undefined)
  }

  #start(head: Uint8Array): Decoder {
    this.#encoding = this.#given ?? encodingOf(head)
    return new TextDecoder(this.#encoding, { fatal: true, ignoreBOM: true })
  }

  #decode(decoder: Decoder, bytes: Uint8Array | undefined): string {
    try {
      const text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
      this.#lines += countLineEnds(text)
      return text
    } catch {
      throw this.#undecodable(bytes ?? new Uint8Array(0))
    }
  }

  #undecodable(bytes: Uint8Array): IoError {
    const loose = new TextDecoder(this.#encoding).decode(bytes)
    if (isBinary(loose)) return binaryInput(loose, this.#name)
    const good = loose.slice(0, Math.max(0, loose.indexOf('\uFFFD')))
    const isUtf8 = this.#encoding === 'utf-8'
    return new IoError('bad-encoding', {
      cause: `This is not ${this.#encoding!.toUpperCase()}.`,
      remedy: isUtf8
        ? 'If it was saved as Windows-1252 or Latin-1, say so (encoding “windows-1252”).'
        : 'Name another encoding, or save it as UTF-8.',
      advice: isUtf8 ? [{ encoding: 'windows-1252' }] : [],
      place: { source: this.#name, line: this.#lines + countLineEnds(good) },
    })
  }
}

function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(head.length + tail.length)
  both.set(head)
  both.set(tail, head.length)
  return both
}

function countLineEnds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
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

/** How what people take for a text file begins, once decoded. */
const BINARY_KINDS: readonly (readonly [beginning: RegExp, kind: string, remedy: string])[] = [
  // oxlint-disable-next-line no-control-regex -- such files begin so
  [/^\x1F(?:\uFFFD|\x8B)/, 'compressed with gzip', 'Decompress it first.'],
  // oxlint-disable-next-line no-control-regex -- and so
  [/^PK\x03\x04/, 'of a spreadsheet or a zip archive', 'Save the sheet as CSV.'],
  [/^\uFFFD\uFFFD/, 'encoded as UTF-16', 'Save it as UTF-8.'],
  [/^(?:[^\0]\0){2}/, 'encoded as UTF-16', 'Say so (encoding “utf-16le”).'],
  [/^(?:\0[^\0]){2}/, 'encoded as UTF-16', 'Say so (encoding “utf-16be”).'],
]

function isBinary(text: string): boolean {
  return text.includes('\0') || BINARY_KINDS.some(([beginning]) => beginning.test(text))
}

/** @throws IoError `binary-input` where the text cannot be one */
export function checkText(text: string, source: string | undefined): void {
  if (text.includes('\0')) throw binaryInput(text, source)
}

function binaryInput(text: string, source: string | undefined): IoError {
  const [, kind, remedy = 'Give delimited text or JSON.'] =
    BINARY_KINDS.find(([beginning]) => beginning.test(text)) ?? []
  const encoding = /utf-16[bl]e/.exec(remedy)?.[0]
  return new IoError('binary-input', {
    cause: kind ? `This looks like a file ${kind}.` : 'This is not text: it holds a NUL character.',
    value: text.slice(0, 4),
    remedy,
    advice: encoding === undefined ? [] : [{ encoding }],
    place: { source },
  })
}
