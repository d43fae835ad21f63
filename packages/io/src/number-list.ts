/** Numbers that keep coming, in one typed array. */
export class NumberList {
  #values = new Float64Array(16)
  #length = 0

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = new Float64Array(2 * this.#length)
      grown.set(this.#values)
      this.#values = grown
    }
    this.#values[this.#length++] = value
  }

  /** The numbers so far, in an array of just their length. */
  toArray(): Float64Array {
    return this.#values.slice(0, this.#length)
  }
}
