/** Bytes: a link must not unpack into more than the page can hold. */
const LONGEST = 1_000_000

/** A text, compressed, in characters that URLs leave alone. @throws where it is longer than `unpack` accepts */
export async function pack(text: string): Promise<string> {
  const blob = new Blob([text])
  if (blob.size > LONGEST) throw new RangeError(`More than ${LONGEST} bytes.`)
  const bytes = await through(blob, new CompressionStream('deflate-raw'), LONGEST)
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** @throws where the characters are no packed text, or of an unreasonable length */
export async function unpack(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.codePointAt(0)!,
  )
  return new TextDecoder().decode(await through(new Blob([bytes]), new DecompressionStream('deflate-raw'), LONGEST))
}

async function through(blob: Blob, stream: CompressionStream | DecompressionStream, most: number): Promise<Uint8Array> {
  const reader = blob.stream().pipeThrough(stream).getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value)
    length += next.value.length
    if (length > most) throw new RangeError(`More than ${most} bytes.`)
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}
