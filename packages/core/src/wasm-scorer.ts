import { densityUnderflow } from './density.ts'
import type { ScoringParameters } from './engine.ts'
import { numbersAt, type Kernel } from './wasm-kernel.ts'
import type { WasmRows } from './wasm-rows.ts'

/** What a model says of single rows, row-major, computed tile by tile in WebAssembly. */
export class WasmScorer {
  readonly #rows: WasmRows
  readonly #sampleCount: number

  constructor(rows: WasmRows, sampleCount: number) {
    this.#rows = rows
    this.#sampleCount = sampleCount
  }

  get #kernel(): Kernel {
    return this.#rows.kernel
  }

  /** log πₖ N(x; μₖ, Σₖ): N × K. */
  densities(scoring: ScoringParameters, out: Float64Array): void {
    this.#fill(scoring, 0, this.#sampleCount, scoring.logConstants.length, out, (count) =>
      this.#kernel.densitiesOfRows(count),
    )
  }

  /** p(z = k given x) of rows [start, end): (end − start) × K. */
  responsibilities(scoring: ScoringParameters, start: number, end: number, out: Float64Array): void {
    this.#fill(scoring, start, end, scoring.logConstants.length, out, (count) =>
      this.#kernel.responsibilitiesOfRows(count),
    )
  }

  /** log p(x): N. */
  logMarginals(scoring: ScoringParameters, out: Float64Array): void {
    this.#fill(scoring, 0, this.#sampleCount, 1, out, (count) => this.#kernel.marginalsOfRows(count))
  }

  /** The component of the largest density, the first on a tie, of rows [start, end) to their places in `out` (N); start a multiple of 4. */
  labels(scoring: ScoringParameters, out: Int32Array, start: number = 0, end: number = this.#sampleCount): Int32Array {
    this.#eachTile(scoring, start, end, (row, count) => {
      const address = this.#kernel.labelsOfRows(count)
      out.set(new Int32Array(this.#kernel.memory.buffer, address, count), row)
    })
    return out
  }

  /** Writes `perRow` numbers a row. */
  #fill(
    scoring: ScoringParameters,
    start: number,
    end: number,
    perRow: number,
    out: Float64Array,
    answer: (count: number) => number,
  ): void {
    this.#eachTile(scoring, start, end, (row, count) => {
      const address = answer(count)
      if (address === 0) throw densityUnderflow(row + this.#kernel.firstWithoutDensity())
      const skipped = Math.max(0, start - row)
      const answers = numbersAt(this.#kernel, address + 8 * skipped * perRow, (count - skipped) * perRow)
      out.set(answers, (row + skipped - start) * perRow)
    })
  }

  /** Scores the tiles that hold rows [start, end), and hands each over by its first row and its number of rows. */
  #eachTile(scoring: ScoringParameters, start: number, end: number, use: (row: number, count: number) => void): void {
    const rows = this.#rows
    rows.writeModel(scoring)
    const tile = this.#kernel.tileRows.value
    for (let block = start - (start % rows.blockRows); block < end; block += rows.blockRows) {
      const blockEnd = Math.min(end, rows.load(block))
      // Groups of four rows are not divided.
      const from = Math.max(start - (start % 4), block)
      for (let row = from; row < blockEnd; row += tile) {
        const count = Math.min(tile, blockEnd - row)
        this.#kernel.scoreRows(row - block, count)
        use(row, count)
      }
    }
  }
}
