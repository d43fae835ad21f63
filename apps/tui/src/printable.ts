/** A name from a file as it may be shown: control characters would let the file write to the terminal. */
export function printable(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '�')
}
