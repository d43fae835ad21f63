import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encoderFor } from '../src/encode.ts'
import { CommandError } from '../src/exit.ts'

/** As tables are read: as a stream. */
function decode(bytes: Uint8Array, encoding: string): string {
  const decoder = new TextDecoder(encoding)
  return decoder.decode(bytes, { stream: true }) + decoder.decode()
}

test('every byte of Windows-1252 is written as it was read', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  const text = decode(bytes, 'windows-1252')
  expect(text).toContain('€')
  expect(encoderFor('windows-1252')(text)).toEqual(bytes)
})

test('a character that Windows-1252 does not have is refused, never made another', () => {
  for (const character of ['Ω', '👪', '\u2212']) {
    expect(() => encoderFor('windows-1252')(`a${character}`)).toThrow(CommandError)
  }
})

test.each(['utf-16le', 'utf-16be'] as const)('%s: text comes back whole', (encoding) => {
  const text = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(
      text,
      (given) => decode(encoderFor(encoding)(given) as Uint8Array, encoding) === given.replace(/^\uFEFF/, ''),
    ),
  )
})
