import { mersenne } from 'pure-rand/generator/MersenneTwister'

/**
 * NumPy's legacy stream after `np.random.seed(seed)`, draw for draw: MT19937 seeded by init_genrand (Matsumoto &
 * Nishimura 1998), and the algorithms of NumPy's frozen `RandomState` on top of it.
 */
export class NumpyRandom {
  readonly #next: () => number
  #spareNormal: number | undefined

  /** @param seed a whole number 0 … 2³² − 1 */
  constructor(seed: number) {
    const generator = mersenne(seed)
    this.#next = () => generator.unsafeNext() >>> 0
  }

  /** Uniform in [0, 1): 53 bits from two draws. */
  uniform(): number {
    const high = this.#next() >>> 5
    const low = this.#next() >>> 6
    return (high * 2 ** 26 + low) / 2 ** 53
  }

  /** Standard normal by the polar method; the second of each pair waits for the next call. */
  normal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal
      this.#spareNormal = undefined
      return spare
    }
    for (;;) {
      const x1 = 2 * this.uniform() - 1
      const x2 = 2 * this.uniform() - 1
      const squared = x1 * x1 + x2 * x2
      if (squared >= 1 || squared === 0) continue
      const factor = Math.sqrt((-2 * Math.log(squared)) / squared)
      this.#spareNormal = factor * x1
      return factor * x2
    }
  }

  /** One draw of `np.random.multinomial(1, probabilities)`, as the index of its 1. */
  category(probabilities: readonly number[]): number {
    let left = 1
    const last = probabilities.length - 1
    for (let k = 0; k < last; k++) {
      if (this.#bernoulli(probabilities[k] / left)) return k
      left -= probabilities[k]
    }
    return last
  }

  /** `np.random.binomial(1, p)`: by inversion, for p above one half by that of the complement; p = 0 draws nothing. */
  #bernoulli(p: number): boolean {
    if (p === 0) return false
    return p <= 0.5 ? this.#inversion(p) : !this.#inversion(1 - p)
  }

  #inversion(p: number): boolean {
    const q = 1 - p
    const failure = Math.exp(Math.log(q))
    // Rounding can leave a sliver above both probabilities; NumPy then draws again.
    for (;;) {
      const u = this.uniform()
      if (u <= failure) return false
      if (u - failure <= (p * failure) / q) return true
    }
  }
}
