import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { NumpyRandom } from '../src/numpy-random.ts'

interface Draws {
  seed: number
  probabilities: number[]
  categories: number[]
  normals: number[]
}

const draws = JSON.parse(readFileSync(new URL('./fixtures/categories.json', import.meta.url), 'utf8')) as Draws[]

test.each(draws)(
  'draws of $probabilities between normals, seed $seed, are NumPy’s',
  ({ seed, probabilities, categories, normals }) => {
    const random = new NumpyRandom(seed)
    categories.forEach((category, i) => {
      expect(random.category(probabilities)).toBe(category)
      expect(Math.abs(random.normal() - normals[i])).toBeLessThan(1e-14)
    })
  },
)

// MT19937's own check value: the 10 000th output of init_genrand(5489) (C++ standard, [rand.predef]).
test('the generator is MT19937', () => {
  const random = new NumpyRandom(5489)
  let last = 0
  for (let pair = 0; pair < 5000; pair++) last = random.uniform()
  // The second output of the pair gives the 26 low bits.
  expect((last * 2 ** 53) % 2 ** 26).toBe(4123659995 >>> 6)
})
