import { CholeskyDecomposition, Matrix } from 'ml-matrix'

/** Guesses where the iteration x → g(x) is going, from points x and their images g(x) as they come. */
export interface Extrapolation {
  /** Takes in the next point and its image, of equal length. */
  observe(point: Float64Array, image: Float64Array): void
  /** A point beyond the last image; undefined where there is not enough to go by, or no number comes out. */
  guess(): Float64Array | undefined
  /** Whether the next point to be observed is the last guess. */
  judge(accepted: boolean): void
  /** Begins anew. */
  forget(): void
}

/** Differences that Anderson's method looks back on. */
const ORDER = 10
/** Next to the squared lengths of these differences, which may be nearly dependent; makes their Gram matrix definite. */
const RIDGE = 1e-10

/**
 * Anderson acceleration (Anderson 1965, as in Walker & Ni 2011, SIAM J. Numer. Anal. 49, 1715–1735; for EM: Henderson &
 * Varadhan 2019, J. Comput. Graph. Stat. 28, 834–846). With fᵢ = g(xᵢ) − xᵢ and γ the least squares solution of
 * Σ γᵢ Δfᵢ ≈ fₙ, the guess is g(xₙ) − Σ γᵢ Δg(xᵢ): where, were g linear, f would vanish.
 */
export class Anderson implements Extrapolation {
  #images: Float64Array[] = []
  #residuals: Float64Array[] = []

  observe(point: Float64Array, image: Float64Array): void {
    this.#images = [...this.#images.slice(-ORDER), image]
    this.#residuals = [...this.#residuals.slice(-ORDER), minus(image, point)]
  }

  guess(): Float64Array | undefined {
    const last = this.#residuals.at(-1)
    const residualSteps = differences(this.#residuals)
    const imageSteps = differences(this.#images)
    const order = residualSteps.length
    if (!last || order === 0) return undefined

    // The normal equations, of differences scaled to length 1.
    const lengths = residualSteps.map(length)
    const gram = Matrix.zeros(order, order)
    const right = Matrix.zeros(order, 1)
    for (let i = 0; i < order; i++) {
      right.set(i, 0, dot(residualSteps[i]!, last) / lengths[i]!)
      for (let j = 0; j < order; j++) {
        const cosine = dot(residualSteps[i]!, residualSteps[j]!) / (lengths[i]! * lengths[j]!)
        gram.set(i, j, i === j ? 1 + RIDGE : cosine)
      }
    }
    if (!right.to1DArray().every(Number.isFinite)) return undefined
    const gammas = new CholeskyDecomposition(gram).solve(right).to1DArray()

    const guess = this.#images.at(-1)!.slice()
    gammas.forEach((gamma, i) => addMultiple(guess, -gamma / lengths[i]!, imageSteps[i]!))
    return finite(guess)
  }

  judge(accepted: boolean): void {
    if (accepted) return
    // What led astray is left behind.
    this.#images = this.#images.slice(-1)
    this.#residuals = this.#residuals.slice(-1)
  }

  forget(): void {
    this.#images = []
    this.#residuals = []
  }
}

/** How much longer a step may become when the longest has turned out well, and shorter when it has not. */
const GROWTH = 4

/**
 * SQUAREM, squared iterative methods (Varadhan & Roland 2008, Scand. J. Stat. 35, 335–353, scheme S3): from x₀,
 * x₁ = g(x₀) and x₂ = g(x₁), with r = x₁ − x₀ and v = x₂ − x₁ − r, the guess is x₀ + 2αr + α²v with α = ‖r‖ / ‖v‖, which
 * α = 1 would make x₂. The guess is mapped once, to steady it, before the next three points begin.
 */
export class Squarem implements Extrapolation {
  #earlier: Pair | undefined
  #latest: Pair | undefined
  #isGuessNext = false
  #longest = GROWTH
  #step = 1

  observe(point: Float64Array, image: Float64Array): void {
    this.#earlier = this.#latest
    this.#latest = this.#isGuessNext ? undefined : { point, image }
    this.#isGuessNext = false
  }

  guess(): Float64Array | undefined {
    if (!this.#earlier || !this.#latest) return undefined
    const { point, image } = this.#earlier
    const r = minus(image, point)
    const v = minus(minus(this.#latest.image, this.#latest.point), r)
    const alpha = Math.min(this.#longest, length(r) / length(v))
    // Not beyond x₂.
    if (!(alpha > 1)) return undefined
    this.#step = alpha
    const guess = point.slice()
    addMultiple(guess, 2 * alpha, r)
    addMultiple(guess, alpha * alpha, v)
    return finite(guess)
  }

  judge(accepted: boolean): void {
    if (accepted && this.#step === this.#longest) this.#longest *= GROWTH
    if (!accepted) this.#longest = Math.max(GROWTH, this.#step / GROWTH)
    this.#isGuessNext = accepted
  }

  forget(): void {
    this.#earlier = undefined
    this.#latest = undefined
    this.#isGuessNext = false
  }
}

interface Pair {
  readonly point: Float64Array
  readonly image: Float64Array
}

function finite(point: Float64Array): Float64Array | undefined {
  return point.every(Number.isFinite) ? point : undefined
}

function differences(points: readonly Float64Array[]): Float64Array[] {
  return points.slice(1).map((point, i) => minus(point, points[i]!))
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!)
}

function addMultiple(to: Float64Array, by: number, other: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i]! += by * other[i]!
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0)
}

function length(a: Float64Array): number {
  return Math.sqrt(dot(a, a))
}
