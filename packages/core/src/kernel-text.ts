/*
 * How a kernel's bytes are written in source text: each begins with a character of its own, so that what repeats in the
 * bytes repeats in the text and is found by the compression that pages are sent with. Base64 gets repeats out of step
 * and takes almost twice the room once compressed.
 */

/** “(”: from here to “~” only the backslash has to be escaped. */
export const FIRST_CHARACTER = 40
/** A byte is one digit; from here on it is a mark, “|”, “}” or “~”, for how often this is to be added, and a digit. */
export const DIGITS = 84
/** Added to each byte, modulo 256: makes 0xFD, with which every vector instruction begins, the digit 0. */
export const SHIFT = 3

export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  let length = 0
  let marked = 0
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - FIRST_CHARACTER
    if (digit < DIGITS) {
      bytes[length++] = marked + digit - SHIFT
      marked = 0
    } else {
      marked = (digit - DIGITS + 1) * DIGITS
    }
  }
  return bytes.subarray(0, length)
}

/**
 * Other bytes, told as what to change. Each change is three bytes and some more: how many of the original are kept, how
 * many of it are dropped, and how many are put in their place, which follow. After the last the original stays as it is.
 */
export function changed(original: Uint8Array, changes: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(original.length + changes.length)
  let length = 0
  let from = 0
  let at = 0
  while (at < changes.length) {
    const kept = changes[at++]!
    const dropped = changes[at++]!
    const added = changes[at++]!
    bytes.set(original.subarray(from, from + kept), length)
    bytes.set(changes.subarray(at, at + added), length + kept)
    length += kept + added
    from += kept + dropped
    at += added
  }
  const rest = original.subarray(from)
  bytes.set(rest, length)
  return bytes.subarray(0, length + rest.length)
}
