import peer from '@stdlib/math-base-special-erfc'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { erfc } from '../src/erfc.ts'

/** Of a value's own size. */
const LARGEST_ERROR = 3e-15

function isClose(x: number): boolean {
  return Math.abs(erfc(x) - peer(x)) <= LARGEST_ERROR * peer(x)
}

test('erfc agrees with stdlib’s to 3e-15 of itself, down to the least normal numbers', () => {
  const range = { min: -28, max: 26.5, noNaN: true }
  fc.assert(
    fc.property(fc.double(range), (x) => isClose(x)),
    { numRuns: 2000 },
  )
  fc.assert(
    fc.property(fc.double({ ...range, min: 0.5, max: 2 }), (x) => isClose(x)),
    { numRuns: 2000 },
  )
})

test('erfc at its ends', () => {
  expect([erfc(-Infinity), erfc(-7), erfc(-0), erfc(0), erfc(1e-300), erfc(1e150), erfc(Infinity)]).toEqual([
    2, 2, 1, 1, 1, 0, 0,
  ])
})
