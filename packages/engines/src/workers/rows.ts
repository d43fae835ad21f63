import { Dataset, type Points } from '@mixtura/core'
import { nextTurn } from './host.ts'

/** Rows and numbers handled before others have their turn: a few milliseconds' worth. */
const ROWS_A_TURN = 100_000
const NUMBERS_A_TURN = 250_000

/**
 * The checked rows of any points, made without keeping the thread for long.
 * @throws MixturaError as `Dataset.from`
 */
export async function gatherRows(points: Points, sampleWeights: ArrayLike<number> | undefined): Promise<Dataset> {
  if (!Array.isArray(points) || points.length <= ROWS_A_TURN) return Dataset.from(points, { sampleWeights })
  const rows = points as readonly ArrayLike<number>[]
  const dimension = rows[0]?.length ?? 0
  const values = new Float64Array(rows.length * dimension)
  for (let start = 0; start < rows.length; start += ROWS_A_TURN) {
    const part = tryDataset(rows.slice(start, start + ROWS_A_TURN))
    // Refused once more, as a whole, for the sake of the message.
    if (part?.dimension !== dimension) return Dataset.from(points, { sampleWeights })
    values.set(part.values, start * dimension)
    await nextTurn()
  }
  return Dataset.from(values, { dimension, sampleWeights })
}

function tryDataset(rows: readonly ArrayLike<number>[]): Dataset | undefined {
  try {
    return Dataset.from(rows)
  } catch {
    return undefined
  }
}

/** The same numbers in memory that workers can share; as they are, if they lie there already. */
export async function toSharedMemory(numbers: Float64Array): Promise<Float64Array> {
  if (numbers.buffer instanceof SharedArrayBuffer) return numbers
  const shared = new Float64Array(new SharedArrayBuffer(numbers.byteLength))
  for (let start = 0; start < numbers.length; start += NUMBERS_A_TURN) {
    if (start > 0) await nextTurn()
    shared.set(numbers.subarray(start, start + NUMBERS_A_TURN), start)
  }
  return shared
}
