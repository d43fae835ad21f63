import { createEngine, Dataset, MixturaError, type SyncEStepEngine } from '@mixtura/core'
import { createStarts, densityUnderflow, responsibilitiesInto, type Starts } from '@mixtura/core/remote'
import { unpackInit } from './packed-init.ts'
import { packStart } from './packed-start.ts'
import {
  ALL_ROWS,
  type Answer,
  type Question,
  type Result,
  type SentRows,
  type StartTask,
  type Task,
} from './protocol.ts'
import { sumsLength } from './sums-length.ts'

/** Rows with an engine of their own, whoever holds the others; or all rows, where starts are made of them. */
interface Block extends SentRows {
  engine?: SyncEStepEngine
  starts?: Starts
  /** Of which options the starts are. */
  series?: number
}

type Blocks = Map<number, Block>

/** An answer, with the memory that goes along with it. */
export interface Reply {
  readonly message: Answer
  readonly transfer: readonly ArrayBufferLike[]
}

/** The worker's side: keeps rows by data set and block, and answers what is asked about them. */
export function createAnswerer(): (question: Question) => Reply {
  const bindings = new Map<number, Blocks>()

  return (question) => {
    const { id, binding, rows, task } = question
    const blocks: Blocks = bindings.get(binding) ?? new Map()
    bindings.set(binding, blocks)
    for (const block of rows) blocks.set(block.block, { ...block })
    const result = answer(question, blocks)
    if (task === 'forget') bindings.delete(binding)
    return { message: { id, result }, transfer: numbersIn(result).map(({ buffer }) => buffer) }
  }
}

function answer({ task, engine }: Question, blocks: Blocks): Result {
  try {
    if (task === 'forget') return { forgotten: true }
    if ('eStep' in task) return sumsOf(blocks, task, engine)
    if ('responsibilities' in task) return { responsibilities: responsibilitiesOf(blocks.get(task.block)!, task) }
    return { start: packStart(startsOf(blocks, task).start(task.start)) }
  } catch (error) {
    if (!(error instanceof MixturaError)) return { failure: String(error) }
    const { code, message, value, remedy } = error
    return { error: { code, cause: message.slice(0, -remedy.length - 1), value, remedy } }
  }
}

function numbersIn(result: Result): readonly Float64Array<ArrayBuffer>[] {
  if ('sums' in result) return [result.sums]
  return 'responsibilities' in result ? [result.responsibilities] : []
}

/** The sums of these blocks, one after another: to be added up in an order that is no worker's affair. */
function sumsOf(
  held: Blocks,
  { eStep, blocks }: Extract<Task, { eStep: unknown }>,
  options: Question['engine'],
): Extract<Result, { sums: unknown }> {
  // Once EM has begun its engines need the room.
  held.get(ALL_ROWS)?.starts?.release()
  const length = sumsLength(eStep)
  const sums = new Float64Array(blocks.length * length)
  let name = ''
  blocks.forEach((index, i) => {
    const block = held.get(index)!
    // Samples that do not count are no data set.
    if (block.sampleWeights?.every((weight) => weight === 0)) return
    block.engine ??= createEngine(datasetOf(block), options)
    ;({ name } = block.engine)
    try {
      sums.set(block.engine.eStep(eStep).sums, i * length)
    } catch (error) {
      if (!(error instanceof MixturaError) || error.code !== 'density-underflow') throw error
      throw densityUnderflow(block.first + Number(error.value))
    }
  })
  return { sums, engine: name }
}

function responsibilitiesOf(
  { values, dimension: d }: Block,
  { responsibilities, start, end }: Extract<Task, { responsibilities: unknown }>,
): Float64Array<ArrayBuffer> {
  const rows = Dataset.from(values.subarray(start * d, end * d), { dimension: d })
  const out = new Float64Array((end - start) * responsibilities.logConstants.length)
  responsibilitiesInto(responsibilities, rows, out)
  return out
}

function startsOf(held: Blocks, { options: { init, ...options }, series, sample }: StartTask): Starts {
  const startOptions = { ...options, init: unpackInit(init) }
  if (sample) return createStarts(datasetOf(sample), startOptions)
  const rows = held.get(ALL_ROWS)!
  if (!rows.starts || rows.series !== series) {
    rows.starts = createStarts(datasetOf(rows), startOptions)
    rows.series = series
  }
  return rows.starts
}

function datasetOf({ values, dimension, sampleWeights }: NonNullable<StartTask['sample']>): Dataset {
  return Dataset.from(values, { dimension, sampleWeights })
}
