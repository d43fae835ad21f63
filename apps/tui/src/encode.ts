import type { Encoding } from '@mixtura/io'

/** What writes text in the encoding that it was read in. */
export function encoderFor(encoding: Encoding | undefined): (text: string) => string | Uint8Array {
  if (encoding === 'utf-16le') return (text) => Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return (text) => Buffer.from(text, 'utf16le').swap16()
  if (encoding !== 'windows-1252') return (text) => text
  const characters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  const bytes = new Map(Array.from(characters, (character, byte) => [character, byte]))
  return (text) => Uint8Array.from(text, (character) => bytes.get(character)!)
}
