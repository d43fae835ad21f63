import type { Encoding } from '@mixtura/io'
import { CommandError, exitCodes } from './exit.ts'

/** What writes text in the encoding that it was read in. @throws CommandError on a character that it has no byte for */
export function encoderFor(encoding: Encoding | undefined): (text: string) => string | Uint8Array {
  if (encoding === 'utf-16le') return (text) => Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return (text) => Buffer.from(text, 'utf16le').swap16()
  if (encoding !== 'windows-1252') return (text) => text
  // In one go some versions of Node decode 0x80 … 0x9F as control characters; as a stream, which is how tables are read, they do not.
  const characters = new TextDecoder(encoding).decode(
    Uint8Array.from({ length: 256 }, (_, byte) => byte),
    { stream: true },
  )
  const bytes = new Map(Array.from(characters, (character, byte) => [character, byte]))
  return (text) => Uint8Array.from(text, (character) => bytes.get(character) ?? refuse(character))
}

function refuse(character: string): never {
  throw new CommandError(
    exitCodes.badData,
    `“${character}” has no byte in Windows-1252. Write the table in UTF-8 and read it so.`,
  )
}
