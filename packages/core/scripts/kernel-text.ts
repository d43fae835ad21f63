import { DIGITS, FIRST_CHARACTER, SHIFT } from '../src/kernel-text.ts'

/** The inverse of `bytesOf`. */
export function textOf(bytes: Uint8Array): string {
  const codes = Array.from(bytes).flatMap((byte) => {
    const shifted = (byte + SHIFT) % 256
    const marks = Math.floor(shifted / DIGITS)
    return marks === 0 ? shifted : [DIGITS - 1 + marks, shifted % DIGITS]
  })
  return String.fromCharCode(...codes.map((code) => FIRST_CHARACTER + code))
}

/** What `changed` makes `target` of `original` by. */
export function changesBetween(original: Uint8Array, target: Uint8Array): Uint8Array {
  const changes: number[] = []
  let from = 0
  let to = 0
  while (from < original.length || to < target.length) {
    const [restOfOriginal, restOfTarget] = [original.subarray(from), target.subarray(to)]
    if (agreement(restOfOriginal, restOfTarget, Infinity) === Math.max(restOfOriginal.length, restOfTarget.length))
      break
    const kept = agreement(restOfOriginal, restOfTarget, MOST)
    from += kept
    to += kept
    const [dropped, added] = kept === MOST ? [0, 0] : nextAgreement(original.subarray(from), target.subarray(to))
    changes.push(kept, dropped, added, ...target.subarray(to, to + added))
    from += dropped
    to += added
  }
  return Uint8Array.from(changes)
}

/** What one byte can count. */
const MOST = 255
/** Bytes after a difference that have to agree for it to be over: with as many the changes come out shortest. */
const ENOUGH = 3

/** How many bytes of each have to be left behind until they agree again, or end together. */
function nextAgreement(a: Uint8Array, b: Uint8Array): [fromA: number, fromB: number] {
  for (let sum = 0; sum <= MOST; sum++) {
    for (let i = Math.max(0, sum - b.length); i <= Math.min(sum, a.length); i++) {
      const [restOfA, restOfB] = [a.subarray(i), b.subarray(sum - i)]
      const end = Math.min(ENOUGH, Math.max(restOfA.length, restOfB.length))
      if (agreement(restOfA, restOfB, ENOUGH) === end) return [i, sum - i]
    }
  }
  return [Math.min(MOST, a.length), Math.min(MOST, b.length)]
}

/** How many bytes at the beginning are the same, counted up to `most`. */
function agreement(a: Uint8Array, b: Uint8Array, most: number): number {
  const end = Math.min(a.length, b.length, most)
  let same = 0
  while (same < end && a[same] === b[same]) same++
  return same
}
