import * as fc from 'fast-check'

const STEPS = 2 ** 31 - 1

/**
 * Numbers spread evenly over [min, max]. (`fc.double` is even over the representable doubles instead, so that most of
 * what it gives between −12 and 12 is smaller than 1e-100.)
 */
export function uniform(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: STEPS }).map((step) => min + (max - min) * (step / STEPS))
}
